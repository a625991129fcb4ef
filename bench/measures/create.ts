import pg from 'pg';
import {
  type BellhopProcess,
  createReminderMutation,
  createRemindersMutation,
  startBellhop,
  toInput,
} from '../bellhop.ts';
import { withDataDir } from '../data-dir.ts';
import { type Job, makeJobs } from '../jobs.ts';
import { type Stage, tidy } from '../stage.ts';

const FAR_AHEAD_MS = 30 * 86_400_000;

export interface CreateOptions {
  /** Mutations of 1,000 reminders each. */
  readonly batches: number;
  /** Mutations of one reminder each. */
  readonly singles: number;
}

/** Reminders a second. */
export interface CreateRates {
  readonly rawBareTable: number;
  readonly rawSameTable: number;
  readonly batched: number;
  readonly singleAtOnce: number;
  readonly single32AtOnce: number;
}

const inAMonth = () => Date.now() + FAR_AHEAD_MS;

/** Bellhop's mutations, and the same rows by `insert … select from unnest` alone, into the same table and into one without indexes. */
export async function create(stage: Stage, { batches, singles }: CreateOptions): Promise<CreateRates> {
  await using database = await stage.openDatabase();
  await using parts = new AsyncDisposableStack();
  const dataDir = withDataDir(parts);
  const bellhop = parts.use(
    await startBellhop({
      databaseUrl: database.url,
      dataDir,
      receiverUrl: 'http://127.0.0.1:9',
      concurrency: 10,
    }),
  );
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  parts.defer(() => client.end());
  await client.query('create table bare (like reminders including defaults)');
  const size = 1_000;
  // A round for the compiler and the plans, then the two take turns.
  await createBatch(bellhop, makeJobs(size, inAMonth));
  await insertRaw(client, 'reminders', makeJobs(size, inAMonth));
  await insertRaw(client, 'bare', makeJobs(size, inAMonth));
  await tidy(database.url);
  const ms = { batched: 0, rawSameTable: 0, rawBareTable: 0 };
  for (let n = 0; n < batches; n += 1) {
    ms.batched += await timed(() => createBatch(bellhop, makeJobs(size, inAMonth)));
    ms.rawSameTable += await timed(() => insertRaw(client, 'reminders', makeJobs(size, inAMonth)));
    ms.rawBareTable += await timed(() => insertRaw(client, 'bare', makeJobs(size, inAMonth)));
  }
  const rate = (spentMs: number) => (batches * size * 1_000) / spentMs;
  return {
    rawBareTable: rate(ms.rawBareTable),
    rawSameTable: rate(ms.rawSameTable),
    batched: rate(ms.batched),
    singleAtOnce: await singleRate(bellhop, singles, 1),
    single32AtOnce: await singleRate(bellhop, singles, 32),
  };
}

/** The same on the embedded database, which only Bellhop's own process can reach. */
export async function createEmbedded({
  batches,
  singles,
}: CreateOptions): Promise<Pick<CreateRates, 'batched' | 'singleAtOnce' | 'single32AtOnce'>> {
  await using parts = new AsyncDisposableStack();
  const dataDir = withDataDir(parts);
  const bellhop = parts.use(
    await startBellhop({ databaseUrl: '', dataDir, receiverUrl: 'http://127.0.0.1:9', concurrency: 10 }),
  );
  await createBatch(bellhop, makeJobs(1_000, inAMonth));
  let ms = 0;
  for (let n = 0; n < batches; n += 1) {
    ms += await timed(() => createBatch(bellhop, makeJobs(1_000, inAMonth)));
  }
  return {
    batched: (batches * 1_000_000) / ms,
    singleAtOnce: await singleRate(bellhop, singles, 1),
    single32AtOnce: await singleRate(bellhop, singles, 32),
  };
}

async function singleRate(bellhop: BellhopProcess, count: number, atOnce: number): Promise<number> {
  const jobs = makeJobs(count, inAMonth);
  let next = 0;
  const ms = await timed(() =>
    Promise.all(
      Array.from({ length: atOnce }, async () => {
        for (let job = jobs[next++]; job; job = jobs[next++]) {
          const { createReminder } = await bellhop.query<{ createReminder: { reminder?: object } }>(
            createReminderMutation,
            { input: toInput(job) },
          );
          if (!createReminder.reminder) throw new Error(`Not created: ${JSON.stringify(createReminder)}`);
        }
      }),
    ),
  );
  return (count / ms) * 1_000;
}

async function createBatch(bellhop: BellhopProcess, jobs: readonly Job[]): Promise<void> {
  const { createReminders } = await bellhop.query<{ createReminders: { created?: number } }>(
    createRemindersMutation,
    { input: { reminders: jobs.map(toInput) } },
  );
  if (createReminders.created !== jobs.length)
    throw new Error(`Not created: ${JSON.stringify(createReminders)}`);
}

async function insertRaw(
  client: pg.Client,
  table: 'reminders' | 'bare',
  jobs: readonly Job[],
): Promise<void> {
  const due = jobs.map(({ dueAtMs }) => new Date(dueAtMs ?? 0).toISOString());
  await client.query(
    `insert into ${table} (id, phone_number, message, scheduled_time, status, next_attempt_at, max_retry_attempts)
     select gen_random_uuid(), phone_number, message, due, 'scheduled', due, 3
     from unnest($1::text[], $2::text[], $3::timestamptz[]) as x (phone_number, message, due)`,
    [jobs.map(({ to }) => to), jobs.map(({ text }) => text), due],
  );
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const begun = performance.now();
  await work();
  return performance.now() - begun;
}
