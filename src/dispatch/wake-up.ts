import type { Clock } from '../clock.ts';

export interface WakeUp {
  /** Wakes in `ms`, unless it will wake before that anyway. */
  in(ms: number): void;
  clear(): void;
}

/** One timer for the next instant at which there is something to do. */
export function createWakeUp(clock: Clock, wake: () => void): WakeUp {
  let pending: { readonly atMs: number; readonly cancel: () => void } | null = null;

  function clear() {
    pending?.cancel();
    pending = null;
  }

  return {
    in(ms) {
      const atMs = clock.monotonicMs() + ms;
      if (pending && pending.atMs <= atMs) return;
      clear();
      const cancel = clock.setTimer(ms, () => {
        pending = null;
        wake();
      });
      pending = { atMs, cancel };
    },
    clear,
  };
}
