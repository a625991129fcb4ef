import type { SqlEntityManager } from '@mikro-orm/sql';
import type { ReminderStore } from '../reminders/reminder-store.ts';
import { applyTransition } from './apply-transition.ts';
import { changesOf } from './changes-of.ts';
import { countReminders } from './count-reminders.ts';
import { attemptsOf, findAttempts, findReminders } from './find-reminders.ts';
import { foldCounts } from './fold-counts.ts';
import { findEarlier, insertReminders } from './insert-reminders.ts';
import { createListReader } from './list-reader.ts';
import { listReminders } from './list-reminders.ts';
import { reminderFromJson } from './reminder-row.ts';
import { sharePages } from './share-pages.ts';
import { tallyReminders } from './tally-reminders.ts';

export interface StoreOptions {
  /** An entity manager of its own for one piece of work. */
  readonly fork: () => SqlEntityManager;
  /** Called after each commit that wrote events. */
  readonly onEvents: () => void;
  /** How many reminders one number may be scheduled for on one day (UTC); default: any number of them. */
  readonly perNumberAndDay?: number | null;
  /** How many rows one statement inserts; default: all that are to be inserted. */
  readonly rowsAtOnce?: number;
}

export function createReminderStore(options: StoreOptions): ReminderStore {
  const { fork, onEvents, perNumberAndDay = null, rowsAtOnce = Number.POSITIVE_INFINITY } = options;
  const readList = createListReader();
  return {
    async insert(drafts, rules) {
      const results = await insertReminders(fork(), drafts, { ...rules, perNumberAndDay, rowsAtOnce });
      onEvents();
      return results;
    },
    async apply(transition) {
      const result = await applyTransition(fork(), transition, perNumberAndDay);
      if (result.kind === 'applied') onEvents();
      return result;
    },
    async findByIdempotencyKey(key) {
      const [earlier] = await findEarlier(fork(), [key]);
      return earlier
        ? { reminder: reminderFromJson(earlier.reminder), fingerprint: earlier.fingerprint }
        : null;
    },
    find: (ids) => findReminders(fork(), ids),
    list: sharePages((request) => listReminders(fork(), request, readList)),
    count: (filter) => countReminders(fork(), filter),
    tally: (filter) => tallyReminders(fork(), filter),
    foldCounts: (limit) => foldCounts(fork(), limit),
    attemptsOf: (reminderIds) => attemptsOf(fork(), reminderIds),
    findAttempts: (ids) => findAttempts(fork(), ids),
    changesOf: (reminderIds, last) => changesOf(fork(), reminderIds, last),
  };
}
