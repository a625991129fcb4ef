import { isAfter, type ReminderEvent } from '../../src/reminders/event-log.ts';
import type { Reminder } from '../../src/reminders/reminder.ts';
import type { ReminderDraft } from '../../src/reminders/reminder-draft.ts';
import { createMatcher, type ReminderFilter } from '../../src/reminders/reminder-filter.ts';
import type {
  ReminderPage,
  ReminderPageRequest,
  ReminderPosition,
} from '../../src/reminders/reminder-page.ts';
import type { ApplyResult, InsertResult } from '../../src/reminders/reminder-store.ts';
import type { Tally } from '../../src/reminders/reminder-tally.ts';
import type { Transition } from '../../src/reminders/transition.ts';
import { type MemoryDatabase, toCallAttempt } from './memory-database.ts';

/** ReminderStore's verbs on the memory database, each done at once. */
export function memoryReminders(database: MemoryDatabase) {
  const { reminders, attempts, nowMs } = database;
  const all = () => [...reminders.values()].map(({ reminder }) => reminder);
  const findByKey = (key: string) =>
    [...reminders.values()].find(({ idempotency }) => idempotency?.key === key);

  function insertOne(draft: ReminderDraft): InsertResult {
    const { id, phoneNumber, message, scheduledTime, maxRetryAttempts, idempotency } = draft;
    const before = idempotency && findByKey(idempotency.key);
    if (before) {
      return before.idempotency?.fingerprint === idempotency.fingerprint
        ? { kind: 'replayed', reminder: before.reminder }
        : { kind: 'conflict', idempotencyKey: idempotency.key };
    }
    const now = new Date(nowMs());
    const reminder: Reminder = {
      id,
      phoneNumber,
      message,
      scheduledTime,
      status: 'scheduled',
      retryCount: 0,
      maxRetryAttempts,
      attemptCount: 0,
      nextAttemptAt: scheduledTime,
      deferral: null,
      lastRunAt: null,
      callSid: null,
      callResult: null,
      failureReason: null,
      version: 1,
      createdAt: now,
      updatedAt: now,
    };
    const fresh = { claimedBy: null, unsettledKey: null, freeAttempts: 0, unresolved: false };
    database.write({ reminder, idempotency, ...fresh }, null);
    return { kind: 'inserted', reminder };
  }

  return {
    insert(
      drafts: readonly ReminderDraft[],
      { allOrNothing }: { readonly allOrNothing: boolean },
    ): InsertResult[] {
      const before = { reminders: new Map(reminders), events: [...database.events] };
      const results = drafts.map(insertOne);
      if (allOrNothing && results.some(({ kind }) => kind === 'conflict')) {
        reminders.clear();
        for (const [id, record] of before.reminders) reminders.set(id, record);
        database.events = before.events;
      }
      return results;
    },
    apply(transition: Transition): ApplyResult {
      const record = reminders.get(transition.reminderId);
      if (!record) return { kind: 'not-found', id: transition.reminderId };
      const { reminder } = record;
      const { expectedVersion, from, to, changes } = transition;
      if (expectedVersion !== null && reminder.version !== expectedVersion) {
        return { kind: 'version-conflict', expectedVersion, reminder };
      }
      if (!from.includes(reminder.status))
        return { kind: 'status-conflict', step: transition.step, reminder };
      const now = new Date(nowMs());
      const { nextAttemptAt, freshBudget, ...edits } = changes;
      const isForAnother = edits.phoneNumber !== undefined && edits.phoneNumber !== reminder.phoneNumber;
      const after: Reminder = {
        ...reminder,
        ...edits,
        status: to,
        version: reminder.version + 1,
        updatedAt: now,
        nextAttemptAt:
          nextAttemptAt === undefined
            ? reminder.deferral !== null && isForAnother
              ? now
              : reminder.nextAttemptAt
            : nextAttemptAt === 'now'
              ? now
              : nextAttemptAt,
        deferral: nextAttemptAt === undefined && !isForAnother ? reminder.deferral : null,
        ...(freshBudget && { retryCount: 0, failureReason: null, callResult: null }),
      };
      const unsettledKey = freshBudget ? null : record.unsettledKey;
      const freeAttempts = freshBudget ? 0 : record.freeAttempts;
      database.write({ ...record, reminder: after, unsettledKey, freeAttempts }, reminder.status);
      return { kind: 'applied', reminder: after };
    },
    findByIdempotencyKey(key: string) {
      const record = findByKey(key);
      return record?.idempotency
        ? { reminder: record.reminder, fingerprint: record.idempotency.fingerprint }
        : null;
    },
    find: (ids: readonly string[]) => all().filter(({ id }) => ids.includes(id)),
    list(request: ReminderPageRequest): ReminderPage {
      const { field, direction } = request.order;
      const sign = direction === 'asc' ? 1 : -1;
      const compare = (a: ReminderPosition, b: ReminderPosition) =>
        sign * (a.value.getTime() - b.value.getTime() || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));
      const position = (reminder: Reminder) => ({ value: reminder[field], id: reminder.id });
      const { after, before, take } = request;
      const range = all()
        .filter(createMatcher(request.filter))
        .filter((reminder) => !after || compare(position(reminder), after) > 0)
        .filter((reminder) => !before || compare(position(reminder), before) < 0)
        .sort((a, b) => compare(position(a), position(b)));
      const page = take.from === 'start' ? range.slice(0, take.count) : range.slice(-take.count);
      return { reminders: page, hasMore: range.length > take.count };
    },
    count: (filter: ReminderFilter) => all().filter(createMatcher(filter)).length,
    tally(filter: ReminderFilter): Tally {
      const matching = all().filter(createMatcher(filter));
      const groups = Map.groupBy(matching, ({ status }) => status);
      return {
        byStatus: new Map([...groups].map(([status, group]) => [status, group.length])),
        isExact: true,
      };
    },
    // It counts whenever it is asked.
    foldCounts: (_limit: number) => 0,
    attemptsOf: (reminderIds: readonly string[]) =>
      [...attempts.values()]
        .filter(({ reminderId }) => reminderIds.includes(reminderId))
        .map(toCallAttempt)
        .sort((a, b) =>
          a.reminderId === b.reminderId ? a.number - b.number : a.reminderId < b.reminderId ? -1 : 1,
        ),
    findAttempts: (ids: readonly string[]) =>
      [...attempts.values()].filter(({ id }) => ids.includes(id)).map(toCallAttempt),
    changesOf(reminderIds: readonly string[], last: number): ReminderEvent[] {
      const readable = database.events
        .filter(({ call, position }) => call === null && position.transactionId < database.oldestRunning())
        .sort((a, b) => (isAfter(a.position, b.position) ? 1 : -1));
      return reminderIds
        .toSorted()
        .flatMap((id) => readable.filter(({ reminder }) => reminder.id === id).slice(-last));
    },
  };
}
