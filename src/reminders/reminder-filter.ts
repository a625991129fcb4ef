import type { CallResult } from './call-report.ts';
import type { ReminderStatus } from './lifecycle.ts';
import type { Reminder } from './reminder.ts';

/** Which reminders are meant; what is left out does not narrow. */
export interface ReminderFilter {
  readonly status?: readonly ReminderStatus[] | undefined;
  readonly callResult?: readonly CallResult[] | undefined;
  /** E.164. */
  readonly phoneNumber?: string | undefined;
  /** Inclusive. */
  readonly scheduledFrom?: Date | undefined;
  /** Exclusive. */
  readonly scheduledUntil?: Date | undefined;
  /** Part of the message, case-insensitive. */
  readonly search?: string | undefined;
}

/** The filter as the feed applies it to every event; the store says the same in SQL. */
export function createMatcher(filter: ReminderFilter): (reminder: Reminder) => boolean {
  const search = filter.search?.toLowerCase();
  const lowered = { ...filter, search };
  return (reminder) => matches(reminder, lowered);
}

/** `search` is in lower case. */
function matches(reminder: Reminder, filter: ReminderFilter): boolean {
  if (filter.status && !filter.status.includes(reminder.status)) return false;
  if (filter.callResult && !(reminder.callResult && filter.callResult.includes(reminder.callResult)))
    return false;
  if (filter.phoneNumber !== undefined && filter.phoneNumber !== reminder.phoneNumber) return false;
  if (filter.scheduledFrom && reminder.scheduledTime < filter.scheduledFrom) return false;
  if (filter.scheduledUntil && reminder.scheduledTime >= filter.scheduledUntil) return false;
  return !filter.search || reminder.message.toLowerCase().includes(filter.search);
}
