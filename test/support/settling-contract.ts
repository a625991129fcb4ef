import { describe, expect, test } from 'vitest';
import type { CallOutcome } from '../../src/reminders/call-outcome.ts';
import type { Claim } from '../../src/reminders/dispatch-store.ts';
import { type Settlement, settle } from '../../src/reminders/settlement.ts';
import { retry } from '../../src/reminders/transition.ts';
import { placed, refused, rejected, unknown } from './call-outcomes.ts';
import { createClaiming } from './claiming.ts';
import { join } from './instance-contract.ts';
import { testPolicy } from './policy.ts';
import type { Stores } from './test-stores.ts';

const settled = (claim: Claim, outcome: CallOutcome): Settlement => settle(claim, outcome, testPolicy);

export function describeSettling(stores: () => Stores): void {
  const { claimNew, claimOne, claimAgain } = createClaiming(stores);
  const record = (...settlements: Settlement[]) => stores().dispatch.record(settlements);

  describe('record', () => {
    test('of a placed call completes the reminder and its attempt', async () => {
      const claim = await claimOne(await join(stores()));
      expect(await record(settled(claim, placed('call-7')))).toEqual({ staleAttemptIds: [] });
      const reminder = await stores().reminder(claim.reminderId);
      expect(reminder).toMatchObject({
        status: 'completed',
        version: 3,
        retryCount: 1,
        callSid: 'call-7',
        failureReason: null,
        nextAttemptAt: null,
      });
      expect(reminder.lastRunAt).toEqual(reminder.updatedAt);
      const [attempt] = await stores().reminders.findAttempts([claim.attemptId]);
      expect(attempt).toMatchObject({
        outcome: 'placed',
        httpStatus: 200,
        callSid: 'call-7',
        failureReason: null,
        finishedAt: reminder.lastRunAt,
      });
    });

    test('of a failed attempt schedules the next one by the clock of the database', async () => {
      const claim = await claimOne(await join(stores()));
      await record(settled(claim, refused({ reason: 'Busy.', httpStatus: 503 })));
      const reminder = await stores().reminder(claim.reminderId);
      expect(reminder).toMatchObject({ status: 'scheduled', retryCount: 1, failureReason: 'Busy.' });
      expect(Number(reminder.nextAttemptAt) - Number(reminder.lastRunAt)).toBe(60_000);
      const [attempt] = await stores().reminders.findAttempts([claim.attemptId]);
      expect(attempt).toMatchObject({ outcome: 'refused', httpStatus: 503, failureReason: 'Busy.' });
    });

    test('of a success after a failure clears the failure reason', async () => {
      const me = await join(stores());
      await record(settled(await claimOne(me), refused({ retryAfterMs: 0 })));
      const [again] = await claimAgain(me);
      expect(again).toMatchObject({ attemptNumber: 2, retryCount: 1, version: 4 });
      await record(settled(again as Claim, placed()));
      expect(await stores().reminder(again?.reminderId ?? '')).toMatchObject({
        status: 'completed',
        failureReason: null,
        retryCount: 2,
      });
    });

    test('counts the attempts in a row that met no room, until one of another kind', async () => {
      const me = await join(stores());
      let claim = await claimOne(me);
      for (const expected of [1, 2]) {
        await record(settled(claim, refused({ cause: 'capacity', retryAfterMs: 0 })));
        claim = (await claimAgain(me))[0] as Claim;
        expect(claim).toMatchObject({ freeAttempts: expected, retryCount: 0 });
      }
      await record(settled(claim, refused({ cause: 'handed-back' })));
      claim = (await claimAgain(me))[0] as Claim;
      expect(claim.freeAttempts).toBe(2);
      await record(settled(claim, refused({ retryAfterMs: 0 })));
      expect((await claimAgain(me))[0]).toMatchObject({ freeAttempts: 0, retryCount: 1 });
    });

    test('of a reminder that a person retries begins to count from nothing', async () => {
      const me = await join(stores());
      await record(settled(await claimOne(me), refused({ cause: 'capacity', retryAfterMs: 0 })));
      const [again] = await claimAgain(me);
      await record({ ...settled(again as Claim, rejected()), freeAttempts: 1 });
      const target = { reminderId: again?.reminderId ?? '', expectedVersion: null };
      await stores().reminders.apply(retry(target, null));
      expect((await claimAgain(me))[0]?.freeAttempts).toBe(0);
    });

    test('of a rejection fails the reminder', async () => {
      const claim = await claimOne(await join(stores()));
      await record(settled(claim, rejected(422)));
      expect(await stores().reminder(claim.reminderId)).toMatchObject({
        status: 'failed',
        retryCount: 1,
        failureReason: 'The provider answered 422.',
      });
    });

    test('of a stale result changes nothing, neither the reminder nor the attempt nor the log', async () => {
      const claim = await claimOne(await join(stores()));
      await record(settled(claim, refused({ retryAfterMs: 0 })));
      const before = await stores().reminder(claim.reminderId);
      const attempts = await stores().reminders.attemptsOf([claim.reminderId]);
      const events = await stores().allEvents();
      expect(await record(settled(claim, placed()))).toEqual({ staleAttemptIds: [claim.attemptId] });
      expect(await stores().reminder(claim.reminderId)).toEqual(before);
      expect(await stores().reminders.attemptsOf([claim.reminderId])).toEqual(attempts);
      expect(await stores().allEvents()).toEqual(events);
    });

    test('of a batch writes what stands and names what is stale', async () => {
      const claims = await claimNew(await join(stores()), 200);
      const isStale = (index: number) => index % 7 === 0;
      const settlements = claims.map((claim, index) => {
        const outcome = [placed(`call-${index}`), refused(), rejected(), unknown()][index % 4] as CallOutcome;
        return settled(isStale(index) ? { ...claim, version: claim.version - 1 } : claim, outcome);
      });
      const { staleAttemptIds } = await record(...settlements);
      expect(staleAttemptIds).toEqual(
        claims.filter((_, index) => isStale(index)).map(({ attemptId }) => attemptId),
      );
      const found = new Map(
        (await stores().reminders.find(claims.map(({ reminderId }) => reminderId))).map((each) => [
          each.id,
          each,
        ]),
      );
      for (const [index, { reminderId, status, callSid }] of settlements.entries()) {
        const expected = isStale(index) ? { status: 'dispatching', callSid: null } : { status, callSid };
        expect(found.get(reminderId)).toMatchObject(expected);
      }
    });

    test('of nothing does nothing', async () => {
      expect(await record()).toEqual({ staleAttemptIds: [] });
    });
  });

  describe('the idempotency key of an attempt', () => {
    test.each([
      ['is that of the attempt before, where its outcome is unknown', unknown({ abandoned: true }), true],
      ['is new, where the attempt before was certainly not placed', refused({ retryAfterMs: 0 }), false],
    ])('%s', async (_, outcome, isInherited) => {
      const me = await join(stores());
      const first = await claimOne(me);
      await record(settled(first, outcome));
      const [second] = await claimAgain(me);
      expect(second?.attemptId).not.toBe(first.attemptId);
      expect(second?.idempotencyKey).toBe(isInherited ? first.idempotencyKey : second?.attemptId);
    });

    test('goes along over a chain of unknown outcomes', async () => {
      const me = await join(stores());
      const first = await claimOne(me);
      await record(settled(first, unknown({ abandoned: true })));
      const [second] = await claimAgain(me);
      await record(settled(second as Claim, unknown({ abandoned: true })));
      const [third] = await claimAgain(me);
      expect(third).toMatchObject({ idempotencyKey: first.attemptId, attemptNumber: 3 });
    });
  });

  describe('attemptsOf', () => {
    test('answers all attempts of the reminders, oldest first', async () => {
      const me = await join(stores());
      const claims = await claimNew(me, 3);
      await record(...claims.map((claim) => settled(claim, refused({ retryAfterMs: 0 }))));
      await claimAgain(me);
      const [a, b] = claims.map(({ reminderId }) => reminderId) as [string, string, string];
      const attempts = await stores().reminders.attemptsOf([b, a]);
      expect(attempts.filter(({ reminderId }) => reminderId === a).map(({ number }) => number)).toEqual([
        1, 2,
      ]);
      expect(attempts.filter(({ reminderId }) => reminderId === b).map(({ number }) => number)).toEqual([
        1, 2,
      ]);
      expect(attempts).toHaveLength(4);
    });
  });
}
