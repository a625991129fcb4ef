import { v7 as uuidv7 } from 'uuid';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createDatabaseClock } from '../../src/dispatch/database-clock.ts';
import { createLease } from '../../src/dispatch/lease.ts';
import type { DispatchStore } from '../../src/reminders/dispatch-store.ts';
import { OVER_MS } from '../support/instance-contract.ts';
import { createManualClock } from '../support/manual-clock.ts';
import { createTestDatabase } from '../support/test-database.ts';
import { createTestLog } from '../support/test-log.ts';
import { createStores, type Stores } from '../support/test-stores.ts';

let stores: Stores;
beforeAll(async () => {
  const database = await createTestDatabase();
  stores = createStores(await database.open());
  return () => database[Symbol.asyncDispose]();
});
beforeEach(() => stores.clear());

function setUp(change: Partial<DispatchStore> = {}, leaseMs = 10_000) {
  const clock = createManualClock();
  const log = createTestLog();
  const store = { ...stores.dispatch, ...change };
  const databaseClock = createDatabaseClock(clock);
  const deps = { store, clock, databaseClock, newId: () => uuidv7(), log };
  const lease = createLease(deps, { leaseMs, hostname: 'test' });
  return { clock, databaseClock, log, lease };
}

describe('a lease', () => {
  test('is held for its time and no longer', async () => {
    const { clock, lease } = setUp();
    expect(lease.current()).toBeNull();
    await lease.renew();
    const membership = lease.current();
    clock.advance(9_999);
    expect(membership?.isHeld()).toBe(true);
    clock.advance(1);
    expect(membership?.isHeld()).toBe(false);
  });

  test('goes on for its time with each renewal', async () => {
    const { clock, lease } = setUp();
    await lease.renew();
    const membership = lease.current();
    clock.advance(8_000);
    await lease.renew();
    expect(lease.current()).toBe(membership);
    clock.advance(9_999);
    expect(membership?.isHeld()).toBe(true);
    clock.advance(1);
    expect(membership?.isHeld()).toBe(false);
  });

  test('is counted from before its renewal was sent, not from its answer', async () => {
    const { clock, lease } = setUp({
      async heartbeat(...args) {
        const answer = await stores.dispatch.heartbeat(...args);
        clock.advance(4_000);
        return answer;
      },
    });
    await lease.renew();
    clock.advance(5_999);
    expect(lease.current()?.isHeld()).toBe(true);
    clock.advance(1);
    expect(lease.current()?.isHeld()).toBe(false);
  });

  test('is not held by a process that was suspended, whose monotonic clock stood still', async () => {
    const standing = createManualClock();
    let suspendedMs = 0;
    const clock = { ...standing, wallMs: () => standing.wallMs() + suspendedMs };
    const databaseClock = createDatabaseClock(clock);
    const deps = {
      store: stores.dispatch,
      clock,
      databaseClock,
      newId: () => uuidv7(),
      log: createTestLog(),
    };
    const lease = createLease(deps, { leaseMs: 10_000, hostname: 'test' });
    await lease.renew();
    suspendedMs = 10_000;
    expect(lease.current()?.isHeld()).toBe(false);
  });

  test('that was lost is taken anew under another id, and the old one is never held again', async () => {
    const { lease, log } = setUp();
    await lease.renew();
    const before = lease.current();
    await stores.dispatch.heartbeat(before?.instanceId ?? '', OVER_MS);
    await lease.renew();
    const after = lease.current();
    expect(after?.instanceId).not.toBe(before?.instanceId);
    expect(after?.isHeld()).toBe(true);
    expect(before?.isHeld()).toBe(false);
    expect(log.lines.map(({ event }) => event)).toEqual([
      'instance.registered',
      'lease.lost',
      'instance.registered',
    ]);
  });

  test('stands when a renewal cannot be written, until its time is over', async () => {
    let isAway = false;
    const { clock, lease } = setUp({
      heartbeat: (...args) =>
        isAway ? Promise.reject(new Error('Away')) : stores.dispatch.heartbeat(...args),
    });
    await lease.renew();
    isAway = true;
    await expect(lease.renew()).rejects.toThrow('Away');
    expect(lease.current()?.isHeld()).toBe(true);
    clock.advance(10_000);
    expect(lease.current()?.isHeld()).toBe(false);
  });

  test('that is given back is held no more, and its process is off the list', async () => {
    const { lease } = setUp();
    await lease.renew();
    const membership = lease.current();
    await lease.giveBack();
    await lease.giveBack();
    expect(lease.current()).toBeNull();
    expect(membership?.isHeld()).toBe(false);
    expect((await stores.dispatch.status()).instances).toEqual([]);
  });

  test('that cannot be given back is held no more all the same', async () => {
    const { lease, log } = setUp({ deregister: () => Promise.reject(new Error('Away')) });
    await lease.renew();
    const membership = lease.current();
    await lease.giveBack();
    expect(membership?.isHeld()).toBe(false);
    expect(log.lines.map(({ event }) => event)).toEqual(['instance.registered', 'lease.kept']);
  });

  test('brings the clock of the database along', async () => {
    const { lease, databaseClock } = setUp();
    await lease.renew();
    expect(Math.abs(databaseClock.nowMs() - Date.now())).toBeLessThan(600_000);
  });
});
