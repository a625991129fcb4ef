import { expect, vi } from 'vitest';
import { createDispatchStore } from '../../src/persistence/dispatch-store.ts';
import { createEventLog } from '../../src/persistence/event-log.ts';
import type { Database } from '../../src/persistence/open-database.ts';
import { createReminderStore } from '../../src/persistence/reminder-store.ts';
import { run } from '../../src/persistence/statement.ts';
import type { DispatchStore } from '../../src/reminders/dispatch-store.ts';
import type { EventLog, ReminderEvent } from '../../src/reminders/event-log.ts';
import type { ReminderStatus } from '../../src/reminders/lifecycle.ts';
import type { Reminder } from '../../src/reminders/reminder.ts';
import type { ReminderStore } from '../../src/reminders/reminder-store.ts';

export interface Stores {
  readonly reminders: ReminderStore;
  readonly dispatch: DispatchStore;
  readonly events: EventLog;
  /** Runs one statement as it is. */
  sql<Row>(statement: string, parameters?: readonly unknown[]): Promise<readonly Row[]>;
  /** The reminder that must exist. */
  reminder(id: string): Promise<Reminder>;
  /** Waits until the reminder has this status. */
  untilStatus(id: string, status: ReminderStatus): Promise<void>;
  /** Every event so far, or those of one reminder, in the order of the log. */
  allEvents(reminderId?: string): Promise<ReminderEvent[]>;
  /** Leaves the database as the migrations made it. */
  clear(): Promise<void>;
}

export function createStores({ fork }: Pick<Database, 'fork'>, onEvents = () => {}): Stores {
  const reminders = createReminderStore({ fork, onEvents });
  const events = createEventLog({ fork });
  const sql = <Row>(statement: string, parameters: readonly unknown[] = []) =>
    run<Row>(fork(), statement, parameters);
  return {
    reminders,
    dispatch: createDispatchStore({ fork, onEvents }),
    events,
    sql,
    async reminder(id) {
      const [reminder] = await reminders.find([id]);
      if (!reminder) throw new Error(`There is no reminder ${id}.`);
      return reminder;
    },
    async untilStatus(id, status) {
      const has = async () => expect((await reminders.find([id]))[0]?.status).toBe(status);
      await vi.waitFor(has, { timeout: 10_000, interval: 10 });
    },
    async allEvents(reminderId) {
      // Transactions of other tests on the same server hold events back for a moment.
      const page = await vi.waitFor(
        async () => {
          const read = await events.readAfter({ transactionId: 0n, sequence: 0n }, 100_000);
          if (read.hasMore) throw new Error('Events are held back by a transaction that is still running.');
          return read;
        },
        { timeout: 10_000, interval: 5 },
      );
      return page.events.filter(({ reminder }) => !reminderId || reminder.id === reminderId);
    },
    async clear() {
      await sql('truncate reminders, call_attempts, reminder_events, dispatcher_instances');
      await sql('delete from dispatch_control');
      await sql('insert into dispatch_control (id) values (1)');
    },
  };
}
