import { v7 as uuidv7 } from 'uuid';
import { describe, expect, test } from 'vitest';
import { createDraft, createDrafts, msFromNow } from './reminder-drafts.ts';
import type { Stores } from './test-stores.ts';
import { waitUntil } from './wait-for.ts';

/** A lease that is over as soon as it is written. */
export const OVER_MS = -1_000;

/** Makes an instance known. */
export async function join(stores: Pick<Stores, 'dispatch'>, leaseMs = 60_000): Promise<string> {
  const id = uuidv7();
  await stores.dispatch.register({ id, hostname: 'test' }, leaseMs);
  return id;
}

export function describeInstances(stores: () => Stores): void {
  const listed = async () => (await stores().dispatch.status()).instances.map(({ id }) => id);

  describe('a lease', () => {
    test('is renewed by a heartbeat, which answers the clock of the database', async () => {
      const id = await join(stores());
      const before = Date.now();
      const beat = await stores().dispatch.heartbeat(id, 60_000);
      expect(beat?.now.getTime()).toBeGreaterThanOrEqual(before - 1);
      expect(beat?.now.getTime()).toBeLessThanOrEqual(Date.now() + 1);
    });

    test('that ran out is not revived', async () => {
      const id = await join(stores(), OVER_MS);
      expect(await stores().dispatch.heartbeat(id, 60_000)).toBeNull();
      expect(await stores().dispatch.heartbeat(id, 60_000)).toBeNull();
      expect(await listed()).toEqual([]);
    });

    test('that nobody has is not renewed', async () => {
      expect(await stores().dispatch.heartbeat(uuidv7(), 60_000)).toBeNull();
    });

    test('can be shortened by its renewal', async () => {
      const id = await join(stores());
      await stores().dispatch.heartbeat(id, OVER_MS);
      expect(await stores().dispatch.heartbeat(id, 60_000)).toBeNull();
    });
  });

  describe('burying', () => {
    test('the dead leaves the living', async () => {
      const [alive, dead] = [await join(stores()), await join(stores(), OVER_MS)];
      expect(await stores().dispatch.buryDead()).toEqual([dead]);
      expect(await stores().dispatch.buryDead()).toEqual([]);
      expect(await listed()).toEqual([alive]);
    });

    test('gives an instance whose heartbeat lies in the future one lease from now', async () => {
      const alive = await join(stores());
      const dead = await join(stores(), 1);
      await stores().tamper.setClockBack(3_600_000);
      expect(await waitUntil(async () => (await stores().dispatch.buryDead())[0])).toBe(dead);
      expect(await stores().dispatch.heartbeat(alive, 60_000)).not.toBeNull();
      expect(await listed()).toEqual([alive]);
    });

    test('the others leaves oneself', async () => {
      const [me, other] = [await join(stores()), await join(stores())];
      expect(await stores().dispatch.buryOthers(me)).toEqual([other]);
      expect(await listed()).toEqual([me]);
    });

    test('oneself by leaving takes one off the list', async () => {
      const id = await join(stores());
      await stores().dispatch.deregister(id);
      await stores().dispatch.deregister(id);
      expect(await listed()).toEqual([]);
    });
  });

  describe('the status', () => {
    test('says what waits, what is late, what is in flight and with whom', async () => {
      const [a, b] = [await join(stores()), await join(stores())];
      const later = createDraft({ scheduledTime: msFromNow(3_600_000) });
      await stores().reminders.insert([...createDrafts(5), later], { allOrNothing: true });
      await stores().dispatch.claimDue({ instanceId: a, limit: 2, concurrency: 10, callsPerSecond: null });
      await stores().dispatch.claimDue({ instanceId: b, limit: 1, concurrency: 10, callsPerSecond: null });
      const status = await stores().dispatch.status();
      expect(status).toMatchObject({ paused: false, pauseReason: null, overdue: 2, inFlight: 3 });
      expect(status.instances.map(({ id, inFlight }) => [id, inFlight])).toEqual([
        [a, 2],
        [b, 1],
      ]);
      await stores().dispatch.claimDue({ instanceId: b, limit: 2, concurrency: 10, callsPerSecond: null });
      expect((await stores().dispatch.status()).nextDueAt).toEqual(later.scheduledTime);
    });

    test('says by how much the clock of the database was set back', async () => {
      await join(stores());
      expect((await stores().dispatch.status()).clockSetBackMs).toBe(0);
      await stores().tamper.setClockBack(3_600_000);
      const { clockSetBackMs } = await stores().dispatch.status();
      expect(clockSetBackMs).toBeGreaterThan(3_000_000);
      expect(clockSetBackMs).toBeLessThanOrEqual(3_600_000);
      await stores().dispatch.buryDead();
      expect((await stores().dispatch.status()).clockSetBackMs).toBe(0);
    });

    test('says why dispatch is paused, until it is resumed', async () => {
      await stores().dispatch.pause('Maintenance');
      expect(await stores().dispatch.status()).toMatchObject({ paused: true, pauseReason: 'Maintenance' });
      await stores().dispatch.resume();
      expect(await stores().dispatch.status()).toMatchObject({
        paused: false,
        pauseReason: null,
        nextDueAt: null,
      });
    });
  });
}
