import { describe, expect, test } from 'vitest';
import type { CallOutcome } from '../../src/reminders/call-outcome.ts';
import type { CallLimits, Claim } from '../../src/reminders/dispatch-store.ts';
import type { ReminderDraft } from '../../src/reminders/reminder-draft.ts';
import { settle } from '../../src/reminders/settlement.ts';
import { cancel, edit, retry } from '../../src/reminders/transition.ts';
import { placed, refused, rejected, unknown } from './call-outcomes.ts';
import { callReport } from './call-report.ts';
import { join } from './instance-contract.ts';
import { testPolicy } from './policy.ts';
import { createDraft, createDrafts, msFromNow } from './reminder-drafts.ts';
import type { Stores } from './test-stores.ts';

const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;
const followed = { ...testPolicy, completeWhen: 'answered', longestCallMs: 3_600_000 } as const;
const target = (reminderId: string) => ({ reminderId, expectedVersion: null });

export function describeLimits(stores: () => Stores): void {
  const insert = (drafts: readonly ReminderDraft[]) =>
    stores().reminders.insert(drafts, { allOrNothing: true });
  const claim = (instanceId: string, limits: CallLimits, limit = 10) =>
    stores().dispatch.claimDue({ instanceId, limit, concurrency: 100, callsPerSecond: null, limits });
  const record = (claims: readonly Claim[], outcome: CallOutcome, policy = testPolicy) =>
    stores().dispatch.record(claims.map((each) => settle(each, outcome, policy)));
  const startedAt = async (reminderId: string) =>
    (await stores().reminders.attemptsOf([reminderId])).at(-1)?.startedAt ?? new Date(Number.NaN);

  /** Places one call to the number of `createDraft`. */
  async function call(instanceId: string, outcome: CallOutcome = placed()): Promise<Claim> {
    await insert(createDrafts(1));
    const { claims } = await claim(instanceId, {});
    await record(claims, outcome);
    return claims[0] as Claim;
  }

  describe('a number that has had all its calls', () => {
    const limits = { callsPerNumberAndDay: 2 };

    test('is called again once its oldest call is 24 hours old, and until then its reminder is deferred', async () => {
      const me = await join(stores());
      const first = await call(me);
      await call(me);
      const draft = createDraft();
      await insert([draft]);
      expect(await claim(me, limits)).toMatchObject({ claims: [], deferred: 1, pause: null });
      const roomAt = (await startedAt(first.reminderId)).getTime() + DAY_MS;
      const deferred = await stores().reminder(draft.id);
      expect(deferred).toMatchObject({
        status: 'scheduled',
        deferral: 'too-many-calls',
        nextAttemptAt: new Date(roomAt),
        scheduledTime: draft.scheduledTime,
        version: 2,
        retryCount: 0,
        attemptCount: 0,
        failureReason: null,
      });
      expect(await stores().reminders.attemptsOf([draft.id])).toEqual([]);
      const events = await stores().allEvents(draft.id);
      expect(events.at(-1)).toMatchObject({ previousStatus: 'scheduled', reminder: deferred });

      const { claims, deferred: again, pause } = await claim(me, limits);
      expect({ claims, again }).toEqual({ claims: [], again: 0 });
      expect(pause).toMatchObject({ reason: 'nothing-due' });
      await stores().tamper.passTime(DAY_MS);
      expect(await claim(me, limits)).toMatchObject({ claims: [{ reminderId: draft.id }], deferred: 0 });
      expect(await stores().reminder(draft.id)).toMatchObject({ status: 'dispatching', deferral: null });
    });

    test('has had those that are in flight, which are looked at again a minute later', async () => {
      const me = await join(stores());
      const drafts = createDrafts(3, { scheduledTime: msFromNow(-30_000) });
      await insert(drafts);
      const { claims, deferred } = await claim(me, limits);
      expect(claims).toHaveLength(2);
      expect(deferred).toBe(1);
      const left = drafts.find(({ id }) => !claims.some(({ reminderId }) => reminderId === id));
      const { nextAttemptAt, updatedAt } = await stores().reminder(left?.id ?? '');
      expect(nextAttemptAt?.getTime()).toBeCloseTo(updatedAt.getTime() + MINUTE_MS, -1);
      await record(claims, rejected());
      await stores().tamper.passTime(2 * MINUTE_MS);
      expect((await claim(me, limits)).claims).toMatchObject([{ reminderId: left?.id }]);
    });

    test.each([
      ['counts one whose outcome is unknown', unknown(), 1],
      ['does not count one that was refused', refused(), 0],
      ['does not count one that was rejected', rejected(), 0],
    ])('%s', async (_, outcome, deferred) => {
      const me = await join(stores());
      await call(me, outcome);
      await insert(createDrafts(1));
      expect(await claim(me, { callsPerNumberAndDay: 1 })).toMatchObject({ deferred });
    });

    test('does not count a call whose phone never rang', async () => {
      const me = await join(stores());
      await insert(createDrafts(1));
      const { claims } = await claim(me, {});
      await record(claims, { ...placed(), providerCallId: 'call-1' }, followed);
      const end = { status: 'ended', result: 'capacity', neverRang: true, endedReason: 'busy' } as const;
      await stores().dispatch.report(callReport({ attemptId: claims[0]?.attemptId ?? '', ...end }), followed);
      await insert(createDrafts(1));
      expect((await claim(me, { callsPerNumberAndDay: 1 })).claims).toHaveLength(1);
    });

    test('is called once, however often a person asks for its reminder again', async () => {
      const me = await join(stores());
      const draft = createDraft({ maxRetryAttempts: 1 });
      await insert([draft]);
      let calls = 0;
      for (let round = 0; round < 34; round += 1) {
        const { claims } = await claim(me, { callsPerNumberAndDay: 1 });
        calls += claims.length;
        await record(claims, unknown());
        if ((await stores().reminder(draft.id)).status === 'scheduled') {
          await stores().reminders.apply(cancel(target(draft.id)));
        }
        await stores().reminders.apply(retry(target(draft.id), null));
      }
      expect(calls).toBe(1);
    });

    test('keeps no other number waiting, however many reminders it has', async () => {
      const me = await join(stores());
      await call(me);
      await call(me);
      const other = createDraft({ phoneNumber: '+442079460958', scheduledTime: msFromNow(-1_000) });
      await insert([...createDrafts(300), other]);
      expect(await claim(me, limits, 1)).toMatchObject({ claims: [], deferred: 301 - 1, pause: null });
      expect((await claim(me, limits, 1)).claims).toMatchObject([{ reminderId: other.id }]);
    });

    test('lets its reminders have its room one after the other', async () => {
      const me = await join(stores());
      const [first, second] = [await call(me), await call(me)];
      const drafts = [5, 4, 3].map((seconds) => createDraft({ scheduledTime: msFromNow(-seconds * 1_000) }));
      await insert(drafts);
      expect(await claim(me, limits)).toMatchObject({ deferred: 3 });
      const at = async (index: number) => (await stores().reminder(drafts[index]?.id ?? '')).nextAttemptAt;
      const [firstAt, secondAt] = [await startedAt(first.reminderId), await startedAt(second.reminderId)];
      expect(await at(0)).toEqual(new Date(firstAt.getTime() + DAY_MS));
      expect(await at(1)).toEqual(new Date(secondAt.getTime() + DAY_MS));
      expect(await at(2)).toEqual(new Date(firstAt.getTime() + 2 * DAY_MS));
    });

    test('keeps its reminders waiting through an edit of their text, and not once they are for another', async () => {
      const me = await join(stores());
      await call(me);
      const [kept, moved, brought] = createDrafts(3);
      await insert([kept, moved, brought] as ReminderDraft[]);
      await claim(me, { callsPerNumberAndDay: 1 });
      const { apply } = stores().reminders;
      const before = await stores().reminder(kept?.id ?? '');
      await apply(edit(target(kept?.id ?? ''), { message: 'New.' }));
      await apply(edit(target(moved?.id ?? ''), { phoneNumber: '+442079460958' }));
      await apply(edit(target(brought?.id ?? ''), { scheduledTime: msFromNow(-1_000) }));
      const { nextAttemptAt } = before;
      expect(await stores().reminder(kept?.id ?? '')).toMatchObject({
        deferral: 'too-many-calls',
        nextAttemptAt,
      });
      for (const each of [moved, brought]) {
        expect(await stores().reminder(each?.id ?? '')).toMatchObject({ deferral: null });
      }
      const { claims, deferred } = await claim(me, { callsPerNumberAndDay: 1 });
      expect(claims.map(({ reminderId }) => reminderId)).toEqual([moved?.id]);
      expect(deferred).toBe(1);
    });

    test('is not deferred any more once its reminder is cancelled', async () => {
      const me = await join(stores());
      await call(me);
      const draft = createDraft();
      await insert([draft]);
      await claim(me, { callsPerNumberAndDay: 1 });
      await stores().reminders.apply(cancel(target(draft.id)));
      expect(await stores().reminder(draft.id)).toMatchObject({ status: 'cancelled', deferral: null });
    });

    test('waits 24 hours at most after the clock was set back', async () => {
      const me = await join(stores());
      await call(me);
      const draft = createDraft();
      await insert([draft]);
      await stores().tamper.setClockBack(3_600_000);
      await stores().dispatch.heartbeat(me, 60_000);
      expect(await claim(me, { callsPerNumberAndDay: 1 })).toMatchObject({ deferred: 1 });
      const { nextAttemptAt, updatedAt } = await stores().reminder(draft.id);
      expect(nextAttemptAt?.getTime()).toBeCloseTo(updatedAt.getTime() + DAY_MS, -1);
    });

    test('has no call too many when several instances claim at once', async () => {
      const [a, b] = [await join(stores()), await join(stores())];
      await insert(createDrafts(40));
      const results = await Promise.all(
        Array.from({ length: 12 }, (_, index) => claim(index % 2 ? a : b, { callsPerNumberAndDay: 5 }, 2)),
      );
      expect(results.flatMap(({ claims }) => claims)).toHaveLength(5);
      expect(results.reduce((sum, { deferred }) => sum + deferred, 0)).toBe(35);
    });
  });

  describe('a limit on the calls of a day', () => {
    const limits = { callsPerDay: 3 };

    test('lets as many begin over all instances, and is reached once they are calls', async () => {
      const [a, b] = [await join(stores()), await join(stores())];
      await insert(createDrafts(5));
      const { claims } = await claim(a, limits, 2);
      const second = await claim(b, limits);
      expect(second).toMatchObject({ claims: [{}], pause: { reason: 'no-slot' } });
      expect(await claim(a, limits)).toMatchObject({ claims: [], pause: { reason: 'no-slot' } });
      await record([...claims, ...second.claims], placed());
      expect(await claim(a, limits)).toMatchObject({
        claims: [],
        pause: { reason: 'limit-reached', limit: 'calls' },
      });
      await stores().tamper.passTime(DAY_MS + 11 * MINUTE_MS);
      expect((await claim(a, limits)).claims).toHaveLength(2);
    });

    test('does not count what turns out to be no call', async () => {
      const me = await join(stores());
      await insert(createDrafts(6));
      const { claims } = await claim(me, limits);
      const [first, second, third] = claims as [Claim, Claim, Claim];
      await record([first], refused());
      await record([second], rejected());
      await record([third], { ...placed(), providerCallId: 'call-1' }, followed);
      const end = { status: 'ended', result: 'capacity', neverRang: true, endedReason: 'busy' } as const;
      await stores().dispatch.report(callReport({ attemptId: third.attemptId, ...end }), followed);
      expect((await claim(me, limits)).claims).toHaveLength(3);
    });

    test('counts from zero again after a person resumed, and goes on counting after another pause', async () => {
      const me = await join(stores());
      await insert(createDrafts(10));
      await record((await claim(me, limits)).claims, placed());
      await stores().dispatch.pause('Lunch.');
      await stores().dispatch.resume();
      expect(await claim(me, limits)).toMatchObject({ pause: { reason: 'limit-reached' } });
      await stores().dispatch.pause('The limit is reached.', true);
      expect(await stores().dispatch.status()).toMatchObject({
        paused: true,
        pauseReason: 'The limit is reached.',
      });
      await stores().dispatch.resume();
      expect((await claim(me, limits)).claims).toHaveLength(3);
    });
  });

  describe('a limit on the spend of a day', () => {
    const limits = { spendUsdPerDay: 0.5 };

    test('is reached by the costs that the provider reports, each counted once', async () => {
      const me = await join(stores());
      await insert(createDrafts(3));
      const { claims } = await claim(me, limits, 2);
      const [first, second] = claims as [Claim, Claim];
      const cost = (each: Claim, id: string, costUsd: number) =>
        stores().dispatch.report(
          callReport({ attemptId: each.attemptId, providerCallId: id, costUsd }),
          followed,
        );
      await record([first], { ...placed('1'), providerCallId: 'call-1' }, followed);
      await record([second], { ...placed('2'), providerCallId: 'call-2' }, followed);
      expect(await cost(first, 'call-1', 0.25)).toMatchObject({ kind: 'recorded', costUsd: 0.25 });
      expect(await cost(first, 'call-1', 0.25)).toMatchObject({ kind: 'known' });
      expect((await claim(me, limits)).claims).toHaveLength(1);
      expect(await cost(first, 'call-1', 0.375)).toMatchObject({ kind: 'recorded', costUsd: 0.125 });
      expect(await claim(me, limits)).toMatchObject({ pause: { reason: 'nothing-due' } });
      await cost(second, 'call-2', 0.125);
      expect(await claim(me, limits)).toMatchObject({ pause: { reason: 'limit-reached', limit: 'spend' } });
      await stores().dispatch.pause('The limit is reached.', true);
      await stores().dispatch.resume();
      expect(await claim(me, limits)).toMatchObject({ pause: { reason: 'nothing-due' } });
    });
  });
}
