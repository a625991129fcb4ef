import { expect } from 'vitest';
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
import { shapes } from './reminder-statuses.ts';
import { waitFor } from './wait-for.ts';

/** What tests do to a database past all use cases and without an event. */
export interface Tampering {
  /** Gives scheduled reminders another status. */
  putInStatus(ids: readonly string[], status: ReminderStatus): Promise<void>;
  /** Creates reminders at instants like those that they are scheduled at, changed hours ago by what they spent. */
  spreadInstants(): Promise<void>;
  /** Makes these events two hours old. */
  ageEvents(events: readonly ReminderEvent[]): Promise<void>;
  /** Makes everything that is stored lie so much further ahead, as if the database's clock had been set back. */
  setClockBack(ms: number): Promise<void>;
  /** Makes what is scheduled due so much sooner, and every attempt so much older. */
  passTime(ms: number): Promise<void>;
  /** Lets every wait that claims have to keep pass. */
  endWaits(): Promise<void>;
}

export interface SqlStores extends Stores {
  /** Runs one statement as it is. */
  sql<Row>(statement: string, parameters?: readonly unknown[]): Promise<readonly Row[]>;
}

export interface Stores {
  readonly reminders: ReminderStore;
  readonly dispatch: DispatchStore;
  readonly events: EventLog;
  readonly tamper: Tampering;
  /** The reminder that must exist. */
  reminder(id: string): Promise<Reminder>;
  /** Waits until the reminder has this status. */
  untilStatus(id: string, status: ReminderStatus): Promise<void>;
  /** Every event so far, or those of one reminder, in the order of the log. */
  allEvents(reminderId?: string): Promise<ReminderEvent[]>;
  /** Leaves the database as the migrations made it. */
  clear(): Promise<void>;
}

export function createStores(
  { fork, rowsAtOnce }: Pick<Database, 'fork' | 'rowsAtOnce'>,
  onEvents = () => {},
): SqlStores {
  const reminders = createReminderStore({ fork, onEvents, rowsAtOnce });
  const events = createEventLog({ fork });
  const sql = <Row>(statement: string, parameters: readonly unknown[] = []) =>
    run<Row>(fork(), statement, parameters);
  const tamper: Tampering = {
    async putInStatus(ids, status) {
      const shape = `update reminders set status = '${status}', ${shapes[status]} where id = any ($1::uuid[])`;
      await sql(shape, [ids]);
    },
    async spreadInstants() {
      await sql(
        `update reminders set created_at = now() + (scheduled_time - '2030-01-01'::timestamptz),
          updated_at = now() - (retry_count || ' hours')::interval`,
      );
    },
    async ageEvents(aged) {
      const sequences = aged.map(({ position }) => String(position.sequence));
      const age = `update reminder_events set occurred_at = now() - interval '2 hours' where sequence = any ($1::bigint[])`;
      await sql(age, [sequences]);
    },
    async setClockBack(ms) {
      const shift = (...columns: string[]) =>
        columns.map((column) => `${column} = ${column} + $1::float8 * interval '1 millisecond'`).join(', ');
      await sql(
        `update dispatch_control set ${shift('held_back_until', 'next_call_at', 'provider_concurrency_at')}`,
        [ms],
      );
      await sql(`update dispatcher_instances set ${shift('heartbeat_at', 'lease_expires_at')}`, [ms]);
      await sql(`update call_usage set ${shift('begins_at')}`, [ms]);
      await sql(
        `update call_attempts set ${shift('started_at', 'finished_at', 'call_live_until', 'call_quiet_since')}`,
        [ms],
      );
      await sql(`update reminder_events set ${shift('occurred_at')}`, [ms]);
    },
    async passTime(ms) {
      const earlier = (column: string) => `${column} = ${column} - $1::float8 * interval '1 millisecond'`;
      await sql(`update reminders set ${earlier('next_attempt_at')} where status = 'scheduled'`, [ms]);
      await sql(`update call_attempts set ${earlier('started_at')}`, [ms]);
      await sql(`update call_usage set ${earlier('begins_at')}`, [ms]);
    },
    async endWaits() {
      const past = `now() - interval '1 ms'`;
      await sql(`update dispatch_control set held_back_until = ${past}, next_call_at = ${past}`);
    },
  };
  const clear = async () => {
    await sql('truncate reminders, call_attempts, call_usage, reminder_events, dispatcher_instances');
    await sql('delete from dispatch_control');
    await sql('insert into dispatch_control (id) values (1)');
  };
  const dispatch = createDispatchStore({ fork, onEvents });
  return { ...storesOf({ reminders, dispatch, events, tamper, clear }), sql };
}

type Given = Pick<Stores, 'reminders' | 'dispatch' | 'events' | 'tamper' | 'clear'>;

/** Adds what tests like to ask. */
export function storesOf(given: Given): Stores {
  const { reminders, events } = given;
  return {
    ...given,
    async reminder(id) {
      const [reminder] = await reminders.find([id]);
      if (!reminder) throw new Error(`There is no reminder ${id}.`);
      return reminder;
    },
    async untilStatus(id, status) {
      const has = async () => expect((await reminders.find([id]))[0]?.status).toBe(status);
      await waitFor(has);
    },
    async allEvents(reminderId) {
      // Transactions of other tests on the same server hold events back for a moment.
      const page = await waitFor(async () => {
        const read = await events.readAfter({ transactionId: 0n, sequence: 0n }, 100_000);
        if (read.hasMore) throw new Error('Events are held back by a transaction that is still running.');
        return read;
      });
      return page.events.filter(({ reminder }) => !reminderId || reminder.id === reminderId);
    },
  };
}
