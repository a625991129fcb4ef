import { beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { systemClock } from '../../src/clock.ts';
import type { CallPlacer } from '../../src/dispatch/call-placer.ts';
import type { DispatchStore } from '../../src/reminders/dispatch-store.ts';
import { placed, refused, unknown } from '../support/call-outcomes.ts';
import { createClaiming } from '../support/claiming.ts';
import { createFakeCallPlacer } from '../support/fake-call-placer.ts';
import { join } from '../support/instance-contract.ts';
import { testPolicy } from '../support/policy.ts';
import { createDraft, createDrafts, msFromNow } from '../support/reminder-drafts.ts';
import { createTestDatabase } from '../support/test-database.ts';
import { nextCalls, noJobs, startDispatcher } from '../support/test-dispatcher.ts';
import { createStores, type SqlStores } from '../support/test-stores.ts';
import { waitFor } from '../support/wait-for.ts';

let stores: SqlStores;
beforeAll(async () => {
  const database = await createTestDatabase();
  stores = createStores(await database.open());
  return () => database[Symbol.asyncDispose]();
});
beforeEach(() => stores.clear());

const { claimOne } = createClaiming(() => stores);
const insert = (...drafts: ReturnType<typeof createDraft>[]) =>
  stores.reminders.insert(drafts, { allOrNothing: true });
const hangs = () => new Promise<never>(() => {});
/** A tick that no test lives to see. */
const never = 86_400_000;

describe('the look-ahead', () => {
  test.each<[string, Partial<DispatchStore>]>([
    ['fails', { takeOver: () => Promise.reject(new Error('The connection ended.')) }],
    ['hangs', { takeOver: hangs, buryDead: hangs, endedCalls: hangs }],
  ])('of each tick finds what falls due while every other part of it %s', async (_, broken) => {
    const store = { ...stores.dispatch, ...broken };
    const placer = createFakeCallPlacer(() => placed());
    // Beyond what the first tick looks at, and nothing says that it was scheduled.
    const draft = createDraft({ scheduledTime: msFromNow(3_000) });
    await startDispatcher({ store, intervalMs: 500, pollWindowMs: 500 }, placer);
    await insert(draft);
    expect((await placer.next()).request.reminderId).toBe(draft.id);
  });

  test('reaches to the next tick, also where the poll window is shorter', async () => {
    const placer = createFakeCallPlacer(() => placed());
    const draft = createDraft({ scheduledTime: msFromNow(2_000) });
    await insert(draft);
    await startDispatcher({ store: stores.dispatch, intervalMs: never, pollWindowMs: 500 }, placer);
    expect((await placer.next()).request.reminderId).toBe(draft.id);
  });
});

describe('the heartbeat', () => {
  test('goes on while every part of a tick hangs', async () => {
    const heartbeat = vi.fn(stores.dispatch.heartbeat);
    const store = { ...stores.dispatch, heartbeat, takeOver: hangs, buryDead: hangs, endedCalls: hangs };
    await startDispatcher({ store, heartbeatMs: 50, intervalMs: 100 });
    await waitFor(() => expect(heartbeat.mock.calls.length).toBeGreaterThan(10));
  });

  test('is sent at once, and nothing is claimed, where the wall clock was set forward', async () => {
    let shiftMs = 0;
    const placer = createFakeCallPlacer(() => placed());
    const clock = { ...systemClock, wallMs: () => Date.now() + shiftMs };
    const { dispatcher } = await startDispatcher(
      { store: stores.dispatch, clock, heartbeatMs: never, intervalMs: never },
      placer,
    );
    shiftMs = 3_600_000;
    const draft = createDraft();
    await insert(draft);
    dispatcher.onScheduled(draft.scheduledTime);
    await stores.untilStatus(draft.id, 'completed');
    expect(await stores.reminder(draft.id)).toMatchObject({ attemptCount: 1, version: 3 });
  });
});

describe('an abandoned claim', () => {
  test('whose owner left the list after all had looked is rescued without a tick', async () => {
    const owner = await join(stores);
    const { reminderId } = await claimOne(owner);
    const { log } = await startDispatcher({ store: stores.dispatch, intervalMs: never, heartbeatMs: never });
    await stores.dispatch.deregister(owner);
    await log.logged('claims.taken-over');
    expect(log.lines.map(({ event }) => event)).not.toContain('instances.dead');
    await waitFor(async () => expect(await stores.reminder(reminderId)).toMatchObject({ retryCount: 1 }));
  });

  test('of an instance that stopped before its outcome was known is rescued without a tick', async () => {
    const draft = createDraft();
    await insert(draft);
    const silent = {
      sendWindowMs: 60_000,
      answerWithinMs: 0,
      graceMs: 0,
      find: async () => ({ kind: 'unanswered', reason: 'No route.' }) as const,
    };
    const placer: CallPlacer = {
      finder: silent,
      place: (_request, { abandon }) =>
        new Promise((resolve) => abandon.addEventListener('abort', () => resolve(unknown()))),
    };
    const options = { store: stores.dispatch, intervalMs: never, heartbeatMs: 500 };
    const stopped = await startDispatcher({ ...options, concurrency: 1 }, placer);
    await stores.untilStatus(draft.id, 'dispatching');
    const { log } = await startDispatcher(options);
    await stopped.dispatcher.stop(50);
    await log.logged('claims.taken-over');
  });

  test('is rescued without a tick also where the first rescue failed', async () => {
    const dead = createFakeCallPlacer();
    await insert(createDraft());
    await startDispatcher({ store: stores.dispatch, leaseMs: 1_000, startJobs: noJobs }, dead);
    await dead.next();
    let isBroken = true;
    const takeOver = vi.fn(async (request: Parameters<DispatchStore['takeOver']>[0]) => {
      if (isBroken) throw new Error('The connection ended.');
      return stores.dispatch.takeOver(request);
    });
    const { log } = await startDispatcher({
      store: { ...stores.dispatch, takeOver },
      intervalMs: never,
      heartbeatMs: 500,
    });
    await log.logged('instances.dead');
    const { length } = takeOver.mock.calls;
    await waitFor(() => expect(takeOver.mock.calls.length).toBeGreaterThan(length + 1));
    isBroken = false;
    await log.logged('claims.taken-over');
  });

  test('whose rescue was committed though its answer got lost is settled', async () => {
    const owner = await join(stores);
    const { reminderId } = await claimOne(owner);
    let isLost = false;
    const takeOver = async (request: Parameters<DispatchStore['takeOver']>[0]) => {
      const claims = await stores.dispatch.takeOver(request);
      if (isLost || claims.length === 0) return claims;
      isLost = true;
      throw new Error('The connection ended.');
    };
    const store = { ...stores.dispatch, takeOver };
    await startDispatcher({ store, intervalMs: never });
    await stores.dispatch.deregister(owner);
    await waitFor(async () => expect(await stores.reminder(reminderId)).toMatchObject({ retryCount: 1 }));
    expect(isLost).toBe(true);
  });

  test('of an instance whose lease lies in the future, since the clock was set back, is rescued', async () => {
    const owner = await join(stores, 1_000);
    await claimOne(owner);
    await stores.tamper.setClockBack(3_600_000);
    const { log } = await startDispatcher({ store: stores.dispatch, intervalMs: never, heartbeatMs: 500 });
    await log.logged('claims.taken-over');
  });
});

describe('a stop', () => {
  test('claims nothing and ends in time while parts of a tick are under way', async () => {
    const endedCalls = vi.fn(hangs);
    const placer = createFakeCallPlacer(() => placed());
    const store = { ...stores.dispatch, endedCalls };
    const { dispatcher } = await startDispatcher({ store, intervalMs: 500 }, placer);
    await waitFor(() => expect(endedCalls).toHaveBeenCalled());
    const stopped = dispatcher.stop(100);
    await insert(...createDrafts(3));
    dispatcher.onScheduled(new Date());
    dispatcher.onResumed();
    await stopped;
    expect(placer.calls).toEqual([]);
    expect(await stores.dispatch.status()).toMatchObject({ overdue: 3, inFlight: 0, instances: [] });
  });
});

describe('the provider’s limit', () => {
  test('that was named for another account keeps no call waiting', async () => {
    await stores.dispatch.noteConcurrencyLimit(1, 'another account');
    await insert(...createDrafts(10));
    const placer = createFakeCallPlacer();
    await startDispatcher({ store: stores.dispatch, account: 'this account' }, placer);
    await nextCalls(placer, 10);
  });

  test('that another instance noted too low rises with the next answer', async () => {
    const placer = createFakeCallPlacer(() => ({ ...placed(), concurrencyLimit: 10 }));
    const { dispatcher } = await startDispatcher({ store: stores.dispatch, account: 'a' }, placer);
    const callOne = async () => {
      const draft = createDraft();
      await insert(draft);
      dispatcher.onScheduled(draft.scheduledTime);
      await stores.untilStatus(draft.id, 'completed');
    };
    const limit = async () => (await stores.dispatch.status()).concurrencyLimit?.calls;
    await callOne();
    expect(await limit()).toBe(10);
    await stores.dispatch.noteConcurrencyLimit(5, 'a');
    await callOne();
    expect(await limit()).toBe(10);
  });
});

describe('a reminder that meets no capacity', () => {
  test('waits longer each time, spends no budget, and fails in the end', async () => {
    const draft = createDraft();
    await insert(draft);
    const failures: number[] = [];
    const retryDelayMs = (count: number) => {
      failures.push(count);
      return 0;
    };
    const placer = createFakeCallPlacer(() => refused({ cause: 'capacity', retryAfterMs: null }));
    const store: DispatchStore = { ...stores.dispatch, holdBack: async () => {} };
    await startDispatcher({ store, policy: { ...testPolicy, retryDelayMs } }, placer);
    await stores.untilStatus(draft.id, 'failed');
    expect(failures.slice(0, 3)).toEqual([1, 2, 3]);
    expect(placer.calls).toHaveLength(50);
    const { failureReason, retryCount } = await stores.reminder(draft.id);
    expect(retryCount).toBe(1);
    expect(failureReason).toContain('no room for 50 attempts in a row');
  });
});
