import { describe, expect, test } from 'vitest';
import {
  type ConclusionPolicy,
  conclude,
  defaultCallPolicy,
  type EndedCall,
} from '../../src/reminders/call-conclusion.ts';
import type { ReportRules } from '../../src/reminders/call-end.ts';
import { type CallReport, callResults, callStatuses } from '../../src/reminders/call-report.ts';
import type { Claim } from '../../src/reminders/dispatch-store.ts';
import { type SettlementPolicy, settle } from '../../src/reminders/settlement.ts';
import { cancel } from '../../src/reminders/transition.ts';
import { placed, refused, rejected, unknown } from './call-outcomes.ts';
import { callReport } from './call-report.ts';
import { createClaiming } from './claiming.ts';
import { join } from './instance-contract.ts';
import { testPolicy } from './policy.ts';
import { createDrafts } from './reminder-drafts.ts';
import type { Stores } from './test-stores.ts';
import { waitFor } from './wait-for.ts';

const hour = 3_600_000;
const answered = { ...testPolicy, completeWhen: 'answered', longestCallMs: hour } as const;
const accepted = { ...answered, completeWhen: 'accepted' } as const;
const call = { ...placed('CA1'), providerCallId: 'call-1' };

const report = (claim: Claim, overrides: Partial<CallReport> = {}) =>
  callReport({ attemptId: claim.attemptId, ...overrides });
const end = (claim: Claim, overrides: Partial<CallReport> = {}) =>
  report(claim, { status: 'ended', result: 'answered', endedReason: 'goodbye', ...overrides });

