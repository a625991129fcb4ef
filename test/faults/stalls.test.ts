import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../support/test-database.ts';
import { createStage, expectEachRungOnce, preload, query, type Stage, stream } from './stage.ts';

let stage: Stage;
let database: TestDatabase;

beforeEach(async () => {
  // Slow enough that calls are on their way at any moment.
  stage = await createStage({ latencyMs: 200 });
  database = await createTestDatabase();
});
afterEach(async () => {
  await stage[Symbol.asyncDispose]();
  await database[Symbol.asyncDispose]();
});

const openAttempts = (instanceId: unknown) =>
  query(database.url, 'select from call_attempts where instance_id = $1::uuid and outcome is null', [
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
