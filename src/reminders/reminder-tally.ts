import type { ReminderStatus } from './lifecycle.ts';

/** How many reminders match a filter. */
export interface Tally {
  /** Statuses without any are left out. */
  readonly byStatus: ReadonlyMap<ReminderStatus, number>;
  /** Whether these are all; else `TALLY_LIMIT` were counted, over all statuses, and there may be more. */
  readonly isExact: boolean;
}

/** How far is counted where a filter names a phone number, a text or the result of a call. */
export const TALLY_LIMIT = 10_000;

export function sumOf({ byStatus }: Tally): number {
  return [...byStatus.values()].reduce((sum, count) => sum + count, 0);
}
