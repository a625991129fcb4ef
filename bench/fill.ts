import pg from 'pg';

/** A statement that makes rows for the numbers from $1 to $2. */
export interface Filling {
  readonly count: number;
  readonly sql: string;
}

/** Rows of one statement: more would wait in memory, and on disk, for the triggers that count them. */
const CHUNK = 100_000;

const indexesSql = `
  select c.relname as name, pg_get_indexdef(c.oid) as sql
  from pg_index i join pg_class c on c.oid = i.indexrelid
  where i.indrelid = 'reminders'::regclass and not i.indisprimary
  order by 1`;

/**
 * Makes many reminders by SQL. The indexes are made afterwards, as they are: a tenth of the time, and nothing else of it
 * is measured.
 */
export async function fill(databaseUrl: string, fillings: readonly Filling[]): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    await client.query(`set synchronous_commit = off; set maintenance_work_mem = '512MB'`);
    const { rows: indexes } = await client.query<{ name: string; sql: string }>(indexesSql);
    for (const { name } of indexes) await client.query(`drop index ${name}`);
    for (const { count, sql } of fillings) {
      for (let from = 1; from <= count; from += CHUNK) {
        await client.query(sql, [from, Math.min(count, from + CHUNK - 1)]);
      }
    }
    for (const { sql } of indexes) await client.query(sql);
  } finally {
    await client.end();
  }
}

const text = `'Hello, this is a reminder of your appointment. Reference ' || to_hex(n * 2654435761 % 4294967296)`;
/** As Bellhop's are: in the order of their making. */
const idOf = (instant: string) =>
  `(lpad(to_hex((extract(epoch from ${instant}) * 1000)::bigint), 12, '0') || '7' || substr(md5(n::text), 1, 3) || '8' || substr(md5(n::text), 4, 15))::uuid`;
const phone = `'+1415' || (2000000 + n * 7919 % 3000000)`;

/**
 * Due one after another from tomorrow on, made in another order than they are due in. `due` of them, anywhere among the
 * others, are due already.
 */
export const pending = (count: number, due: number): Filling => ({
  count,
  sql: `
    insert into reminders (id, phone_number, message, scheduled_time, status, next_attempt_at, max_retry_attempts)
    select ${idOf('now()')}, ${phone}, ${text}, at, 'scheduled', at, 3
    from (
      select n, date_trunc('milliseconds', now()) + case when ${due > 0 ? `n % ${Math.floor(count / due)} = 0` : 'false'}
        then -(n % 3600) * interval '1 second'
        else interval '1 day' + (n * 7919 % ${count}) * interval '20 milliseconds' end as at
      from generate_series($1::bigint, $2::bigint) n) each`,
});

/** What was rung before: nearly all completed, a few failed or cancelled. */
export const history = (count: number): Filling => ({
  count,
  sql: `
    insert into reminders (
      id, phone_number, message, scheduled_time, status, retry_count, max_retry_attempts, attempt_count, last_run_at,
      failure_reason, created_at, updated_at)
    select ${idOf("(at - interval '1 day')")}, ${phone}, ${text}, at, status,
      case status when 'failed' then 3 when 'completed' then 1 else 0 end, 3,
      case status when 'failed' then 3 when 'completed' then 1 else 0 end, case when status <> 'cancelled' then at end,
      case status when 'failed' then 'No route.' end, at - interval '1 day', at
    from (
      select n, date_trunc('milliseconds', now()) - interval '1 day' - (${count} - n) * interval '1 second' as at,
        case when n % 500 = 0 then 'failed' when n % 13 = 0 then 'cancelled' else 'completed' end as status
      from generate_series($1::bigint, $2::bigint) n) each`,
});
