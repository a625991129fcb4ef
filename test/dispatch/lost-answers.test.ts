import { beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import type { CallFinder, CallPlacer, FoundCall } from '../../src/dispatch/call-placer.ts';
import { doNotCallRefusal } from '../../src/reminders/call-rules.ts';
import type { DispatchStore } from '../../src/reminders/dispatch-store.ts';
import { placed, unknown } from '../support/call-outcomes.ts';
import { callReport } from '../support/call-report.ts';
import { createFakeCallPlacer } from '../support/fake-call-placer.ts';
import { testPolicy } from '../support/policy.ts';
import { createDraft, createDrafts } from '../support/reminder-drafts.ts';
import { createSkippingClock } from '../support/skipping-clock.ts';
import { createTestDatabase } from '../support/test-database.ts';
import { nextCalls, noJobs, startDispatcher } from '../support/test-dispatcher.ts';
import type { TestLog } from '../support/test-log.ts';
import { createStores, type SqlStores } from '../support/test-stores.ts';
import { waitFor } from '../support/wait-for.ts';

let stores: SqlStores;
beforeAll(async () => {
  const database = await createTestDatabase();
  stores = createStores(await database.open());
  return () => database[Symbol.asyncDispose]();
});
beforeEach(() => stores.clear());

const insert = (...drafts: ReturnType<typeof createDraft>[]) =>
  stores.reminders.insert(drafts, { allOrNothing: true });

const linesOf = (log: TestLog, event: string) =>
  log.lines.filter((line) => line.event === event).map(({ fields }) => fields);

function createFinder(find: () => FoundCall, more: Partial<CallFinder> = {}): CallFinder {
  const times = { answerWithinMs: 0, graceMs: 0, sendWindowMs: 3_600_000 };
  return { ...times, find: async () => find(), ...more };
}

const ringing = (attemptId: string) => callReport({ attemptId, callSid: 'CA1', reportedAt: new Date() });

describe('a provider that does not answer look-ups', () => {
  test('holds no slot for ever, is named in the log, and settles each attempt once it answers', async () => {
    const drafts = createDrafts(4);
    await insert(...drafts);
    let answer: FoundCall = { kind: 'unanswered', reason: 'Vapi answered 403 Forbidden.' };
    const fake = createFakeCallPlacer(() => unknown());
    const placer = { ...fake, finder: createFinder(() => answer) };
    const { log } = await startDispatcher(
      { store: stores.dispatch, concurrency: 2, unresolvedAfterMs: 0 },
      placer,
    );
    await nextCalls(fake, 4);
    await waitFor(async () => expect((await stores.dispatch.status()).unresolved).toBe(4));
    expect((await stores.dispatch.status()).inFlight).toBe(0);
    const named = linesOf(log, 'lookup.unanswered');
    for (const { id: reminderId } of drafts) {
      expect(named).toContainEqual(
        expect.objectContaining({ reminderId, reason: 'Vapi answered 403 Forbidden.' }),
      );
    }

    answer = placed('found-at-last');
    for (const { id } of drafts) await stores.untilStatus(id, 'completed');
    expect(fake.calls).toHaveLength(4);
    expect((await stores.dispatch.status()).unresolved).toBe(0);
  });

  test('keeps its slots until then', async () => {
    await insert(...createDrafts(3));
    const asked = vi.fn((): FoundCall => ({ kind: 'unanswered', reason: 'Timeout' }));
    const fake = createFakeCallPlacer(() => unknown());
    const placer = { ...fake, finder: createFinder(asked) };
    await startDispatcher({ store: stores.dispatch, concurrency: 2, unresolvedAfterMs: 3_600_000 }, placer);
    await nextCalls(fake, 2);
    await waitFor(() => expect(asked.mock.calls.length).toBeGreaterThanOrEqual(6));
    expect(fake.calls).toHaveLength(2);
    expect(await stores.dispatch.status()).toMatchObject({ inFlight: 2, unresolved: 0 });
  });

  test('is asked on by the next owner, which gives those no slot either', async () => {
    const [first, ...others] = createDrafts(3);
    await insert(first as ReturnType<typeof createDraft>);
    const silent: CallFinder = createFinder(() => ({ kind: 'unanswered', reason: 'Timeout' }));
    const fake = createFakeCallPlacer(() => unknown());
    const one = await startDispatcher(
      { store: stores.dispatch, unresolvedAfterMs: 0 },
      { ...fake, finder: silent },
    );
    await waitFor(async () => expect((await stores.dispatch.status()).unresolved).toBe(1));
    await one.dispatcher.stop(0);
    await insert(...others);
    const next = createFakeCallPlacer(() => placed());
    await startDispatcher({ store: stores.dispatch, concurrency: 1 }, { ...next, finder: silent });
    for (const { id } of others) await stores.untilStatus(id, 'completed');
    expect((await stores.dispatch.status()).unresolved).toBe(1);
  });
});

describe('before another try of one attempt', () => {
  async function failFirstTry() {
    const draft = createDraft();
    await insert(draft);
    const fake = createFakeCallPlacer();
    const { dispatcher } = await startDispatcher({ store: stores.dispatch }, fake);
    const { request, options, answer } = await fake.next();
    return { draft, dispatcher, request, options, answer };
  }

  test('nothing is in the way of it', async () => {
    const { options } = await failFirstTry();
    expect(await options.beforeRetry(null)).toBe('retry');
  });

  test('a number that was put on the do-not-call list ends the attempt', async () => {
    const { draft, options, answer } = await failFirstTry();
    await stores.sql(`insert into do_not_call (phone_number) values ($1)`, [draft.phoneNumber]);
    const decision = await options.beforeRetry(null);
    expect(decision).toMatchObject({ kind: 'rejected', reason: doNotCallRefusal.message });
    if (typeof decision !== 'string') answer(decision);
    await stores.untilStatus(draft.id, 'failed');
    await stores.sql('delete from do_not_call');
  });

  test('a call that the provider reported is adopted', async () => {
    const { draft, dispatcher, request, options, answer } = await failFirstTry();
    await dispatcher.onCallReport(ringing(request.attemptId));
    const decision = await options.beforeRetry(null);
    expect(decision).toMatchObject({ kind: 'placed', callSid: 'CA1', providerCallId: 'call-1' });
    if (typeof decision !== 'string') answer(decision);
    await stores.untilStatus(draft.id, 'completed');
  });

  test('a claim that another instance has by now ends the attempt', async () => {
    const { draft, options } = await failFirstTry();
    await stores.sql('update reminders set version = version + 1 where id = $1', [draft.id]);
    expect(await options.beforeRetry(null)).toBe('stop');
  });
});

test('a reported call that is in no list of the provider is adopted at the end of the attempt', async () => {
  const draft = createDraft();
  await insert(draft);
  const fake = createFakeCallPlacer();
  const placer = { ...fake, finder: createFinder(() => ({ kind: 'none' })) };
  await startDispatcher({ store: stores.dispatch }, placer);
  const { request, answer } = await fake.next();
  await stores.sql(`update call_attempts set provider_call_id = 'call-1', call_sid = 'CA1' where id = $1`, [
    request.attemptId,
  ]);
  answer(unknown());
  await stores.untilStatus(draft.id, 'completed');
  expect(await stores.reminder(draft.id)).toMatchObject({ callSid: 'CA1', attemptCount: 1 });
});

test('a call that is reported right before its attempt is recorded as unknown is not placed again', async () => {
  const draft = createDraft();
  await insert(draft);
  const { dispatch } = stores;
  const store: DispatchStore = {
    ...dispatch,
    async checkAttempt(claim) {
      const before = await dispatch.checkAttempt(claim);
      await dispatch.report(ringing(claim.attemptId), testPolicy);
      return before;
    },
  };
  const fake = createFakeCallPlacer(() => unknown());
  await startDispatcher({ store }, { ...fake, finder: createFinder(() => ({ kind: 'none' })) });
  await stores.untilStatus(draft.id, 'completed');
  expect(await stores.reminder(draft.id)).toMatchObject({ callSid: 'CA1', attemptCount: 1 });
  expect(fake.calls).toHaveLength(1);
});

test('the call of a dead owner is missing only after its request can no longer become a call', async () => {
  const draft = createDraft();
  await insert(draft);
  const dead = createFakeCallPlacer();
  await startDispatcher({ store: stores.dispatch, startJobs: noJobs }, dead);
  await dead.next();
  await stores.sql(`update dispatcher_instances set lease_expires_at = now() - interval '1 second'`);
  const times = { answerWithinMs: 1_500, graceMs: 500 };
  const next = createFakeCallPlacer(() => placed());
  const { log } = await startDispatcher(
    { store: stores.dispatch, heartbeatMs: 50 },
    { ...next, finder: createFinder(() => ({ kind: 'none' }), times) },
  );
  await log.logged('claims.taken-over');
  const takenOverAtMs = performance.now();
  await next.next();
  expect(performance.now() - takenOverAtMs).toBeGreaterThan(1_900);
});

test('a stop names the attempts whose outcome it leaves open', async () => {
  const draft = createDraft();
  await insert(draft);
  const fake = createFakeCallPlacer(() => unknown());
  const asked = vi.fn((): FoundCall => ({ kind: 'unanswered', reason: 'Timeout' }));
  const placer: CallPlacer = { ...fake, finder: createFinder(asked) };
  const { dispatcher, log } = await startDispatcher({ store: stores.dispatch }, placer);
  await waitFor(() => expect(asked).toHaveBeenCalled());
  await dispatcher.stop(0);
  expect(linesOf(log, 'attempt.unresolved')).toMatchObject([
    { reminderId: draft.id, reason: unknown().reason },
  ]);
});

test('a request that was sent after the lease expired is named in the log', async () => {
  const draft = createDraft();
  await insert(draft);
  const fake = createFakeCallPlacer();
  const clock = createSkippingClock();
  const { log } = await startDispatcher({ store: stores.dispatch, clock, startJobs: noJobs }, fake);
  const { request, options } = await fake.next();
  options.onSent?.();
  expect(linesOf(log, 'call.late')).toEqual([]);
  clock.skip(60_000);
  expect(options.mayLeave()).toBe(false);
  options.onSent?.();
  expect(linesOf(log, 'call.late')).toMatchObject([{ reminderId: draft.id, attemptId: request.attemptId }]);
});

test('nothing is sent later than the time in which calls of the attempt are looked for', async () => {
  const draft = createDraft();
  await insert(draft);
  const fake = createFakeCallPlacer();
  const finder = createFinder(() => ({ kind: 'none' }), { sendWindowMs: 2_000 });
  await startDispatcher({ store: stores.dispatch }, { ...fake, finder });
  const { options } = await fake.next();
  await waitFor(() => expect(options.mayLeave()).toBe(false));
});
