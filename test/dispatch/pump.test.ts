import { describe, expect, test, vi } from 'vitest';
import type { ClaimPause, DispatchStore } from '../../src/reminders/dispatch-store.ts';
import type { ReminderEvent } from '../../src/reminders/event-log.ts';
import { createManualClock } from '../support/manual-clock.ts';
import { createDraft } from '../support/reminder-drafts.ts';
import { noJobs, startDispatcher } from '../support/test-dispatcher.ts';
import { waitFor } from '../support/wait-for.ts';

const nothingDue = { reason: 'nothing-due', inMs: null } as const;

/** A dispatcher on a database that answers each claim with a pause, in a time that stands still. */
async function setUp(...answers: (ClaimPause | Error)[]) {
  const clock = createManualClock();
  const claimDue = vi.fn(async () => {
    const answer = answers.length > 1 ? answers.shift() : (answers[0] ?? nothingDue);
    if (answer instanceof Error) throw answer;
    return { claims: [], pause: answer ?? nothingDue, databaseMs: clock.wallMs() };
  });
  const store = {
    register: async () => {},
    heartbeat: async () => ({ now: new Date(clock.wallMs()) }),
    deregister: async () => {},
    buryDead: async () => [],
    takeOver: vi.fn(async () => []),
    endedCalls: async () => [],
    claimDue,
  } as unknown as DispatchStore;
  const { dispatcher } = await startDispatcher({ store, clock, startJobs: noJobs, pollWindowMs: 60_000 });
  const claims = (count: number) => waitFor(() => expect(claimDue).toHaveBeenCalledTimes(count));
  await claims(1);
  const inMs = (ms: number) => new Date(clock.wallMs() + ms);
  /** What is set once the last claim was answered. */
  const timers = (...expected: number[]) => waitFor(() => expect(clock.pending()).toEqual(expected));
  return { clock, dispatcher, claims, inMs, timers, store };
}

const freed = (nextAttemptAt: Date | null): ReminderEvent => {
  const draft = createDraft();
  const reminder = { ...draft, nextAttemptAt } as unknown as ReminderEvent['reminder'];
  return {
    reminder,
    previousStatus: 'dispatching',
    call: null,
    position: { transactionId: 1n, sequence: 1n },
    occurredAt: new Date(),
  };
};

describe('a wake-up of the dispatcher', () => {
  test('is set for the next due instant, and another for the rest where its timer was early', async () => {
    const { clock, claims, timers } = await setUp(
      { reason: 'nothing-due', inMs: 500 },
      { reason: 'nothing-due', inMs: 0.25 },
      nothingDue,
    );
    await timers(525);
    clock.advance(525);
    await claims(2);
    await timers(25.25);
    clock.advance(25.25);
    await claims(3);
    await timers();
  });

  test.each([
    ['later is set a moment ahead', 10_000, [9_975]],
    ['and is claimed at the end of the poll window is', 60_050, [60_025]],
    ['and is claimed beyond the poll window is', 60_051, []],
    ['in a moment is', 20, [0]],
    ['already is', -5, [0]],
  ])('for what falls due %s %3$j', async (_, ms, expected) => {
    const { dispatcher, inMs, timers, clock } = await setUp();
    await timers();
    dispatcher.onScheduled(inMs(ms));
    expect(clock.pending()).toEqual(expected);
  });

  test('is brought forward by what falls due earlier, and not put off by what falls due later', async () => {
    const { dispatcher, inMs, clock, timers } = await setUp();
    await timers();
    for (const ms of [30_000, 10_000, 20_000]) dispatcher.onScheduled(inMs(ms));
    expect(clock.pending()).toEqual([9_975]);
  });

  test('is set by an event of another instance', async () => {
    const { dispatcher, inMs, clock, timers } = await setUp();
    await timers();
    dispatcher.onEvent({ ...freed(inMs(7_000)), previousStatus: null });
    expect(clock.pending()).toEqual([6_975]);
  });

  test.each<[string, ClaimPause, number[]]>([
    ['the provider asks to wait', { reason: 'held-back', inMs: 120_000 }, [120_000]],
    ['calls begin too fast', { reason: 'too-fast', inMs: 1_500 }, [1_500]],
    ['dispatch is paused', { reason: 'paused' }, [500]],
    ['no slot is free', { reason: 'no-slot' }, [250]],
    ['the lease was lost', { reason: 'lease-lost' }, []],
  ])('where %s is set for when that may be over', async (_, pause, expected) => {
    const { timers } = await setUp(pause);
    await timers(...expected);
  });

  test('is not set any more after a stop', async () => {
    const { dispatcher, inMs, clock, timers } = await setUp({ reason: 'no-slot' });
    await timers(250);
    dispatcher.onEvent(freed(null));
    expect(clock.pending()).toEqual([5, 250]);
    await dispatcher.stop(0);
    dispatcher.onScheduled(inMs(100));
    expect(clock.pending()).toEqual([]);
  });
});

describe('the dispatcher', () => {
  test('claims soon after slots are freed elsewhere, once for all of them, if it lacked one', async () => {
    const { clock, dispatcher, claims, timers } = await setUp({ reason: 'no-slot' }, nothingDue);
    await timers(250);
    dispatcher.onEvent(freed(null));
    dispatcher.onEvent(freed(null));
    expect(clock.pending()).toEqual([5, 250]);
    clock.advance(5);
    await claims(2);
    dispatcher.onEvent(freed(null));
    expect(clock.pending()).toEqual([245]);
    dispatcher.onResumed();
    await claims(3);
  });

  test('tries again in a second while the database is away, and then looks first for claims that got lost', async () => {
    const { clock, claims, timers, store } = await setUp(new Error('Away'), new Error('Away'), nothingDue);
    expect(store.takeOver).toHaveBeenCalledTimes(1);
    await timers(1_000);
    clock.advance(1_000);
    await claims(2);
    expect(store.takeOver).toHaveBeenCalledTimes(2);
    await timers(1_000);
    clock.advance(1_000);
    await claims(3);
    await timers();
    expect(store.takeOver).toHaveBeenCalledTimes(3);
  });
});
