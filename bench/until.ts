import { setTimeout as wait } from 'node:timers/promises';

/** Asks every few milliseconds until it is so. */
export async function until(
  isSo: () => Promise<boolean> | boolean,
  { what, withinMs, everyMs = 10 }: { what: string; withinMs: number; everyMs?: number },
): Promise<void> {
  const deadline = performance.now() + withinMs;
  while (!(await isSo())) {
    if (performance.now() > deadline) throw new Error(`Not within ${withinMs} ms: ${what}.`);
    await wait(everyMs);
  }
}

export async function within<T>(work: Promise<T>, { what, ms }: { what: string; ms: number }): Promise<T> {
  const over = new AbortController();
  const late = wait(ms, undefined, { signal: over.signal }).then(() => {
    throw new Error(`Not within ${ms} ms: ${what}.`);
  });
  late.catch(() => {});
  try {
    return await Promise.race([work, late]);
  } finally {
    over.abort();
  }
}
