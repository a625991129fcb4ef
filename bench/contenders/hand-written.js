import pg from 'pg';
import { createPost } from './post.js';

const createSql = `
  create table jobs (
    id bigint generated always as identity primary key,
    key text not null, phone_number text not null, message text not null,
    due_at timestamptz not null default now(), status text not null default 'ready', call_sid text, done_at timestamptz);
  create index on jobs (due_at, id) where status = 'ready'`;
const claimSql = `
  update jobs set status = 'active' where id in (
    select id from jobs where status = 'ready' and due_at <= now()
    order by due_at, id limit $1 for update skip locked)
  returning id, key, phone_number, message`;
const completeSql = `
  update jobs j set status = 'done', call_sid = x.call_sid, done_at = now()
  from unnest($1::bigint[], $2::text[]) as x (id, call_sid) where j.id = x.id`;

/** The limit: claim a batch, post, complete a batch, and nothing else: no attempts, no events, no lease, no retry. */
export async function create(options) {
  const { concurrency, databaseUrl } = options;
  const pool = new pg.Pool({ connectionString: databaseUrl, max: 4 });
  const post = createPost(options);
  const ready = [];
  const done = [];
  let working = 0;
  let claiming = false;
  let completing = false;
  await pool.query(createSql);

  async function claim() {
    if (claiming || ready.length > concurrency) return;
    claiming = true;
    const { rows } = await pool.query(claimSql, [Math.max(500, 2 * concurrency)]);
    ready.push(...rows);
    claiming = false;
    if (rows.length === 0) setTimeout(claim, 5);
    fill();
  }

  function fill() {
    while (working < concurrency && ready.length > 0) {
      working += 1;
      void work(ready.shift());
    }
    void claim();
  }

  async function work({ id, key, phone_number: to, message: text }) {
    const callSid = await post({ key, to, text });
    working -= 1;
    done.push({ id, callSid });
    if (!completing) void complete();
    if (working < concurrency && ready.length > 0) {
      working += 1;
      void work(ready.shift());
    }
    if (ready.length <= concurrency) void claim();
  }

  async function complete() {
    completing = true;
    while (done.length > 0) {
      const batch = done.splice(0, 1_000);
      await pool.query(completeSql, [batch.map(({ id }) => id), batch.map(({ callSid }) => callSid)]);
    }
    completing = false;
  }

  return {
    async fill(jobs) {
      await pool.query(
        `insert into jobs (key, phone_number, message, due_at)
         select key, phone_number, message, coalesce(to_timestamp(due_ms / 1000), now())
         from unnest($1::text[], $2::text[], $3::text[], $4::float8[]) as x (key, phone_number, message, due_ms)`,
        [
          jobs.map(({ key }) => key),
          jobs.map(({ to }) => to),
          jobs.map(({ text }) => text),
          jobs.map(({ dueAtMs }) => dueAtMs),
        ],
      );
    },
    start: () => void claim(),
    async left() {
      const { rows } = await pool.query(`select count(*)::int as left from jobs where status <> 'done'`);
      return rows[0].left;
    },
  };
}
