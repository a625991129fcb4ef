import type { Clock } from '../../src/clock.ts';

export interface ManualClock extends Clock {
  /** Lets time pass: runs what falls due on the way, in order. */
  advance(ms: number): void;
  /** In how many milliseconds the timers that are set will run, soonest first. */
  pending(): number[];
}

/** A clock that stands still until it is told to go on. */
export function createManualClock(wallStartMs = Date.UTC(2030, 0, 1)): ManualClock {
  let nowMs = 1_000;
  const timers = new Set<{ readonly atMs: number; readonly run: () => void }>();
  const soonest = () => [...timers].sort((a, b) => a.atMs - b.atMs)[0];
  return {
    monotonicMs: () => nowMs,
    wallMs: () => wallStartMs + nowMs,
    setTimer(ms, run) {
      const timer = { atMs: nowMs + ms, run };
      timers.add(timer);
      return () => void timers.delete(timer);
    },
    advance(ms) {
      const untilMs = nowMs + ms;
      for (let timer = soonest(); timer && timer.atMs <= untilMs; timer = soonest()) {
        timers.delete(timer);
        nowMs = Math.max(nowMs, timer.atMs);
        timer.run();
      }
      nowMs = untilMs;
    },
    pending: () => [...timers].map(({ atMs }) => atMs - nowMs).sort((a, b) => a - b),
  };
}
