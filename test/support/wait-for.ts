import { vi } from 'vitest';

/** Longer than a busy machine may stand still. Only a test that fails takes it. */
const PATIENCE_MS = 60_000;
const INTERVAL_MS = 20;

interface Patience {
  readonly timeout?: number;
  readonly interval?: number;
}

/** Like `vi.waitFor`, which gives up after one second. */
export function waitFor<T>(look: () => T | Promise<T>, patience: Patience = {}): Promise<T> {
  return vi.waitFor(look, { timeout: PATIENCE_MS, interval: INTERVAL_MS, ...patience });
}

/** Like `vi.waitUntil`, which gives up after one second: resolves with the first result that is truthy. */
export function waitUntil<T>(look: () => T | Promise<T>, patience: Patience = {}) {
  return vi.waitUntil(look, { timeout: PATIENCE_MS, interval: INTERVAL_MS, ...patience });
}
