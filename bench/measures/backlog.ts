import { setTimeout as wait } from 'node:timers/promises';
import { startBellhop } from '../bellhop.ts';
import type { ContenderKind } from '../contender.ts';
import { withDataDir } from '../data-dir.ts';
import { fill, pending } from '../fill.ts';
import { type Job, makeJobs } from '../jobs.ts';
import { startReceiver } from '../receiver-process.ts';
import { type Stage, sql, tidy } from '../stage.ts';
import { within } from '../until.ts';
import { latenessOf } from './lateness.ts';

export interface BacklogOptions {
  /** Jobs that wait for another day. */
  readonly pending: number;
  readonly perSecond: number;
  readonly seconds: number;
  readonly concurrency: number;
  /** From the filling until the first is due: processes start in between. */
  readonly headStartMs: number;
}

const FILL_LIMIT_MS = 900_000;
const MOST_LATE_MS = 30_000;

const dueSql = `
  insert into reminders (id, phone_number, message, scheduled_time, status, next_attempt_at, max_retry_attempts)
  select gen_random_uuid(), phone_number, message, due, 'scheduled', due, 3
  from (select phone_number, message, to_timestamp(due_ms / 1000) as due
        from unnest($1::text[], $2::text[], $3::float8[]) as x (phone_number, message, due_ms)) x`;

const spread = ({ perSecond, seconds, headStartMs }: BacklogOptions): Job[] => {
  const from = Math.ceil(Date.now() + headStartMs);
  return makeJobs(perSecond * seconds, (index) => from + Math.floor((index * 1_000) / perSecond));
};

/** How late Bellhop is, at a steady pace, while many others wait: all rows are made by SQL. */
export async function bellhopUnderBacklog(stage: Stage, options: BacklogOptions): Promise<number[]> {
  const { pending: size, concurrency } = options;
  await using database = await stage.openDatabase();
  await using parts = new AsyncDisposableStack();
  const receiver = parts.use(await startReceiver(0));
  const dataDir = withDataDir(parts);
  const start = () =>
    startBellhop({ databaseUrl: database.url, receiverUrl: receiver.url, concurrency, dataDir });
  // The first start makes the tables.
  await (await start())[Symbol.asyncDispose]();
  await within(fill(database.url, [pending(size, 0)]), { what: 'Rows are made', ms: FILL_LIMIT_MS });
  await within(tidy(database.url), { what: 'The tables are vacuumed', ms: FILL_LIMIT_MS });
  const jobs = spread(options);
  await sql(database.url, dueSql, [
    jobs.map(({ to }) => to),
    jobs.map(({ text }) => text),
    jobs.map(({ dueAtMs }) => dueAtMs),
  ]);
  parts.use(await start());
  if (Date.now() > (jobs[0]?.dueAtMs ?? 0)) {
    console.log('Bellhop was not up when the first fell due: its start is in the lateness below.');
  }
  await within(receiver.whenReceived(jobs.length), {
    what: 'Bellhop calls',
    ms: options.headStartMs + options.seconds * 1_000 + MOST_LATE_MS,
  });
  // What came too often would come late.
  await wait(500);
  return latenessOf(jobs, await receiver.receivedOf(jobs));
}

/** The same of a rival, filled through its own API. */
export async function rivalUnderBacklog(
  stage: Stage,
  kind: ContenderKind,
  options: BacklogOptions,
): Promise<number[]> {
  const { pending, concurrency } = options;
  await using heat = await stage.openHeat(kind, { latencyMs: 0, concurrency });
  const { contender, receiver, databaseUrl } = heat;
  const tomorrow = Date.now() + 86_400_000;
  const fill = async () => {
    for (let at = 0; at < pending; at += 20_000) {
      await contender.fill(makeJobs(Math.min(20_000, pending - at), (index) => tomorrow + (at + index) * 20));
    }
    await tidy(databaseUrl);
  };
  await within(fill(), { what: `${kind.name} is filled`, ms: FILL_LIMIT_MS });
  const jobs = spread(options);
  await contender.fill(jobs);
  await contender.start();
  await within(receiver.whenReceived(jobs.length), {
    what: `${kind.name} calls`,
    ms: options.headStartMs + options.seconds * 1_000 + MOST_LATE_MS,
  });
  return latenessOf(jobs, await receiver.receivedOf(jobs));
}
