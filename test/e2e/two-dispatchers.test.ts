import pg from 'pg';
import { expect, test } from 'vitest';
import { createBellhop } from '../../src/client/client.ts';
import { startTestApp } from '../support/app.ts';
import { waitFor } from '../support/wait-for.ts';

const REMINDERS = 4_000;
/** The most that one request may create. */
const BATCH = 1_000;

/** For a machine that is busy with other things: usually it takes some seconds. */
const PATIENCE_MS = 240_000;

const environment = {
  DISPATCH_CONCURRENCY: '200',
  // A slow machine must not cause a second request because an answer or a heartbeat is late.
  VAPI_TIMEOUT_SECONDS: '300',
  LEASE_SECONDS: '600',
};

test('two dispatchers on one database call each of 4,000 reminders once', async () => {
  await using app = await startTestApp({ environment });
  await using beside = await startTestApp({ environment, beside: app });
  const bellhop = createBellhop({ url: app.url });
  // So that there is enough for both from the first moment on.
  await bellhop.dispatcher.pause();
  const messages = Array.from({ length: REMINDERS }, (_, index) => `No. ${index + 1}`);
  for (let first = 0; first < REMINDERS; first += BATCH) {
    const rows = messages.slice(first, first + BATCH).map((message) => ({
      phoneNumber: '+14155550100',
      message,
      scheduledTime: new Date(),
    }));
    expect(await bellhop.scheduleMany(rows)).toMatchObject({ created: BATCH });
  }
  expect(app.simulator.ledger.counts().requests).toBe(0);

  await bellhop.dispatcher.resume();
  await waitFor(async () => expect((await bellhop.counts()).COMPLETED).toBe(REMINDERS), {
    timeout: PATIENCE_MS,
    interval: 200,
  });
  await beside.app.stop();
  await app.app.stop();

  const { ledger } = app.simulator;
  expect(ledger.counts()).toMatchObject({ requests: REMINDERS, calls: REMINDERS });
  expect(ledger.calls.map(({ text }) => text).toSorted()).toEqual(messages.toSorted());
  const [one = 0, other = 0] = await attemptsByInstance(app.databaseUrl);
  expect(Math.min(one, other)).toBeGreaterThan(0);
  expect(one + other).toBe(REMINDERS);
});

async function attemptsByInstance(databaseUrl: string): Promise<number[]> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    const sql = 'select count(*)::int as attempts from call_attempts group by instance_id';
    const { rows } = await client.query<{ attempts: number }>(sql);
    return rows.map(({ attempts }) => attempts);
  } finally {
    await client.end();
  }
}
