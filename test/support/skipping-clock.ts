import { type Clock, systemClock } from '../../src/clock.ts';

export interface SkippingClock extends Clock {
  /** What a process sees that stood still for this time: a lease that was not renewed in it is over. */
  skip(ms: number): void;
}

export function createSkippingClock(): SkippingClock {
  let skippedMs = 0;
  return {
    ...systemClock,
    monotonicMs: () => systemClock.monotonicMs() + skippedMs,
    skip(ms) {
      skippedMs += ms;
    },
  };
}
