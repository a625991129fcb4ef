import { describe, expect, test, vi } from 'vitest';
import type { FoundCall, LookupRequest } from '../../src/dispatch/call-placer.ts';
import { reconcile } from '../../src/dispatch/reconcile.ts';
import type { CallOutcome } from '../../src/reminders/call-outcome.ts';
import { placed, refused, rejected, unknown } from '../support/call-outcomes.ts';
import { createManualClock } from '../support/manual-clock.ts';

const attempt: LookupRequest = {
  reminderId: 'reminder',
  attemptId: 'attempt',
  callerId: null,
  startedAt: new Date(0),
};
const none: FoundCall = { kind: 'none' };
const silence: FoundCall = { kind: 'unanswered', reason: 'Timeout' };

interface SetUp {
  readonly answerWithinMs?: number;
  readonly graceMs?: number;
  readonly sent?: 'just now' | 'by another process';
}

/** A provider in the test's hand: each look-up waits until the test answers it. */
function setUp({ answerWithinMs = 15_000, graceMs = 10_000, sent = 'just now' }: SetUp = {}) {
  const clock = createManualClock();
  const startMs = clock.monotonicMs();
  const asked: { readonly atMs: number; readonly answer: (found: FoundCall) => void }[] = [];
  const find = () =>
    new Promise<FoundCall>((answer) => {
      asked.push({ atMs: clock.monotonicMs() - startMs, answer });
    });
  const late = Promise.withResolvers<CallOutcome | null>();
  const close = vi.fn();
  const onUnanswered = vi.fn();
  const aborting = new AbortController();
  const result = reconcile(
    { finder: { find, answerWithinMs, graceMs, sendWindowMs: 0 }, clock, onUnanswered },
    {
      attempt,
      sent: sent === 'just now' ? { sentAtMs: startMs, lateOutcome: late.promise, close } : null,
    },
    aborting.signal,
  );
  let isOver = false;
  void result.then(() => {
    isOver = true;
  });
  const settle = () => new Promise((resolve) => setImmediate(resolve));
  /** Lets time pass to the next look-up, and answers it. */
  async function answerNext(found: FoundCall, afterMs = 0) {
    await settle();
    const [next] = clock.pending();
    if (next !== undefined) clock.advance(next);
    await settle();
    const question = asked.at(-1);
    clock.advance(afterMs);
    question?.answer(found);
    await settle();
  }
  return {
    clock,
    asked,
    result,
    late,
    close,
    onUnanswered,
    aborting,
    answerNext,
    isOver: () => isOver,
    settle,
  };
}

describe('a call that may have been placed', () => {
  test.each([placed('call-8'), refused({ cause: 'capacity', concurrencyLimit: 10 }), rejected()])(
    'is what the provider says of it, as soon as it finds it',
    async (found) => {
      const { answerNext, result, close } = setUp();
      await answerNext(found);
      expect(await result).toEqual(found);
      expect(close).toHaveBeenCalled();
    },
  );

  test('does not exist once the provider says so twice, a grace apart, after the longest that the request may take', async () => {
    const { asked, answerNext, result, close } = setUp();
    while (asked.at(-1)?.atMs !== 25_000) await answerNext(none);
    expect(await result).toEqual(none);
    const believable = asked.map(({ atMs }) => atMs).filter((atMs) => atMs >= 15_000);
    expect(believable).toEqual([15_000, 25_000]);
    expect(close).toHaveBeenCalled();
  });

  test('is looked up from the start, since one that exists is found at once', async () => {
    const { asked, answerNext, result } = setUp();
    await answerNext(none);
    await answerNext(none);
    await answerNext(placed('listed-late'));
    expect(await result).toEqual(placed('listed-late'));
    expect(asked.map(({ atMs }) => atMs)).toEqual([0, 500, 1_500]);
  });

  test('is not ruled out by an answer that came after a silence, before a grace has passed', async () => {
    const { asked, answerNext, isOver, result } = setUp();
    while ((asked.at(-1)?.atMs ?? 0) < 15_000) await answerNext(none);
    await answerNext(silence);
    await answerNext(none);
    expect(isOver()).toBe(false);
    const firstAtMs = asked.at(-1)?.atMs as number;
    await answerNext(none);
    expect(await result).toEqual(none);
    expect(asked.at(-1)?.atMs).toBe(firstAtMs + 10_000);
  });

  test('is not ruled out by a question that the provider answered long after it was asked', async () => {
    const { asked, answerNext, isOver, result } = setUp();
    // A provider that stands still for 27 s answers the look-up before it works on the request.
    await answerNext(none, 27_000);
    expect(isOver()).toBe(false);
    await answerNext(none);
    expect(isOver()).toBe(false);
    await answerNext(placed('worked-on-later'));
    expect(await result).toEqual(placed('worked-on-later'));
    expect(asked.map(({ atMs }) => atMs)).toEqual([0, 27_000, 37_000]);
  });

  test('is ruled out a grace after that answer, not after its question', async () => {
    const { asked, answerNext, result } = setUp({ answerWithinMs: 0 });
    await answerNext(none, 27_000);
    await answerNext(none);
    expect(await result).toEqual(none);
    expect(asked.map(({ atMs }) => atMs)).toEqual([0, 37_000]);
  });

  test('counts the time of another process’s request from the take-over', async () => {
    const { asked, answerNext, isOver, result } = setUp({
      sent: 'by another process',
      answerWithinMs: 300_000,
    });
    while ((asked.at(-1)?.atMs ?? 0) < 300_000) await answerNext(none);
    expect(isOver()).toBe(false);
    await answerNext(none);
    expect(await result).toEqual(none);
    expect(asked.at(-1)?.atMs).toBe(310_000);
  });

  test.each([placed('answered-late'), rejected(402)])(
    'is what the late answer to its request says, while a look-up is under way or awaited',
    async (outcome) => {
      for (const isAsking of [true, false]) {
        const { late, answerNext, result, settle, clock } = setUp();
        await settle();
        if (!isAsking) await answerNext(none);
        late.resolve(outcome);
        expect(await result).toEqual(outcome);
        expect(clock.pending()).toEqual([]);
      }
    },
  );

  test.each([unknown({ httpStatus: 504 }), null])(
    'is looked up on where that answer says nothing',
    async (outcome) => {
      const { late, answerNext, result } = setUp();
      late.resolve(outcome);
      await answerNext(none);
      await answerNext(placed());
      expect(await result).toEqual(placed());
    },
  );

  test('is looked up ever less often while the provider does not answer, which is reported each time', async () => {
    const { asked, answerNext, result, onUnanswered } = setUp();
    for (let times = 0; times < 7; times += 1) await answerNext(silence);
    await answerNext(placed());
    expect(await result).toEqual(placed());
    const gaps = asked.slice(1).map(({ atMs }, index) => atMs - (asked[index]?.atMs ?? 0));
    expect(gaps).toEqual([500, 1_000, 2_000, 4_000, 8_000, 10_000, 10_000]);
    expect(onUnanswered.mock.calls.map(([, forMs]) => forMs)).toEqual([
      0, 500, 1_500, 3_500, 7_500, 15_500, 25_500,
    ]);
  });

  test('is left to the next owner when the process stops', async () => {
    const { aborting, answerNext, result, clock, close } = setUp();
    await answerNext(silence);
    aborting.abort();
    expect(await result).toBeNull();
    expect(clock.pending()).toEqual([]);
    expect(close).toHaveBeenCalled();
  });
});
