import { describe, expect, test, vi } from 'vitest';
import { askProvider } from '../../src/dispatch/ask-provider.ts';
import type { FoundCall } from '../../src/dispatch/call-placer.ts';
import type { Claim } from '../../src/reminders/dispatch-store.ts';
import { placed, refused, unknown } from '../support/call-outcomes.ts';
import { createManualClock } from '../support/manual-clock.ts';
import { waitFor } from '../support/wait-for.ts';

const claim = { attemptId: 'attempt', startedAt: new Date(0) } as Claim;
const silence: FoundCall = { kind: 'unanswered', reason: 'Timeout' };

function setUp(...answers: FoundCall[]) {
  const clock = createManualClock();
  const find = vi.fn(async () => (answers.length > 1 ? answers.shift() : answers[0]) as FoundCall);
  const stopping = new AbortController();
  const ask = (outcome = unknown(), graceMs = 0) =>
    askProvider(
      { placer: { place: async () => outcome, finder: { find, graceMs } }, clock },
      { claim, outcome },
      stopping.signal,
    );
  return { clock, find, stopping, ask };
}

describe('asking the provider what came of an attempt', () => {
  test('adopts the call that it knows of', async () => {
    expect(await setUp(placed('call-8')).ask()).toEqual(placed('call-8'));
  });

  test('takes its word that the call which it made found no room', async () => {
    const found = refused({ cause: 'capacity', concurrencyLimit: 10 });
    expect(await setUp(found).ask()).toEqual(found);
  });

  test.each([
    [false, null],
    [true, 0],
  ])('makes a failed attempt of it where no call came (abandoned: %s)', async (abandoned, retryAfterMs) => {
    const outcome = await setUp({ kind: 'none' }).ask(unknown({ abandoned, httpStatus: 502 }));
    expect(outcome).toMatchObject({ kind: 'refused', cause: 'attempt', retryAfterMs, httpStatus: 502 });
  });

  test('asks again after the time that the provider takes to list a call, before it believes that none came', async () => {
    const { clock, find, ask } = setUp({ kind: 'none' }, placed('listed-late'));
    const asked = ask(unknown(), 3_000);
    await waitFor(() => expect(clock.pending()).toEqual([3_000]));
    expect(find).toHaveBeenCalledTimes(1);
    clock.advance(3_000);
    expect(await asked).toEqual(placed('listed-late'));
  });

  test('asks on, ever less often, while it does not answer', async () => {
    const { clock, find, ask } = setUp(...Array<FoundCall>(6).fill(silence), placed());
    const asked = ask();
    const waits: number[] = [];
    for (let times = 1; times <= 6; times++) {
      await waitFor(() => expect(clock.pending()).toHaveLength(1));
      expect(find).toHaveBeenCalledTimes(times);
      waits.push(clock.pending()[0] as number);
      clock.advance(10_000);
    }
    expect(await asked).toEqual(placed());
    expect(waits).toEqual([500, 1_000, 2_000, 4_000, 8_000, 10_000]);
  });

  test('leaves it to the next owner when the process stops', async () => {
    const { clock, stopping, ask } = setUp(silence);
    const asked = ask();
    await waitFor(() => expect(clock.pending()).toHaveLength(1));
    stopping.abort();
    expect(await asked).toBeNull();
    expect(clock.pending()).toEqual([]);
  });

  test('leaves the outcome unknown where it cannot be asked', async () => {
    const placer = { place: async () => unknown() };
    const deps = { placer, clock: createManualClock() };
    expect(await askProvider(deps, { claim, outcome: unknown() }, new AbortController().signal)).toEqual(
      unknown(),
    );
  });
});
