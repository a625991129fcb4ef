import { afterEach, beforeEach, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../support/test-database.ts';
import { waitFor } from '../support/wait-for.ts';
import { createStage, expectEachRungOnce, preload, query, type Stage, stream } from './stage.ts';

/** The number whose calls are placed, and whose answers get lost. */
const LOSES_THE_ANSWER = '+14155550162';
const FIVE_MINUTES = 300_000;

let stage: Stage;
let database: TestDatabase;

beforeEach(async () => {
  // Slow enough that calls are on their way at any moment.
  stage = await createStage({ latencyMs: 600 });
  database = await createTestDatabase();
});
afterEach(async () => {
  await stage[Symbol.asyncDispose]();
  await database[Symbol.asyncDispose]();
});

const attemptsOf = (instanceId: unknown, condition: string) =>
  query(database.url, `select from call_attempts where instance_id = $1::uuid and ${condition}`, [
    instanceId,
  ]);

test('a process that stalls beyond its lease with a call about to leave does not let it leave', async () => {
  const stalling = await stage.remote(database.url, preload('stall-before-call.ts', { STALL_MS: '4000' }));
  const other = await stage.remote(database.url);
  const { instanceId } = await stalling.logged('instance.registered');
  stalling.kill('SIGUSR2');
  await stalling.logged('test.armed');
  const messages = await stream(() => stalling.bellhop, { count: 1, everyMs: 0, aheadMs: 0 });
  await stalling.logged('test.stalled');
  const more = await stream(() => other.bellhop, { count: 20, everyMs: 20 });
  expect(await other.logged('instances.dead')).toMatchObject({ dead: [instanceId] });
  // Both, it says itself: it is not on the list any more, and what it did with its claim changes nothing.
  await stalling.logged('lease.lost');
  await stalling.logged('attempt.stale');
  await expectEachRungOnce(stage, database.url, [...messages, ...more]);
});

test('a process stopped beyond its lease with calls on their way rings none of them again when it goes on', async () => {
  const stopped = await stage.remote(database.url);
  const other = await stage.remote(database.url);
  const { instanceId } = await stopped.logged('instance.registered');
  const creating = stream(() => other.bellhop, { count: 100, everyMs: 20 });
  // With the provider by now, which has not answered yet.
  const underWay = `outcome is null and started_at < clock_timestamp() - interval '150 milliseconds'`;
  await waitFor(async () => expect(await attemptsOf(instanceId, underWay)).not.toEqual([]));
  stopped.kill('SIGSTOP');
  expect(await other.logged('instances.dead')).toMatchObject({ dead: [instanceId] });
  stopped.kill('SIGCONT');
  await stopped.logged('lease.lost');
  await expectEachRungOnce(stage, database.url, await creating);
  // It takes part again, under another id.
  expect(await query(database.url, 'select from dispatcher_instances')).toHaveLength(2);
});

test('clocks that differ by ten minutes ring nothing early, cost nobody the lease, and hide no call', async () => {
  const clocks = [-FIVE_MINUTES, FIVE_MINUTES].map((shiftMs) =>
    // The default lease: only the clocks shall be what is wrong here.
    stage.remote(database.url, {
      ...preload('shifted-clock.ts', { CLOCK_SHIFT_MS: String(shiftMs) }),
      LEASE_SECONDS: '10',
    }),
  );
  const [behind, ahead] = await Promise.all(clocks);
  const registered = await Promise.all([behind, ahead].map((each) => each?.logged('instance.registered')));
  const log = await behind?.logged('started');
  // They do believe it.
  expect(Number(log?.['time'])).toBeLessThan(Date.now() - FIVE_MINUTES / 2);
  let turn = 0;
  const bellhop = () => (turn++ % 2 ? behind : ahead)?.bellhop as NonNullable<typeof ahead>['bellhop'];
  const messages = await stream(bellhop, { count: 60, everyMs: 10, aheadMs: 3_000 });
  const lost = await stream(bellhop, { count: 10, everyMs: 10, phoneNumber: LOSES_THE_ANSWER });
  await expectEachRungOnce(stage, database.url, [...messages, ...lost]);

  const due = await query<{ message: string; scheduled_time: Date }>(
    database.url,
    'select message, scheduled_time from reminders',
  );
  const dueAt = new Map(due.map(({ message, scheduled_time }) => [message, scheduled_time.getTime()]));
  const early = stage.simulator.ledger.calls.filter(
    ({ text, placedAtMs }) =>
      placedAtMs < (dueAt.get(/No\. \d+ of these\./.exec(text)?.[0] ?? '') ?? Infinity),
  );
  expect(early).toEqual([]);
  for (const line of registered) expect(await attemptsOf(line?.['instanceId'], 'true')).not.toEqual([]);
  const ids = await query<{ id: string }>(database.url, 'select id from dispatcher_instances');
  expect(ids.map(({ id }) => id).toSorted()).toEqual(
    registered.map((line) => line?.['instanceId']).toSorted(),
  );
});
