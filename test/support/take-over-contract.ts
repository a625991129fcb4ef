import { describe, expect, test } from 'vitest';
import type { Claim } from '../../src/reminders/dispatch-store.ts';
import { settle } from '../../src/reminders/settlement.ts';
import { placed } from './call-outcomes.ts';
import { createClaiming } from './claiming.ts';
import { join, OVER_MS } from './instance-contract.ts';
import { testPolicy } from './policy.ts';
import type { Stores } from './test-stores.ts';

export function describeTakingOver(stores: () => Stores): void {
  const { claimNew, claimOne } = createClaiming(stores);
  const takeOver = (instanceId: string, ...known: Claim[]) =>
    stores().dispatch.takeOver({ instanceId, known, limit: 100 });

  describe('takeOver', () => {
    test('takes the claims of an instance that is no longer listed, under a new version', async () => {
      const dead = await join(stores());
      const claim = await claimOne(dead);
      await stores().dispatch.deregister(dead);
      const me = await join(stores());
      const taken = { ...claim, version: claim.version + 1, dueAt: claim.startedAt };
      expect(await takeOver(me)).toEqual([taken]);
      expect(await takeOver(me, taken)).toEqual([]);
      expect(await stores().dispatch.record([settle(claim, placed(), testPolicy)])).toEqual({
        staleAttemptIds: [claim.attemptId],
      });
      expect((await stores().reminder(claim.reminderId)).status).toBe('dispatching');
    });

    test('leaves the claims of the living, also when their lease ran out but nobody buried them', async () => {
      const owner = await join(stores());
      await claimOne(owner);
      const me = await join(stores());
      expect(await takeOver(me)).toEqual([]);
      await stores().dispatch.heartbeat(owner, OVER_MS);
      expect(await takeOver(me)).toEqual([]);
      expect(await stores().dispatch.buryDead()).toEqual([owner]);
      expect(await takeOver(me)).toHaveLength(1);
    });

    test('takes its own claims that it does not know of, and leaves those that it does', async () => {
      const me = await join(stores());
      const claims = await claimNew(me, 3);
      const [known, ...lost] = claims as [Claim, ...Claim[]];
      const taken = await takeOver(me, known);
      const ids = (of: readonly Claim[]) => of.map(({ reminderId }) => reminderId).toSorted();
      expect(ids(taken)).toEqual(ids(lost));
      expect(taken.every(({ openedBy }) => openedBy === me)).toBe(true);
    });

    test('leaves what it knows of, even where that was claimed under an id that was buried', async () => {
      const before = await join(stores());
      const claim = await claimOne(before);
      await stores().dispatch.deregister(before);
      expect(await takeOver(await join(stores()), claim)).toEqual([]);
    });

    test('takes what it knows under a version that another instance has taken over since, and lost', async () => {
      const before = await join(stores());
      const claim = await claimOne(before);
      await stores().dispatch.deregister(before);
      const other = await join(stores());
      const [taken] = await takeOver(other);
      await stores().dispatch.deregister(other);
      expect(await takeOver(await join(stores()), claim)).toMatchObject([
        { reminderId: claim.reminderId, version: Number(taken?.version) + 1 },
      ]);
    });

    test('takes nothing for an instance whose lease ran out', async () => {
      const dead = await join(stores());
      await claimOne(dead);
      await stores().dispatch.deregister(dead);
      expect(await takeOver(await join(stores(), OVER_MS))).toEqual([]);
    });

    test('takes no more than the limit', async () => {
      const dead = await join(stores());
      await claimNew(dead, 5);
      await stores().dispatch.deregister(dead);
      const me = await join(stores());
      const request = { instanceId: me, known: [], limit: 2 };
      expect(await stores().dispatch.takeOver(request)).toHaveLength(2);
    });

    test('of an unresolved claim keeps it unresolved, without a slot, until it is settled', async () => {
      const owner = await join(stores());
      const claim = await claimOne(owner);
      await stores().dispatch.markUnresolved({ ...claim, version: claim.version - 1 });
      expect(await stores().dispatch.status()).toMatchObject({ inFlight: 1, unresolved: 0 });
      expect(await stores().dispatch.checkAttempt(claim)).toMatchObject({ mayRetry: true });
      await stores().dispatch.markUnresolved(claim);
      expect(await stores().dispatch.checkAttempt(claim)).toMatchObject({ mayRetry: false });
      expect(await stores().dispatch.status()).toMatchObject({ inFlight: 0, unresolved: 1 });
      const [other] = await claimNew(owner, 1);
      expect(other).toMatchObject({ unresolved: false });
      await stores().dispatch.deregister(owner);
      const me = await join(stores());
      const taken = await takeOver(me, other as Claim);
      expect(taken).toMatchObject([{ reminderId: claim.reminderId, unresolved: true }]);
      const ask = { instanceId: me, limit: 9, concurrency: 1, callsPerSecond: null };
      expect((await stores().dispatch.claimDue(ask)).pause?.reason).toBe('no-slot');
      await stores().dispatch.record(taken.map((each) => settle(each, placed(), testPolicy)));
      expect(await stores().dispatch.status()).toMatchObject({ inFlight: 1, unresolved: 0 });
      expect((await stores().reminder(claim.reminderId)).status).toBe('completed');
    });

    test('is no event', async () => {
      const dead = await join(stores());
      await claimOne(dead);
      await stores().dispatch.deregister(dead);
      await takeOver(await join(stores()));
      expect(await stores().allEvents()).toHaveLength(2);
    });
  });
}
