import { outsideRequest } from './request-scope.ts';

/** Time as the dispatcher and the feed see it: injected, so that a simulation can hold it in its hand. */
export interface Clock {
  /** Milliseconds that never run backwards, from an arbitrary start. */
  readonly monotonicMs: () => number;
  /** Milliseconds since 1970 by this machine's clock. */
  readonly wallMs: () => number;
  /** Calls `run` once after `ms`, no earlier; answers what cancels it. */
  readonly setTimer: (ms: number, run: () => void) => () => void;
}

/** Node's timers take at most this many milliseconds and fire at once beyond it. */
const MAX_TIMER_MS = 2_147_483_647;

export const systemClock: Clock = {
  monotonicMs: () => performance.now(),
  wallMs: () => Date.now(),
  setTimer(ms, run) {
    const delayMs = Math.min(Math.max(0, Math.ceil(ms)), MAX_TIMER_MS);
    const timer = outsideRequest(() => setTimeout(run, delayMs));
    return () => clearTimeout(timer);
  },
};

/** Resolves after `ms`, or at once when `signal` aborts. */
export function wait(clock: Clock, ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal?.aborted) return resolve();
    const done = () => {
      cancel();
      signal?.removeEventListener('abort', done);
      resolve();
    };
    const cancel = clock.setTimer(ms, done);
    signal?.addEventListener('abort', done);
  });
}

/** Whether the work, which never rejects, ends within `ms`. */
export async function endsWithin(clock: Clock, work: Promise<unknown>, ms: number): Promise<boolean> {
  const over = new AbortController();
  try {
    return await Promise.race([work.then(() => true), wait(clock, ms, over.signal).then(() => false)]);
  } finally {
    over.abort();
  }
}
