import { describe, expect, test } from 'vitest';
import type { CallOutcome } from '../../src/reminders/call-outcome.ts';
import type { Claim } from '../../src/reminders/dispatch-store.ts';
import { type Settlement, settle } from '../../src/reminders/settlement.ts';
import { placed, refused, rejected, unknown } from './call-outcomes.ts';
import { join } from './instance-contract.ts';
import { createDrafts } from './reminder-drafts.ts';
import type { Stores } from './test-stores.ts';

const policy = { unknownOutcome: 'retry', retryDelayMs: () => 60_000 } as const;
const settled = (claim: Claim, outcome: CallOutcome): Settlement => settle(claim, outcome, policy);

export function describeSettling(stores: () => Stores): void {
  async function claimNew(instanceId: string, count = 1): Promise<Claim[]> {
    await stores().reminders.insert(createDrafts(count), { allOrNothing: true });
    return claimAgain(instanceId);
  }
  async function claimAgain(instanceId: string): Promise<Claim[]> {
    return [...(await stores().dispatch.claimDue({ instanceId, limit: 500, concurrency: 1_000, callsPerSecond: null })).claims];
  }
  async function claimOne(instanceId: string): Promise<Claim> {
    return (await claimNew(instanceId))[0] as Claim;
  }
  const record = (...settlements: Settlement[]) => stores().dispatch.record(settlements);
  const takeOver = (instanceId: string, ...knownReminderIds: string[]) =>
    stores().dispatch.takeOver({ instanceId, knownReminderIds, limit: 100 });

  describe('record', () => {
    test('of a placed call completes the reminder and its attempt', async () => {
      const claim = await claimOne(await join(stores()));
      expect(await record(settled(claim, placed('call-7')))).toEqual({ staleAttemptIds: [] });
      const reminder = await stores().reminder(claim.reminderId);
      expect(reminder).toMatchObject({ status: 'completed', version: 3, retryCount: 1, callSid: 'call-7', failureReason: null, nextAttemptAt: null });
      expect(reminder.lastRunAt).toEqual(reminder.updatedAt);
      const [attempt] = await stores().reminders.findAttempts([claim.attemptId]);
      expect(attempt).toMatchObject({ outcome: 'placed', httpStatus: 200, callSid: 'call-7', failureReason: null, finishedAt: reminder.lastRunAt });
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
      expect(await stores().reminder(again?.reminderId ?? '')).toMatchObject({ status: 'completed', failureReason: null, retryCount: 2 });
    });

    test('of a rejection fails the reminder', async () => {
      const claim = await claimOne(await join(stores()));
      await record(settled(claim, rejected(422)));
      expect(await stores().reminder(claim.reminderId)).toMatchObject({ status: 'failed', retryCount: 1, failureReason: 'The provider answered 422.' });
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
      expect(staleAttemptIds).toEqual(claims.filter((_, index) => isStale(index)).map(({ attemptId }) => attemptId));
      const found = new Map((await stores().reminders.find(claims.map(({ reminderId }) => reminderId))).map((each) => [each.id, each]));
      for (const [index, { reminderId, status, callSid }] of settlements.entries()) {
        const expected = isStale(index) ? { status: 'dispatching', callSid: null } : { status, callSid };
        expect(found.get(reminderId)).toMatchObject(expected);
      }
    });

    test('of nothing does nothing', async () => {
      expect(await record()).toEqual({ staleAttemptIds: [] });
    });
  });

  describe('takeOver', () => {
    test('takes the claims of an instance that is no longer listed, under a new version', async () => {
      const dead = await join(stores());
      const claim = await claimOne(dead);
      await stores().dispatch.deregister(dead);
      const me = await join(stores());
      expect(await takeOver(me)).toEqual([{ ...claim, version: claim.version + 1, dueAt: claim.startedAt }]);
      expect(await takeOver(me, claim.reminderId)).toEqual([]);
      expect(await record(settled(claim, placed()))).toEqual({ staleAttemptIds: [claim.attemptId] });
      expect((await stores().reminder(claim.reminderId)).status).toBe('dispatching');
    });

    test('leaves the claims of the living, also when their lease ran out but nobody buried them', async () => {
      const owner = await join(stores());
      await claimOne(owner);
      const me = await join(stores());
      expect(await takeOver(me)).toEqual([]);
      await stores().dispatch.heartbeat(owner, 0);
      expect(await takeOver(me)).toEqual([]);
      expect(await stores().dispatch.buryDead()).toEqual([owner]);
      expect(await takeOver(me)).toHaveLength(1);
    });

    test('takes its own claims that it does not know of, and leaves those that it does', async () => {
      const me = await join(stores());
      const claims = await claimNew(me, 3);
      const [known, ...lost] = claims.map(({ reminderId }) => reminderId);
      const taken = await takeOver(me, known as string);
      expect(taken.map(({ reminderId }) => reminderId).toSorted()).toEqual(lost.toSorted());
      expect(taken.every(({ openedBy }) => openedBy === me)).toBe(true);
    });

    test('leaves what it knows of, even where that was claimed under an id that was buried', async () => {
      const before = await join(stores());
      const { reminderId } = await claimOne(before);
      await stores().dispatch.deregister(before);
      expect(await takeOver(await join(stores()), reminderId)).toEqual([]);
    });

    test('takes nothing for an instance whose lease ran out', async () => {
      const dead = await join(stores());
      await claimOne(dead);
      await stores().dispatch.deregister(dead);
      expect(await takeOver(await join(stores(), 0))).toEqual([]);
    });

    test('takes no more than the limit', async () => {
      const dead = await join(stores());
      await claimNew(dead, 5);
      await stores().dispatch.deregister(dead);
      const me = await join(stores());
      const request = { instanceId: me, knownReminderIds: [], limit: 2 };
      expect(await stores().dispatch.takeOver(request)).toHaveLength(2);
    });

    test('is no event', async () => {
      const dead = await join(stores());
      await claimOne(dead);
      await stores().dispatch.deregister(dead);
      await takeOver(await join(stores()));
      expect(await stores().allEvents()).toHaveLength(2);
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
      expect(attempts.filter(({ reminderId }) => reminderId === a).map(({ number }) => number)).toEqual([1, 2]);
      expect(attempts.filter(({ reminderId }) => reminderId === b).map(({ number }) => number)).toEqual([1, 2]);
      expect(attempts).toHaveLength(4);
    });
  });
}
