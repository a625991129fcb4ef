import type { Log } from './log.ts';

const EVERY_MS = 60_000;

interface RefusalFields {
  readonly event: string;
  /** One of a fixed few. */
  readonly reason: string;
}

export type SampledWarning = (
  fields: RefusalFields & Readonly<Record<string, unknown>>,
  message: string,
) => void;

/**
 * Warns of each event and reason once a minute, and writes the rest at debug level. For what strangers can cause as often
 * as they like: it is counted each time, and does not fill the disk.
 */
export function createSampledWarning(log: Log, nowMs: () => number): SampledWarning {
  const warnedAtMs = new Map<string, number>();
  return (fields, message) => {
    const key = `${fields.event} ${fields.reason}`;
    const lastMs = warnedAtMs.get(key);
    const isDue = lastMs === undefined || nowMs() - lastMs >= EVERY_MS;
    if (isDue) warnedAtMs.set(key, nowMs());
    log[isDue ? 'warn' : 'debug'](fields, message);
  };
}
