import { describe, expect, test } from 'vitest';
import { startTcpProxy } from '../support/tcp-proxy.ts';
import { createTestDatabase } from '../support/test-database.ts';
import { createStage, expectEachRungOnce, preload, quickCalls, quickTick, stream } from './stage.ts';

/** The number whose calls are placed, and whose answers get lost. */
const LOSES_THE_ANSWER = '+14155550162';

const pass = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

/** README.md has them as defaults. */
const defaults = {
  VAPI_TIMEOUT_SECONDS: '15',
  VAPI_GRACE_SECONDS: '10',
  VAPI_RETRY_MIN_SECONDS: '2',
  VAPI_RETRY_MAX_SECONDS: '30',
  MAX_RETRY_ATTEMPTS: '3',
  LEASE_SECONDS: '10',
  HEARTBEAT_SECONDS: '2',
};

// They wait most of the time, and each has a database, a provider and processes of its own.
describe.concurrent('where an answer gets lost', () => {
  test.each([
    ['40 s, with default settings', 40, defaults],
    ['9 s, beyond its time for an answer and the grace', 9, {}],
  ])(
    'a provider that stands still for %s calls each person once',
    async (_name, seconds, settings) => {
      await using database = await createTestDatabase();
      await using stage = await createStage();
      const instance = await stage.remote(database.url, settings);
      const before = await stream(() => instance.bellhop, { count: 5, everyMs: 20, aheadMs: 0 });
      await stage.simulator.whenCalls(5);
      stage.simulator.kill('SIGSTOP');
      const meanwhile = await stream(() => instance.bellhop, { count: 10, everyMs: 20 });
      await pass(seconds * 1_000);
      stage.simulator.kill('SIGCONT');
      await expectEachRungOnce(stage, database.url, [...before, ...meanwhile]);
    },
    180_000,
  );

  test('a request that the network holds up beyond its time for an answer calls each person once', async () => {
    await using database = await createTestDatabase();
    await using stage = await createStage();
    await using network = await startTcpProxy(stage.simulator.url);
    const instance = await stage.remote(database.url, {
      VAPI_BASE_URL: network.url,
      VAPI_TIMEOUT_SECONDS: '2',
      VAPI_GRACE_SECONDS: '8',
    });
    network.delayRequests(5, 4_000);
    const messages = await stream(() => instance.bellhop, { count: 5, everyMs: 0, aheadMs: 0 });
    await expectEachRungOnce(stage, database.url, messages);
  });

  test('a provider whose lists lag behind its calls calls each person once', async () => {
    await using database = await createTestDatabase();
    await using stage = await createStage({ calls: { ...quickCalls, listLagMs: 2_000 } });
    const settings = { VAPI_TIMEOUT_SECONDS: '1', VAPI_GRACE_SECONDS: '6' };
    const instance = await stage.remote(database.url, { ...settings, ...quickTick });
    const messages = await stream(() => instance.bellhop, {
      count: 5,
      everyMs: 20,
      phoneNumber: LOSES_THE_ANSWER,
    });
    await expectEachRungOnce(stage, database.url, messages);
  });

  test('an owner that dies while the provider takes its time leaves a call that is found, not placed again', async () => {
    // Within its time for an answer, and longer than the lease and the grace together.
    await using database = await createTestDatabase();
    await using stage = await createStage({ latencyMs: 8_000 });
    const settings = { VAPI_TIMEOUT_SECONDS: '12', VAPI_GRACE_SECONDS: '2', LEASE_SECONDS: '3' };
    const api = await stage.remote(database.url, { ROLE: 'api' });
    const dying = await stage.remote(database.url, {
      ...settings,
      ...preload('stop-at.ts', { STOP_AT: 'undici:request:bodySent', STOP_AT_CALL: '3' }),
    });
    const { instanceId } = await dying.logged('instance.registered');
    const messages = await stream(() => api.bellhop, { count: 3, everyMs: 20 });
    await dying.logged('test.stopped');
    dying.kill('SIGKILL');
    const other = await stage.remote(database.url, { ...settings, ...quickTick });
    expect(await other.logged('instances.dead')).toMatchObject({ dead: [instanceId] });
    await expectEachRungOnce(stage, database.url, messages);
  });
});
