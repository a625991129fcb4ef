import { setTimeout as wait } from 'node:timers/promises';
import { startApp } from '../../src/app.ts';
import { type CreateReminderInput, createBellhop } from '../../src/client/client.ts';
import { readConfig } from '../../src/config/read-config.ts';
import { reminderIdOf } from '../../src/graphql/global-id.ts';
import { openDatabase } from '../../src/persistence/open-database.ts';
import { run } from '../../src/persistence/statement.ts';
import { createSimulator } from '../../src/vapi/simulator/simulator.ts';
import { editedCall, failingCalls, numberOf, sentence } from './demo-texts.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
/** How many calls each hour of the day before had, the latest first; those ahead have about as many. */
const byHour = [5, 8, 11, 9, 6, 7, 10, 8, 4, 3, 1, 0];

export interface Demo {
  readonly url: string;
  stop(): Promise<void>;
}

/** A day at a practice: calls that were made and failed, some on the line, some to come. */
export async function startDemo(dataDir: string): Promise<Demo> {
  await makeHistory(dataDir);
  const app = await start(dataDir, 30 * MINUTE_MS);
  const bellhop = createBellhop({ url: app.url });
  const ahead = byHour
    .slice(0, -2)
    .toReversed()
    .flatMap((count, hour) =>
      Array.from({ length: count }, (_, index) => {
        const after = hour * HOUR_MS + ((index + 0.6) / count) * HOUR_MS;
        return reminder(100 + hour * 12 + index, Math.ceil((Date.now() + after) / MINUTE_MS) * MINUTE_MS);
      }),
    );
  const onTheLine = [reminder(71, Date.now()), reminder(72, Date.now())];
  await schedule(bellhop, [...ahead, ...onTheLine]);
  const { value: page } = await bellhop.list({ filter: { status: ['SCHEDULED'] }, pageSize: 60 }).next();
  for (const { id } of page?.reminders.filter((_, index) => index % 17 === 9) ?? []) await bellhop.cancel(id);
  await until(async () => (await bellhop.counts()).CALLING >= onTheLine.length);
  return app;
}

/** What happened cannot be created, only moved to when it is to have happened. */
async function makeHistory(dataDir: string): Promise<void> {
  const app = await start(dataDir, 50);
  const bellhop = createBellhop({ url: app.url });
  const made = byHour.flatMap((count, hour) =>
    Array.from({ length: count }, (_, index) => ({ ago: (hour + (index + 0.5) / count) * HOUR_MS })),
  );
  const failing = failingCalls.map(({ agoMinutes }) => ({ ago: agoMinutes * MINUTE_MS }));
  const input = [
    ...made.map((_, index) => reminder(index, Date.now())),
    ...failingCalls.map(({ phoneNumber, budget }, index) => ({
      ...reminder(200 + index, Date.now()),
      phoneNumber,
      maxRetryAttempts: budget,
      ...(phoneNumber === editedCall && { scheduledTime: new Date(Date.now() + 2 * HOUR_MS) }),
    })),
  ];
  const ids = await schedule(bellhop, input);
  // Somebody had put it off first.
  const edited = ids[input.findIndex(({ phoneNumber }) => phoneNumber === editedCall)] ?? '';
  await bellhop.update({ id: edited, message: sentence(4), scheduledTime: new Date() });
  await until(async () => {
    const { SCHEDULED, DISPATCHING, CALLING } = await bellhop.counts();
    return SCHEDULED + DISPATCHING + CALLING === 0;
  });
  await app.stop();
  const database = await openDatabase({ kind: 'embedded', folder: dataDir });
  for (const [index, { ago }] of [...made, ...failing].entries()) {
    const id = reminderIdOf(ids[index] ?? '');
    const byMs = Math.max(ago, 2 * MINUTE_MS);
    for (const sql of moving) await run(database.fork(), sql, [id, `${byMs} ms`]);
  }
  await database.close();
}

const moving = [
  `update reminders set
    created_at = created_at - $2::interval - interval '26 hours',
    scheduled_time = date_trunc('minute', scheduled_time - $2::interval),
    last_run_at = last_run_at - $2::interval + (attempt_count - 1) * interval '9 minutes',
    updated_at = updated_at - $2::interval + (attempt_count - 1) * interval '9 minutes'
  where id = $1::uuid`,
  // A call rings and talks for longer than the simulator was given here.
  `update call_attempts set
    started_at = started_at - $2::interval + (number - 1) * interval '9 minutes',
    finished_at = finished_at - $2::interval + (number - 1) * interval '9 minutes',
    call_started_at = call_started_at - $2::interval + (number - 1) * interval '9 minutes' - interval '31 seconds',
    call_answered_at = call_answered_at - $2::interval + (number - 1) * interval '9 minutes' - interval '23 seconds',
    call_ended_at = call_ended_at - $2::interval + (number - 1) * interval '9 minutes'
  where reminder_id = $1::uuid`,
  // Before its first attempt it was created, and edited half a day later.
  `update reminder_events set
    occurred_at = occurred_at - $2::interval + case (reminder->>'attempt_count')::int
      when 0 then (reminder->>'version')::int * interval '13 hours' - interval '39 hours'
      else ((reminder->>'attempt_count')::int - 1) * interval '9 minutes' end,
    reminder = jsonb_set(reminder, '{scheduled_time}',
      to_jsonb(date_trunc('minute', (reminder->>'scheduled_time')::timestamptz - $2::interval)))
  where reminder_id = $1::uuid`,
];

async function start(dataDir: string, talkMs: number): Promise<Demo> {
  const config = readConfig({
    PORT: process.env['PORT'] ?? '0',
    DATA_DIR: dataDir,
    LOG_LEVEL: 'error',
    RETRY_DELAY_SECONDS: '0',
    DISPATCH_CONCURRENCY: '50',
    SHUTDOWN_GRACE_SECONDS: '1',
    SCHEDULER_INTERVAL_SECONDS: '1',
    VAPI_PHONE_NUMBER_ID: 'simulated',
    COMPLETE_WHEN: 'answered',
  });
  const simulator = await createSimulator({ port: 0, calls: { ringMs: 50, talkMs, concurrencyLimit: 50 } });
  const app = await startApp(config, { simulator });
  return {
    url: app.url,
    async stop() {
      await app.stop();
      await simulator.close();
    },
  };
}

function reminder(index: number, at: number): CreateReminderInput {
  return { phoneNumber: numberOf(index), message: sentence(index), scheduledTime: new Date(at) };
}

async function schedule(
  bellhop: ReturnType<typeof createBellhop>,
  input: readonly CreateReminderInput[],
): Promise<readonly string[]> {
  const made = await bellhop.scheduleMany(input);
  if (made.__typename !== 'CreateRemindersSuccess') throw new Error(made.message);
  return made.results.map((row) => {
    if (row.__typename !== 'CreateReminderSuccess') throw new Error(row.message);
    return row.reminder.id;
  });
}

async function until(isSo: () => Promise<boolean>): Promise<void> {
  while (!(await isSo())) await wait(100);
}
