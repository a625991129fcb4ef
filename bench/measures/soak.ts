import { setTimeout as wait } from 'node:timers/promises';
import { createRemindersMutation, startBellhop, toInput } from '../bellhop.ts';
import { withDataDir } from '../data-dir.ts';
import { makeJobs } from '../jobs.ts';
import { residentMb } from '../process-usage.ts';
import { startReceiver } from '../receiver-process.ts';
import { type Stage, sql } from '../stage.ts';
import { within } from '../until.ts';

export interface SoakOptions {
  readonly minutes: number;
  /** Reminders created, and rung a few seconds later, each second. */
  readonly perSecond: number;
  /** Looks at the database and the process. */
  readonly looks: number;
}

/** What was seen at one look; bytes are for each reminder that was made. */
export type Look = Record<
  | 'seconds'
  | 'made'
  | 'rung'
  | 'dead'
  | 'MB'
  | 'B/reminder'
  | 'index B/reminder'
  | 'attempts HOT %'
  | 'due index MB'
  | 'RSS MB',
  number
>;

const AHEAD_MS = 3_000;
const CALM_MS = 5_000;
const CATCH_UP_MS = 60_000;

const lookSql = `
  select
    counts.*,
    (select sum(n_dead_tup)::float8 from pg_stat_user_tables) as dead,
    (select sum(pg_total_relation_size(relid))::float8 from pg_stat_user_tables) as total,
    pg_table_size('reminders')::float8 as reminders,
    pg_indexes_size('reminders')::float8 as indexes,
    pg_relation_size('reminders_due')::float8 as due,
    (select 100.0 * n_tup_hot_upd / nullif(n_tup_upd, 0) from pg_stat_user_tables where relname = 'call_attempts')::float8 as hot
  from (
    select coalesce(sum(count), 0)::float8 as made,
      coalesce(sum(count) filter (where status = 'completed'), 0)::float8 as rung
    from (
      select status, count from reminder_counts where hour = '-infinity'
      union all
      select status, change from reminder_count_changes) each) counts`;

interface LookRow {
  readonly made: number;
  readonly rung: number;
  readonly dead: number;
  readonly total: number;
  readonly reminders: number;
  readonly indexes: number;
  readonly due: number;
  readonly hot: number | null;
}

/** A steady pace for a long time, with autovacuum as the migrations set it: what must stay as it is, and what it is. */
export async function soak(stage: Stage, { minutes, perSecond, looks }: SoakOptions): Promise<Look[]> {
  await using database = await stage.openDatabase();
  await using parts = new AsyncDisposableStack();
  const receiver = parts.use(await startReceiver(0));
  const bellhop = parts.use(
    await startBellhop({
      databaseUrl: database.url,
      receiverUrl: receiver.url,
      concurrency: 200,
      dataDir: withDataDir(parts),
    }),
  );
  const begun = Date.now();
  const seconds = Math.ceil(minutes * 60);
  const seen: Look[] = [];
  for (let second = 1; second <= seconds; second += 1) {
    const from = Date.now() + AHEAD_MS;
    const jobs = makeJobs(perSecond, (index) => from + Math.floor((index * 1_000) / perSecond));
    const { createReminders } = await bellhop.query<{ createReminders: { created?: number } }>(
      createRemindersMutation,
      { input: { reminders: jobs.map(toInput) } },
    );
    if (createReminders.created !== perSecond) throw new Error('Not all were created.');
    if (second % Math.ceil(seconds / looks) === 0) seen.push(await look());
    await wait(Math.max(0, begun + second * 1_000 - Date.now()));
  }
  // Where the machine is too slow for the pace, `rung` lags behind `made`, and the index of what is due grows by that.
  await within(receiver.whenReceived(perSecond * seconds), { what: 'Bellhop calls', ms: CATCH_UP_MS }).catch(
    (error: unknown) => console.log(`Bellhop did not keep up. ${error}`),
  );
  await wait(CALM_MS);
  seen.push(await look());
  return seen;

  async function look(): Promise<Look> {
    const [row] = await sql<LookRow>(database.url, lookSql);
    if (!row) throw new Error('Nothing was seen.');
    const found = {
      seconds: (Date.now() - begun) / 1_000,
      made: row.made,
      rung: row.rung,
      dead: row.dead,
      MB: row.total / 1_048_576,
      'B/reminder': row.reminders / row.made,
      'index B/reminder': row.indexes / row.made,
      'due index MB': row.due / 1_048_576,
      'attempts HOT %': row.hot ?? Number.NaN,
      'RSS MB': residentMb(bellhop.pid),
    };
    // An hour is long to wait for the table.
    console.log(
      Object.entries(found)
        .map(([what, value]) => `${what} ${Math.round(value)}`)
        .join(', '),
    );
    return found;
  }
}
