import { beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { type Clock, systemClock } from '../../src/clock.ts';
import { placed, refused, rejected, unknown } from '../support/call-outcomes.ts';
import { createFakeCallPlacer } from '../support/fake-call-placer.ts';
import { testPolicy } from '../support/policy.ts';
import { createDraft, createDrafts, msFromNow } from '../support/reminder-drafts.ts';
import { createTestDatabase } from '../support/test-database.ts';
import { nextCalls, startDispatcher } from '../support/test-dispatcher.ts';
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

describe('a dispatcher', () => {
  test('rings what is due when it starts, and records what came of it', async () => {
    const draft = createDraft();
    await insert(draft);
    const placer = createFakeCallPlacer();
    await startDispatcher({ store: stores.dispatch }, placer);
    const call = await placer.next();
    expect(call.request).toMatchObject({
      reminderId: draft.id,
      phoneNumber: draft.phoneNumber,
      message: draft.message,
    });
    expect(await stores.reminder(draft.id)).toMatchObject({ status: 'dispatching' });
    call.answer(placed('call-5'));
    await stores.untilStatus(draft.id, 'completed');
    expect(await stores.reminder(draft.id)).toMatchObject({ callSid: 'call-5', retryCount: 1 });
  });

  test('rings again after each failed attempt until the budget is spent', async () => {
    const draft = createDraft({ maxRetryAttempts: 3 });
    await insert(draft);
    const placer = createFakeCallPlacer(() => refused({ reason: 'Busy.' }));
    await startDispatcher(
      { store: stores.dispatch, policy: { ...testPolicy, retryDelayMs: () => 10 } },
      placer,
    );
    await stores.untilStatus(draft.id, 'failed');
    expect(placer.calls).toHaveLength(3);
    expect(await stores.reminder(draft.id)).toMatchObject({ retryCount: 3, failureReason: 'Busy.' });
    const attempts = await stores.reminders.attemptsOf([draft.id]);
    expect(attempts.map(({ number, outcome }) => [number, outcome])).toEqual([
      [1, 'refused'],
      [2, 'refused'],
      [3, 'refused'],
    ]);
  });

  test('claims nothing because a call ended, where nothing else was due', async () => {
    const claimDue = vi.fn(stores.dispatch.claimDue);
    const placer = createFakeCallPlacer(() => placed());
    const { dispatcher } = await startDispatcher({ store: { ...stores.dispatch, claimDue } }, placer);
    // A claim under way could see a reminder that is created meanwhile, and be followed by another.
    await waitFor(() => expect(claimDue).toHaveResolvedTimes(1));
    for (const claims of [2, 3]) {
      const draft = createDraft();
      await insert(draft);
      dispatcher.onScheduled(draft.scheduledTime);
      await stores.untilStatus(draft.id, 'completed');
      expect(claimDue).toHaveBeenCalledTimes(claims);
    }
  });

  test('looks again once after it deferred reminders, and calls what was due behind them', async () => {
    const full = createDrafts(20);
    const behind = createDraft({ phoneNumber: '+14155550124', scheduledTime: msFromNow(-10_000) });
    await insert(...full, behind);
    const claimDue = vi.fn(stores.dispatch.claimDue);
    const placer = createFakeCallPlacer(() => placed());
    const { log } = await startDispatcher(
      { store: { ...stores.dispatch, claimDue }, concurrency: 1, limits: { callsPerNumberAndDay: 1 } },
      placer,
    );
    await stores.untilStatus(behind.id, 'completed');
    expect(placer.calls.map(({ request }) => request.phoneNumber)).toEqual(['+14155550123', '+14155550124']);
    const deferred = log.lines.filter(({ event }) => event === 'reminders.deferred');
    expect(deferred.map(({ fields }) => fields['count'])).toEqual([19]);
    // One for each call, the one that deferred, and those for slots that became free.
    expect(claimDue.mock.calls.length).toBeLessThanOrEqual(5);
  });

  test('claims again where a call ended while a claim was under way that then lacked a slot', async () => {
    await insert(createDraft());
    const ended = Promise.withResolvers<void>();
    const claimDue = vi.fn(stores.dispatch.claimDue);
    const store = {
      ...stores.dispatch,
      claimDue,
      async record(...args: Parameters<typeof stores.dispatch.record>) {
        const recorded = await stores.dispatch.record(...args);
        setImmediate(ended.resolve);
        return recorded;
      },
    };
    // Without the poll that would find it later.
    const setTimer: Clock['setTimer'] = (ms, run) => (ms === 250 ? () => {} : systemClock.setTimer(ms, run));
    const placer = createFakeCallPlacer();
    const { dispatcher } = await startDispatcher({ store, clock: { ...systemClock, setTimer } }, placer);
    const call = await placer.next();
    claimDue.mockImplementationOnce(async () => {
      call.answer(placed());
      await ended.promise;
      return { claims: [], deferred: 0, pause: { reason: 'no-slot' }, databaseMs: Date.now() };
    });
    dispatcher.onScheduled(new Date());
    await waitFor(() => expect(claimDue).toHaveBeenCalledTimes(3));
  });

  test('fails at once what is rejected, and goes on with the others', async () => {
    const drafts = [createDraft({ message: 'bad' }), createDraft()] as const;
    await insert(...drafts);
    const placer = createFakeCallPlacer(({ request }) => (request.message === 'bad' ? rejected() : placed()));
    await startDispatcher({ store: stores.dispatch }, placer);
    await stores.untilStatus(drafts[0].id, 'failed');
    await stores.untilStatus(drafts[1].id, 'completed');
  });

  test('sends the idempotency key of an attempt whose outcome is unknown again', async () => {
    await insert(createDraft());
    const placer = createFakeCallPlacer();
    await startDispatcher(
      { store: stores.dispatch, policy: { ...testPolicy, retryDelayMs: () => 0 } },
      placer,
    );
    const first = await placer.next();
    first.answer(unknown());
    const second = await placer.next();
    expect(second.request.idempotencyKey).toBe(first.request.idempotencyKey);
    expect(second.request.attemptId).not.toBe(first.request.attemptId);
  });

  test('takes a placer that throws for an unknown outcome', async () => {
    const draft = createDraft({ maxRetryAttempts: 1 });
    await insert(draft);
    const { log } = await startDispatcher(
      { store: stores.dispatch },
      { place: () => Promise.reject(new Error('Defect')) },
    );
    await stores.untilStatus(draft.id, 'failed');
    expect(log.lines).toContainEqual(expect.objectContaining({ level: 'error', event: 'place.defect' }));
    expect((await stores.reminders.attemptsOf([draft.id]))[0]?.outcome).toBe('unknown');
  });

  test('gives a reminder back without cost when the provider has no room, and holds everybody back', async () => {
    const draft = createDraft();
    await insert(draft);
    const placer = createFakeCallPlacer(() =>
      refused({ cause: 'capacity', retryAfterMs: 60_000, httpStatus: 429 }),
    );
    await startDispatcher({ store: stores.dispatch }, placer);
    const givenBack = { status: 'scheduled', retryCount: 0, attemptCount: 1 };
    await waitFor(async () => expect(await stores.reminder(draft.id)).toMatchObject(givenBack));
    const held = await stores.sql(
      `select from dispatch_control where held_back_until > now() + interval '50 s'`,
    );
    expect(held).toHaveLength(1);
  });
});

describe('the instant', () => {
  /** Its timers fire after half of the time, as a clock that was set does. */
  const hastyClock: Clock = { ...systemClock, setTimer: (ms, run) => systemClock.setTimer(ms / 2, run) };

  test.each([
    ['timers that keep time', systemClock],
    ['timers that fire early', hastyClock],
  ])('comes before the call, with %s, and no tick is needed for it', async (_, clock) => {
    const drafts = Array.from({ length: 20 }, (_each, index) =>
      createDraft({ scheduledTime: msFromNow(150 + index * 25) }),
    );
    await insert(...drafts);
    const placer = createFakeCallPlacer(() => placed());
    await startDispatcher({ store: stores.dispatch, clock, concurrency: 30 }, placer);
    const calls = await nextCalls(placer, 20);
    const times = new Map(drafts.map(({ id, scheduledTime }) => [id, scheduledTime.getTime()]));
    const lateMs = calls.map(
      ({ request, askedAt }) => askedAt.getTime() - (times.get(request.reminderId) as number),
    );
    expect(Math.min(...lateMs)).toBeGreaterThanOrEqual(0);
    // Half of a tick.
    expect(Math.max(...lateMs)).toBeLessThan(30_000);
  });

  test('of a reminder that is made while the dispatcher runs wakes it', async () => {
    const placer = createFakeCallPlacer(() => placed());
    const { dispatcher } = await startDispatcher({ store: stores.dispatch }, placer);
    const draft = createDraft({ scheduledTime: msFromNow(100) });
    await insert(draft);
    dispatcher.onScheduled(draft.scheduledTime);
    const call = await placer.next();
    expect(call.askedAt.getTime()).toBeGreaterThanOrEqual(draft.scheduledTime.getTime());
  });

  test('is read from the clock of the database', async () => {
    const wrongClock: Clock = { ...systemClock, wallMs: () => Date.now() + 3_600_000 };
    const { dispatcher } = await startDispatcher({ store: stores.dispatch, clock: wrongClock });
    expect(Math.abs(dispatcher.now().getTime() - Date.now())).toBeLessThan(600_000);
  });
});

describe('slots', () => {
  test('are filled again as soon as they are free', async () => {
    await insert(...createDrafts(5));
    const placer = createFakeCallPlacer();
    await startDispatcher({ store: stores.dispatch, concurrency: 2 }, placer);
    const [first, second] = await nextCalls(placer, 2);
    expect(placer.calls).toHaveLength(2);
    first?.answer(placed());
    const third = await placer.next();
    expect(placer.inFlight()).toBe(2);
    second?.answer(placed());
    third.answer(placed());
    await nextCalls(placer, 2);
  });

  test('are never overdrawn, by two dispatchers neither', async () => {
    await insert(...createDrafts(40));
    const placer = createFakeCallPlacer();
    const inFlight = () => stores.reminders.count({ status: ['dispatching'] });
    const dispatchers = [0, 1].map(async () => {
      const claimDue = vi.fn(stores.dispatch.claimDue);
      await startDispatcher({ store: { ...stores.dispatch, claimDue }, concurrency: 4 }, placer);
      await waitFor(() => expect(claimDue.mock.settledResults[0]?.type).toBe('fulfilled'));
    });
    await Promise.all(dispatchers);
    // Each has claimed, alone it may have four, and every call stays in flight.
    expect(await inFlight()).toBe(4);
    for (let answered = 0; answered < 40; answered++) {
      const call = await placer.next();
      expect(await inFlight()).toBeLessThanOrEqual(4);
      call.answer(placed());
    }
    await waitFor(async () => expect(await stores.reminders.count({ status: ['completed'] })).toBe(40));
    expect(placer.mostAtOnce).toBe(4);
    expect(new Set(placer.calls.map(({ request }) => request.reminderId)).size).toBe(40);
  });
});

describe('a pause', () => {
  test('keeps due reminders from being rung until it is over', async () => {
    await stores.dispatch.pause('Maintenance');
    await insert(createDraft());
    const placer = createFakeCallPlacer(() => placed());
    const claimDue = vi.spyOn(stores.dispatch, 'claimDue');
    const { dispatcher } = await startDispatcher({ store: stores.dispatch }, placer);
    await waitFor(async () =>
      expect(await claimDue.mock.results[0]?.value).toMatchObject({
        claims: [],
        pause: { reason: 'paused' },
      }),
    );
    expect(placer.calls).toEqual([]);
    await stores.dispatch.resume();
    dispatcher.onResumed();
    await placer.next();
  });

  test('that another instance ended is noticed without being told', async () => {
    await stores.dispatch.pause(null);
    await insert(createDraft());
    const placer = createFakeCallPlacer(() => placed());
    await startDispatcher({ store: stores.dispatch }, placer);
    await stores.dispatch.resume();
    await placer.next();
  });
});