export function describeCalls(stores: () => Stores): void {
  const { claimNew, claimOne, claimAgain } = createClaiming(stores);
  const tell = (each: CallReport, rules: ReportRules = answered) => stores().dispatch.report(each, rules);
  const attemptOf = async ({ attemptId }: Claim) => (await stores().reminders.findAttempts([attemptId]))[0];

  async function concludeAll(policy: ConclusionPolicy = answered) {
    const orRang = policy.completeWhen === 'accepted';
    const ended = await stores().dispatch.endedCalls(10, orRang);
    await stores().dispatch.conclude(ended.map((each) => conclude(each, policy)));
  }

  async function calling(policy: SettlementPolicy = answered): Promise<Claim> {
    const claim = await claimOne(await join(stores()));
    await stores().dispatch.record([settle(claim, call, policy)]);
    return claim;
  }

  describe('a placed call that is followed', () => {
    test('leaves its reminder calling, until its end is concluded', async () => {
      const claim = await calling();
      expect(await stores().reminder(claim.reminderId)).toMatchObject({
        status: 'calling',
        retryCount: 0,
        callSid: 'CA1',
        callResult: null,
      });
      expect(await stores().dispatch.endedCalls(10)).toEqual([]);
      await tell(end(claim));
      const [ended] = await stores().dispatch.endedCalls(10);
      expect(ended).toMatchObject({
        reminderId: claim.reminderId,
        result: 'answered',
        endedReason: 'goodbye',
      });
      const conclusion = conclude(ended as EndedCall, { ...answered, calls: defaultCallPolicy });
      expect(await stores().dispatch.conclude([conclusion])).toEqual({ staleAttemptIds: [] });
      expect(await stores().reminder(claim.reminderId)).toMatchObject({
        status: 'completed',
        retryCount: 1,
        callResult: 'answered',
      });
      expect(await stores().dispatch.conclude([conclusion])).toEqual({ staleAttemptIds: [claim.attemptId] });
      expect(await stores().dispatch.endedCalls(10)).toEqual([]);
    });

    test('is enough for its reminder once it rings, where that is asked for, and goes on being followed', async () => {
      const claim = await calling(accepted);
      const { dispatch } = stores();
      await tell(report(claim, { status: 'queued' }));
      expect(await dispatch.endedCalls(10, true)).toEqual([]);
      expect(await stores().reminder(claim.reminderId)).toMatchObject({ status: 'calling', retryCount: 0 });
      await tell(report(claim, { status: 'ringing' }));
      expect(await dispatch.endedCalls(10)).toEqual([]);
      await concludeAll(accepted);
      expect(await stores().reminder(claim.reminderId)).toMatchObject({ status: 'completed', retryCount: 1 });
      await tell(end(claim, { result: 'no-answer' }));
      expect(await dispatch.endedCalls(10, true)).toEqual([]);
      const reminder = await stores().reminder(claim.reminderId);
      expect(reminder).toMatchObject({ status: 'completed', callResult: 'no-answer', version: 4 });
    });

    test.each([
      ['capacity', { status: 'scheduled', retryCount: 0 }],
      ['configuration', { status: 'scheduled', retryCount: 0 }],
      ['provider-fault', { status: 'scheduled', retryCount: 1 }],
    ] as const)('that ends by %s before it rings is never enough', async (result, expected) => {
      const claim = await calling(accepted);
      await tell(end(claim, { result, neverRang: true }));
      await concludeAll(accepted);
      expect(await stores().reminder(claim.reminderId)).toMatchObject({ ...expected, callResult: result });
    });

    test('that ends otherwise is enough, where that is asked for, though it was never seen to ring', async () => {
      const claim = await calling(accepted);
      await tell(end(claim, { result: 'busy' }));
      await concludeAll(accepted);
      expect(await stores().reminder(claim.reminderId)).toMatchObject({ status: 'completed', retryCount: 1 });
    });

    test('takes a slot until its end', async () => {
      const claim = await calling(accepted);
      await claimNew(claim.openedBy, 1);
      const { dispatch } = stores();
      const ask = { instanceId: claim.openedBy, limit: 9, concurrency: 2, callsPerSecond: null };
      expect(await dispatch.claimDue(ask)).toMatchObject({ claims: [], pause: { reason: 'no-slot' } });
      await tell(end(claim));
      expect((await dispatch.claimDue(ask)).pause).toEqual({ reason: 'nothing-due', inMs: null });
    });

    test('takes no slot any more when no call can last so long', async () => {
      const claim = await claimOne(await join(stores()));
      await stores().dispatch.record([settle(claim, call, { ...accepted, longestCallMs: 0 })]);
      const ask = { instanceId: claim.openedBy, limit: 9, concurrency: 1, callsPerSecond: null };
      expect((await stores().dispatch.claimDue(ask)).pause).toEqual({ reason: 'nothing-due', inMs: null });
    });

    test('whose end is told before its answer came takes no slot, and is concluded', async () => {
      const claim = await claimOne(await join(stores()));
      expect(await tell(end(claim, { callSid: 'CA9' }))).toMatchObject({
        kind: 'recorded',
        unexpected: false,
      });
      await stores().dispatch.record([settle(claim, call, answered)]);
      expect(await stores().reminder(claim.reminderId)).toMatchObject({ status: 'calling', callSid: 'CA9' });
      expect(await stores().dispatch.endedCalls(10)).toHaveLength(1);
      const ask = { instanceId: claim.openedBy, limit: 9, concurrency: 1, callsPerSecond: null };
      expect((await stores().dispatch.claimDue(ask)).pause?.reason).toBe('nothing-due');
    });

    test('never goes back, in whatever order and however often it is told of', async () => {
      const orders = [
        ['ringing', 'in-progress', 'ended'],
        ['ended', 'ringing', 'in-progress'],
        ['in-progress', 'ended', 'ringing', 'ended'],
      ] as const;
      for (const order of orders) {
        await stores().clear();
        const claim = await calling();
        for (const status of order) await tell(status === 'ended' ? end(claim) : report(claim, { status }));
        await tell(end(claim, { result: 'busy', endedReason: 'later' }));
        expect(await attemptOf(claim)).toMatchObject({
          callStatus: 'ended',
          callResult: 'answered',
          endedReason: 'goodbye',
          providerCallId: 'call-1',
        });
      }
    });

    test('is told of once for each thing that is new', async () => {
      const claim = await calling();
      expect(await tell(report(claim))).toMatchObject({ kind: 'recorded' });
      expect(await tell(report(claim))).toEqual({ kind: 'known' });
      await tell(report(claim, { status: 'in-progress', startedAt: new Date(5_000) }));
      await tell(end(claim, { endedAt: new Date(9_000), costUsd: 0.07 }));
      expect(await tell(end(claim, { costUsd: 0.07 }))).toEqual({ kind: 'known' });
      const news = (await stores().allEvents(claim.reminderId)).filter((event) => event.call);
      expect(news.map((event) => event.call?.callStatus)).toEqual(['ringing', 'in-progress', 'ended']);
      expect(news.map((event) => event.previousStatus)).toEqual(['calling', 'calling', 'calling']);
      expect(news.at(-1)?.call).toEqual(await attemptOf(claim));
      expect(await attemptOf(claim)).toMatchObject({
        callStartedAt: new Date(5_000),
        callEndedAt: new Date(9_000),
        costUsd: 0.07,
      });
      expect((await attemptOf(claim))?.callAnsweredAt).toBeInstanceOf(Date);
    });

    test('keeps what each of many reports at once says', async () => {
      const claim = await calling();
      const costs = Array.from({ length: 8 }, (_, n) => tell(report(claim, { costUsd: (n + 1) / 100 })));
      const statuses = (['ringing', 'in-progress', 'forwarding'] as const).map((status) =>
        tell(report(claim, { status })),
      );
      await Promise.all([...costs, ...statuses, tell(end(claim, { callSid: 'CA9' }))]);
      expect(await attemptOf(claim)).toMatchObject({
        callStatus: 'ended',
        callResult: 'answered',
        callSid: 'CA9',
        costUsd: expect.any(Number),
      });
    });

    test('is known by the provider’s id where the report does not name the attempt', async () => {
      const claim = await calling();
      expect(await tell(end(claim, { attemptId: null }))).toMatchObject({ kind: 'recorded' });
      expect(await tell(end(claim, { attemptId: null, providerCallId: 'call-2' }))).toEqual({
        kind: 'unknown-call',
      });
      expect(await tell(end(claim, { attemptId: '01890000-0000-7000-8000-000000000000' }))).toEqual({
        kind: 'unknown-call',
      });
    });

    test('is not mixed up with a second call of its attempt', async () => {
      const claim = await calling();
      expect(await tell(end(claim, { providerCallId: 'call-2' }))).toEqual({
        kind: 'second-call',
        reminderId: claim.reminderId,
      });
      expect((await attemptOf(claim))?.callStatus).toBeNull();
    });

    test.each([
      ['refused', refused()],
      ['unknown', unknown()],
      ['rejected', rejected()],
    ])('that was reported before its attempt is %s counts', async (_, outcome) => {
      const claim = await claimOne(await join(stores()));
      await tell(report(claim, { callSid: 'CA1' }));
      const before = await stores().reminder(claim.reminderId);
      const { record, checkAttempt } = stores().dispatch;
      expect(await record([settle(claim, outcome, answered)])).toEqual({
        staleAttemptIds: [claim.attemptId],
      });
      expect(await stores().reminder(claim.reminderId)).toEqual(before);
      const check = await checkAttempt(claim);
      expect(check.call).toEqual({ providerCallId: 'call-1', callSid: 'CA1' });
      expect(await record([settle(claim, call, answered)])).toEqual({ staleAttemptIds: [] });
    });

    test('that was reported as one that never rang leaves its attempt refused', async () => {
      const claim = await claimOne(await join(stores()));
      await tell(end(claim, { result: 'capacity', neverRang: true }));
      const settled = settle(claim, refused(), answered);
      expect(await stores().dispatch.record([settled])).toEqual({ staleAttemptIds: [] });
      expect((await stores().reminder(claim.reminderId)).status).toBe('scheduled');
    });

    test('that exists after all is adopted, as if it had just been placed', async () => {
      const claim = await claimOne(await join(stores()));
      await stores().dispatch.record([settle(claim, unknown(), answered)]);
      const before = await stores().reminder(claim.reminderId);
      expect(before).toMatchObject({ status: 'scheduled', retryCount: 1 });
      const told = await tell(report(claim, { status: 'in-progress', callSid: 'CA1' }));
      expect(told).toMatchObject({ kind: 'recorded', adopted: true, unexpected: false });
      expect(await stores().reminder(claim.reminderId)).toMatchObject({
        status: 'calling',
        version: before.version + 1,
        retryCount: 0,
        callSid: 'CA1',
        failureReason: null,
        nextAttemptAt: null,
      });
      expect(await attemptOf(claim)).toMatchObject({ outcome: 'placed', failureReason: null });
      const events = await stores().allEvents(claim.reminderId);
      expect(events.slice(-2).map((each) => [each.previousStatus, each.call?.callStatus ?? null])).toEqual([
        ['scheduled', null],
        ['calling', 'in-progress'],
      ]);
      expect(await stores().dispatch.quietCalls(0, 10)).toMatchObject([{ attemptId: claim.attemptId }]);
      await tell(end(claim));
      await concludeAll();
      expect(await stores().reminder(claim.reminderId)).toMatchObject({ status: 'completed', retryCount: 1 });
    });

    test('that exists after all is adopted where its reminder has failed', async () => {
      const claim = await claimOne(await join(stores()));
      await stores().dispatch.record([settle(claim, rejected(), answered)]);
      expect(await tell(report(claim))).toMatchObject({ adopted: true });
      expect(await stores().reminder(claim.reminderId)).toMatchObject({ status: 'calling', retryCount: 0 });
    });

    test('that exists after all gives back no budget where its attempt spent none', async () => {
      const me = await join(stores());
      const first = await claimOne(me);
      await stores().dispatch.record([settle(first, refused({ retryAfterMs: 0 }), answered)]);
      const [second] = await claimAgain(me);
      const claim = second as Claim;
      await stores().dispatch.record([settle(claim, refused({ cause: 'capacity' }), answered)]);
      expect(await stores().reminder(claim.reminderId)).toMatchObject({ status: 'scheduled', retryCount: 1 });
      expect(await tell(report(claim))).toMatchObject({ adopted: true });
      expect(await stores().reminder(claim.reminderId)).toMatchObject({ status: 'calling', retryCount: 1 });
    });

    test('that exists after all is not adopted where a person cancelled its reminder', async () => {
      const claim = await claimOne(await join(stores()));
      await stores().dispatch.record([settle(claim, unknown(), answered)]);
      await stores().reminders.apply(cancel({ reminderId: claim.reminderId, expectedVersion: null }));
      expect(await tell(report(claim))).toMatchObject({ adopted: false, unexpected: true });
      expect((await stores().reminder(claim.reminderId)).status).toBe('cancelled');
    });

    test('that exists after all is kept with its attempt where another attempt is under way', async () => {
      const me = await join(stores());
      const first = await claimOne(me);
      await stores().dispatch.record([settle(first, unknown({ abandoned: true }), answered)]);
      await claimAgain(me);
      expect(await tell(report(first))).toMatchObject({ adopted: false, unexpected: true });
      expect(await attemptOf(first)).toMatchObject({ providerCallId: 'call-1', callStatus: 'ringing' });
      expect((await stores().reminder(first.reminderId)).status).toBe('dispatching');
    });

    test('that was refused for want of room and never rang is not adopted', async () => {
      const claim = await claimOne(await join(stores()));
      await stores().dispatch.record([settle(claim, refused({ cause: 'capacity' }), answered)]);
      const told = await tell(end(claim, { result: 'capacity', neverRang: true }));
      expect(told).toMatchObject({ kind: 'recorded', adopted: false, unexpected: false });
      expect((await stores().reminder(claim.reminderId)).status).toBe('scheduled');
    });

    test('waits for the reason of its end until no call can last any longer', async () => {
      const unexplained = { result: 'other', endedReason: null } as const;
      const claim = await calling();
      await tell(report(claim, { status: 'in-progress', reportedAt: new Date(5_000) }));
      expect(await tell(end(claim, unexplained))).toEqual({ kind: 'known' });
      expect(await stores().dispatch.endedCalls(10)).toEqual([]);
      const short = { ...answered, longestCallMs: 0 };
      const overdue = await calling(short);
      await tell(report(overdue, { status: 'in-progress', reportedAt: new Date(5_000) }), short);
      expect(await tell(end(overdue, unexplained))).toMatchObject({ kind: 'recorded', result: 'answered' });
    });

    test('is better explained by a later report, until another attempt begins', async () => {
      const me = await join(stores());
      const claim = await calling();
      await tell(end(claim, { result: 'other', endedReason: 'a word that nobody knows' }));
      await concludeAll();
      expect(await stores().reminder(claim.reminderId)).toMatchObject({ status: 'failed', retryCount: 1 });
      expect(await tell(end(claim))).toMatchObject({ result: 'answered', adopted: true });
      await concludeAll();
      expect(await stores().reminder(claim.reminderId)).toMatchObject({
        status: 'completed',
        retryCount: 1,
        callResult: 'answered',
      });
      const retried = { ...defaultCallPolicy, other: 'retry' } as const;
      const other = await calling();
      await tell(end(other, { result: 'other', endedReason: 'a word that nobody knows' }));
      await concludeAll({ ...answered, calls: retried, retryDelayMs: () => 0 });
      await claimAgain(me);
      expect(await tell(end(other))).toMatchObject({ result: 'answered', adopted: false });
      expect((await stores().reminder(other.reminderId)).status).toBe('dispatching');
    });

    test('is judged by the time that its message takes to say', async () => {
      const claim = await calling();
      const startedAt = new Date(5_000);
      const rules = { ...answered, speechMs: () => 4_001 };
      const told = await tell(end(claim, { startedAt, endedAt: new Date(9_000) }), rules);
      expect(told).toMatchObject({ result: 'cut-short' });
      expect((await stores().reminder(claim.reminderId)).callResult).toBe('cut-short');
    });

    test('that waited at the provider has its longest time from the instant when it rings', async () => {
      const claim = await calling({ ...answered, longestCallMs: 50 });
      await waitFor(async () => {
        const quiet = await stores().dispatch.quietCalls(hour, 10);
        expect(quiet).toMatchObject([{ overdueMs: expect.any(Number) }]);
      });
      await tell(report(claim, { status: 'ringing' }));
      expect(await stores().dispatch.quietCalls(0, 10)).toMatchObject([{ overdueMs: null }]);
    });

    test('that becomes overdue is asked for at once, and then as seldom as any other', async () => {
      const claim = await calling({ ...answered, longestCallMs: 50 });
      await tell(report(claim, { status: 'queued' }));
      const overdue = {
        attemptId: claim.attemptId,
        providerCallId: 'call-1',
        callStatus: 'queued',
        overdueMs: expect.any(Number),
      };
      await waitFor(async () => expect(await stores().dispatch.quietCalls(hour, 10)).toEqual([overdue]));
      expect(await stores().dispatch.quietCalls(hour, 10)).toEqual([]);
    });

    test('is asked for at once where a report could not be read', async () => {
      const claim = await calling();
      await stores().dispatch.expectNews();
      expect(await stores().dispatch.quietCalls(hour, 10)).toEqual([]);
      await waitFor(async () => {
        await stores().dispatch.expectNews();
        expect(await stores().dispatch.quietCalls(hour, 10)).toMatchObject([{ attemptId: claim.attemptId }]);
      });
    });

    test('is asked for by one asker when nothing was heard of it', async () => {
      const claim = await calling();
      const { dispatch } = stores();
      expect(await dispatch.quietCalls(hour, 10)).toEqual([]);
      const quiet = {
        attemptId: claim.attemptId,
        providerCallId: 'call-1',
        callStatus: null,
        overdueMs: null,
      };
      expect(await dispatch.quietCalls(0, 10)).toEqual([quiet]);
      expect(await dispatch.quietCalls(1_000, 10)).toEqual([]);
      await tell(end(claim));
      expect(await dispatch.quietCalls(0, 10)).toEqual([]);
    });

    test('keeps claims to the limit of the provider, which may rise again and raises no other', async () => {
      const instanceId = await join(stores());
      const { dispatch } = stores();
      await stores().reminders.insert(createDrafts(9), { allOrNothing: true });
      const ask = { instanceId, limit: 9, concurrency: 3, callsPerSecond: null, account: 'a' };
      await dispatch.noteConcurrencyLimit(2, 'a');
      expect((await dispatch.status()).concurrencyLimit).toMatchObject({ calls: 2, account: 'a' });
      expect((await dispatch.claimDue(ask)).claims).toHaveLength(2);
      await dispatch.noteConcurrencyLimit(50, 'a');
      expect((await dispatch.claimDue(ask)).claims).toHaveLength(1);
    });

    test('ignores the limit of another account', async () => {
      const instanceId = await join(stores());
      const { dispatch } = stores();
      await stores().reminders.insert(createDrafts(9), { allOrNothing: true });
      await dispatch.noteConcurrencyLimit(2, 'simulator');
      const ask = { instanceId, limit: 9, concurrency: 5, callsPerSecond: null, account: 'real' };
      expect((await dispatch.claimDue(ask)).claims).toHaveLength(5);
    });

    test.each([
      ['an hour ago', -3_600_001],
      ['in the future, as where the clock was set back', 86_400_000],
    ])('ignores a limit that was last confirmed %s', async (_, shiftMs) => {
      const { dispatch, tamper } = stores();
      await stores().reminders.insert(createDrafts(9), { allOrNothing: true });
      await dispatch.noteConcurrencyLimit(2, 'a');
      await tamper.setClockBack(shiftMs);
      const instanceId = await join(stores());
      const ask = { instanceId, limit: 9, concurrency: 5, callsPerSecond: null, account: 'a' };
      expect((await dispatch.claimDue(ask)).claims).toHaveLength(5);
      expect((await dispatch.status()).concurrencyLimit).toBeNull();
      await dispatch.noteConcurrencyLimit(2, 'a');
      expect((await dispatch.status()).concurrencyLimit?.calls).toBe(2);
    });

    test('takes no slot after the clock was set back to before its answer', async () => {
      await calling(accepted);
      await stores().tamper.setClockBack(86_400_000);
      const ask = { instanceId: await join(stores()), limit: 9, concurrency: 1, callsPerSecond: null };
      expect((await stores().dispatch.claimDue(ask)).pause).toEqual({ reason: 'nothing-due', inMs: null });
    });

    test('can have every status and result that there is', async () => {
      for (const status of callStatuses.slice(0, -1)) {
        const claim = await calling();
        await tell(report(claim, { status }));
        expect((await attemptOf(claim))?.callStatus).toBe(status);
      }
      for (const result of callResults) {
        const claim = await calling();
        await tell(end(claim, { result }));
        expect((await attemptOf(claim))?.callResult).toBe(result);
        expect((await stores().reminder(claim.reminderId)).callResult).toBe(result);
      }
    });

    test('is found by what came of it', async () => {
      const claim = await calling();
      await tell(end(claim, { result: 'busy' }));
      await calling();
      expect(await stores().reminders.count({ callResult: ['busy', 'no-answer'] })).toBe(1);
      expect(await stores().reminders.count({ callResult: ['answered'] })).toBe(0);
      expect(await stores().reminders.count({ callResult: [] })).toBe(0);
    });
  });
}
