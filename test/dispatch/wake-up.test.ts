import { describe, expect, test, vi } from 'vitest';
import { createWakeUp } from '../../src/dispatch/wake-up.ts';
import { createManualClock } from '../support/manual-clock.ts';

describe('a wake-up', () => {
  test('wakes once, at the time it was set for', () => {
    const clock = createManualClock();
    const wake = vi.fn();
    createWakeUp(clock, wake).in(100);
    clock.advance(99);
    expect(wake).not.toHaveBeenCalled();
    clock.advance(1);
    expect(wake).toHaveBeenCalledTimes(1);
    clock.advance(1_000);
    expect(wake).toHaveBeenCalledTimes(1);
  });

  test('keeps the earliest of all times it is set for, with one timer', () => {
    const clock = createManualClock();
    const wakeUp = createWakeUp(clock, () => {});
    for (const ms of [500, 200, 900, 300]) wakeUp.in(ms);
    expect(clock.pending()).toEqual([200]);
    clock.advance(50);
    wakeUp.in(100);
    expect(clock.pending()).toEqual([100]);
  });

  test('can be set again from within', () => {
    const clock = createManualClock();
    const wakeUp = createWakeUp(clock, () => wakeUp.in(10));
    wakeUp.in(10);
    clock.advance(35);
    expect(clock.pending()).toEqual([5]);
  });

  test('that is cleared does not wake', () => {
    const clock = createManualClock();
    const wake = vi.fn();
    const wakeUp = createWakeUp(clock, wake);
    wakeUp.in(100);
    wakeUp.clear();
    clock.advance(1_000);
    expect(wake).not.toHaveBeenCalled();
    expect(clock.pending()).toEqual([]);
  });
});
