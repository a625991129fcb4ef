import DataLoader from 'dataloader';
import type { CallAttempt } from '../reminders/call-attempt.ts';
import type { ReminderEvent } from '../reminders/event-log.ts';
import type { Reminder } from '../reminders/reminder.ts';
import type { ReminderStore } from '../reminders/reminder-store.ts';

/** Reads that fields ask for one by one, sent to the store together. */
export interface Loaders {
  readonly reminder: DataLoader<string, Reminder | null>;
  readonly attempt: DataLoader<string, CallAttempt | null>;
  /** The attempts of a reminder, oldest first. */
  readonly attemptsOf: DataLoader<string, readonly CallAttempt[]>;
  /** The last changes of a reminder, oldest first. */
  readonly changesOf: DataLoader<LastChanges, readonly ReminderEvent[]>;
}

export interface LastChanges {
  readonly reminderId: string;
  /** How many. */
  readonly last: number;
}

// A subscription lives for hours: a cache would answer its tenth event with what was true at its first.
const options = { cache: false, maxBatchSize: 1_000 };

export function createLoaders(store: ReminderStore): Loaders {
  return {
    reminder: new DataLoader(async (ids) => inOrder(ids, await store.find(unique(ids))), options),
    attempt: new DataLoader(async (ids) => inOrder(ids, await store.findAttempts(unique(ids))), options),
    attemptsOf: new DataLoader(async (reminderIds) => {
      const attempts = await store.attemptsOf(unique(reminderIds));
      const byReminder = Map.groupBy(attempts, ({ reminderId }) => reminderId);
      return reminderIds.map((id) => byReminder.get(id) ?? []);
    }, options),
    // One statement for each number that is asked for: none reads more than its fields paid for.
    changesOf: new DataLoader(async (asked) => {
      const byLast = Map.groupBy(asked, ({ last }) => last);
      const read = await Promise.all(
        [...byLast].map(async ([last, group]) => {
          const events = await store.changesOf(unique(group.map(({ reminderId }) => reminderId)), last);
          return [last, Map.groupBy(events, ({ reminder }) => reminder.id)] as const;
        }),
      );
      const found = new Map(read);
      return asked.map(({ reminderId, last }) => found.get(last)?.get(reminderId) ?? []);
    }, options),
  };
}

function unique(ids: readonly string[]): string[] {
  return [...new Set(ids)];
}

function inOrder<T extends { readonly id: string }>(
  ids: readonly string[],
  rows: readonly T[],
): (T | null)[] {
  const byId = new Map(rows.map((row) => [row.id, row]));
  return ids.map((id) => byId.get(id) ?? null);
}
