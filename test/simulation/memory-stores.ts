import { v7 as uuidv7 } from 'uuid';
import { type Stores, storesOf, type Tampering } from '../support/test-stores.ts';
import { createMemoryDatabase, type MemoryDatabase } from './memory-database.ts';
import { memoryDispatch } from './memory-dispatch-store.ts';
import { memoryEventLog } from './memory-event-log.ts';
import { memoryReminders } from './memory-reminder-store.ts';

type Verbs<Store> = {
  readonly [Verb in keyof Store]: Store[Verb] extends (...args: infer Args) => Promise<infer Result>
    ? (...args: Args) => Result
    : never;
};

/** The simulation's database as the ports have it: each verb is a transaction of its own, done a moment later. */
export function createMemoryStores(): Stores {
  const database = createMemoryDatabase(() => Date.now());
  return storesOf({
    reminders: later<Stores['reminders']>(database, memoryReminders(database)),
    dispatch: later<Stores['dispatch']>(database, memoryDispatch(database, uuidv7)),
    events: later<Stores['events']>(database, memoryEventLog(database)),
    tamper: tampering(database),
    async clear() {
      database.reminders.clear();
      database.attempts.clear();
      database.instances.clear();
      database.events = [];
      Object.assign(database.control, createMemoryDatabase(() => 0).control);
    },
  });
}

function later<Store extends object>(database: MemoryDatabase, verbs: Verbs<Store>): Store {
  const entries = Object.entries(verbs) as [string, (...args: unknown[]) => unknown][];
  return Object.fromEntries(
    entries.map(([name, verb]) => [
      name,
      async (...args: unknown[]) => {
        await null;
        return database.commit(database.begin(), () => verb(...args));
      },
    ]),
  ) as Store;
}

function tampering(database: MemoryDatabase): Tampering {
  const past = () => database.nowMs() - 1;
  return {
    async putInStatus(ids, status) {
      for (const id of ids) {
        const record = database.reminders.get(id);
        if (!record) continue;
        const { scheduledTime, maxRetryAttempts } = record.reminder;
        const retryCount = { completed: 1, failed: maxRetryAttempts, cancelled: 2 }[status as string] ?? 0;
        const nextAttemptAt = status === 'scheduled' ? scheduledTime : null;
        const failureReason = status === 'failed' ? 'No route.' : null;
        const claimedBy = status === 'dispatching' ? uuidv7() : null;
        const attemptCount = status === 'dispatching' || status === 'calling' ? 1 : 0;
        const reminder = {
          ...record.reminder,
          status,
          retryCount,
          nextAttemptAt,
          failureReason,
          attemptCount,
        };
        database.replace({ ...record, reminder, claimedBy });
      }
    },
    async spreadInstants() {
      const epochMs = Date.UTC(2030, 0, 1);
      const nowMs = database.nowMs();
      for (const record of database.reminders.values()) {
        const { scheduledTime, retryCount } = record.reminder;
        const createdAt = new Date(nowMs + scheduledTime.getTime() - epochMs);
        const updatedAt = new Date(nowMs - retryCount * 3_600_000);
        database.replace({ ...record, reminder: { ...record.reminder, createdAt, updatedAt } });
      }
    },
    async ageEvents(events) {
      const sequences = new Set(events.map(({ position }) => position.sequence));
      const occurredAt = new Date(database.nowMs() - 2 * 3_600_000);
      database.events = database.events.map((event) =>
        sequences.has(event.position.sequence) ? { ...event, occurredAt } : event,
      );
    },
    async setClockBack(ms) {
      const { control, instances, attempts } = database;
      const later = (date: Date | null) => date && new Date(date.getTime() + ms);
      control.heldBackUntilMs += ms;
      control.nextCallAtMs += ms;
      control.used = control.used.map((each) => ({ ...each, atMs: each.atMs + ms }));
      if (control.concurrencyLimit) {
        const confirmedAt = new Date(control.concurrencyLimit.confirmedAt.getTime() + ms);
        control.concurrencyLimit = { ...control.concurrencyLimit, confirmedAt };
      }
      for (const [id, instance] of instances) {
        const { heartbeatAtMs, leaseExpiresAtMs } = instance;
        const shifted = { heartbeatAtMs: heartbeatAtMs + ms, leaseExpiresAtMs: leaseExpiresAtMs + ms };
        instances.set(id, { ...instance, ...shifted });
      }
      for (const [key, attempt] of attempts) {
        const { startedAt, finishedAt, liveUntilMs, quietSinceMs } = attempt;
        attempts.set(key, {
          ...attempt,
          startedAt: new Date(startedAt.getTime() + ms),
          finishedAt: later(finishedAt),
          liveUntilMs: liveUntilMs === null ? null : liveUntilMs + ms,
          quietSinceMs: quietSinceMs + ms,
        });
      }
      database.events = database.events.map((event) => ({
        ...event,
        occurredAt: new Date(event.occurredAt.getTime() + ms),
      }));
    },
    async passTime(ms) {
      const { reminders, attempts, control } = database;
      const earlier = (date: Date) => new Date(date.getTime() - ms);
      for (const record of reminders.values()) {
        const { nextAttemptAt } = record.reminder;
        if (nextAttemptAt === null) continue;
        const reminder = { ...record.reminder, nextAttemptAt: earlier(nextAttemptAt) };
        database.replace({ ...record, reminder });
      }
      for (const [key, attempt] of attempts) {
        attempts.set(key, { ...attempt, startedAt: earlier(attempt.startedAt) });
      }
      control.used = control.used.map((each) => ({ ...each, atMs: each.atMs - ms }));
    },
    async endWaits() {
      database.control.heldBackUntilMs = past();
      database.control.nextCallAtMs = past();
    },
  };
}
