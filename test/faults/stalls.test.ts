import { afterEach, beforeEach, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../support/test-database.ts';
import { waitFor } from '../support/wait-for.ts';
import {
  createStage,
  type Environment,
  expectEachRungOnce,
  preload,
  query,
  quickCalls,
  quickTick,
  type Stage,
  stream,
} from './stage.ts';

/** The number whose calls are placed, and whose answers get lost. */
const LOSES_THE_ANSWER = '+14155550162';
const FIVE_MINUTES = 300_000;

let stage: Stage;
let database: TestDatabase;

beforeEach(async () => {
  // Slow enough that calls are on their way at any moment.
  stage = await createStage({ latencyMs: 0, calls: { ...quickCalls, answerDelayMs: 1_000 } });
  database = await createTestDatabase();
});
afterEach(async () => {
  await stage[Symbol.asyncDispose]();
  await database[Symbol.asyncDispose]();
});

const attemptsOf = (instanceId: unknown) =>
  query<{ id: string }>(database.url, 'select id from call_attempts where instance_id = $1::uuid', [
    instanceId,
  ]);

/** An instance that stops by itself, as SIGSTOP does, when its call reaches this point on its way out. */
async function stopping(channel: string, calls: number) {
  const instance = await stage.remote(
    database.url,
    preload('stop-at.ts', { STOP_AT: channel, STOP_AT_CALL: String(calls) }),
  );
  const { instanceId } = await instance.logged('instance.registered');
  // What it does not answer in time is asked again under the same key, when it goes on.
  const creating = stream(() => instance.bellhop, { count: calls, everyMs: 20, aheadMs: 200 });
  await instance.logged('test.stopped');
  return { instance, instanceId, creating };
}

/** Another instance takes over what the stopped one left, and calls; then the stopped one goes on. */
async function goesOnAfterTakeOver(
  { instance, instanceId, creating }: Awaited<ReturnType<typeof stopping>>,
  tick: Environment = {},
) {
  const other = await stage.remote(database.url, tick);
  const more = stream(() => other.bellhop, { count: 20, everyMs: 20 });
  expect(await other.logged('instances.dead')).toMatchObject({ dead: [instanceId] });
  instance.kill('SIGCONT');
  await instance.logged('lease.lost');
  return [...(await creating), ...(await more)];
}

test('a process that stops beyond its lease with a call about to leave does not let it leave', async () => {
  const stopped = await stopping('undici:request:create', 1);
  const messages = await goesOnAfterTakeOver(stopped);
  // It says itself that what it did with its claim changes nothing.
  await stopped.instance.logged('attempt.stale');
  await expectEachRungOnce(stage, database.url, messages);
  const { calls } = await stage.simulator.ledger();
  const [attempt] = await attemptsOf(stopped.instanceId);
  expect(calls.map(({ attemptId }) => attemptId)).not.toContain(attempt?.id);
});

test('a process that stops beyond its lease with calls on their way rings none of them again when it goes on', async () => {
  const stopped = await stopping('undici:request:bodySent', 5);
  await stage.simulator.whenCalls(5);
  const messages = await goesOnAfterTakeOver(stopped, quickTick);
  await expectEachRungOnce(stage, database.url, messages);
  // It takes part again, under another id.
  await waitFor(async () =>
    expect(await query(database.url, 'select from dispatcher_instances')).toHaveLength(2),
  );
});

test('a call that leaves after its claim was taken over is found before the recipient is called again', async () => {
  // Between the last look at the lease and the write to the socket: here nothing can keep the request from leaving.
  const stopped = await stopping('undici:client:sendHeaders', 1);
  const messages = await goesOnAfterTakeOver(stopped);
  await stopped.instance.logged('call.late');
  await expectEachRungOnce(stage, database.url, messages);
});

test('clocks that differ by ten minutes ring nothing early, cost nobody the lease, and hide no call', async () => {
  const clocks = [-FIVE_MINUTES, FIVE_MINUTES].map((shiftMs) =>
    stage.remote(database.url, {
      ...preload('shifted-clock.ts', { CLOCK_SHIFT_MS: String(shiftMs) }),
      ...(shiftMs > 0 && quickTick),
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
  const { calls } = await stage.simulator.ledger();
  const early = calls.filter(
    ({ text, placedAtMs }) =>
      placedAtMs < (dueAt.get(/No\. \d+ of these\./.exec(text)?.[0] ?? '') ?? Infinity),
  );
  expect(early).toEqual([]);
  for (const line of registered) expect(await attemptsOf(line?.['instanceId'])).not.toEqual([]);
  const ids = await query<{ id: string }>(database.url, 'select id from dispatcher_instances');
  expect(ids.map(({ id }) => id).toSorted()).toEqual(
    registered.map((line) => line?.['instanceId']).toSorted(),
  );
});
