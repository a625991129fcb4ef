import type { ReminderStatus, StatusChange, TypedDocument } from '../client/client.ts';
import { bellhop } from './server.ts';

const HOURS = 24;
const HOURS_BACK = 12;
const HOUR_MS = 3_600_000;
/** A request may ask for 20 things at once. */
const HOURS_PER_REQUEST = 12;
/** After this it is counted anew even if nothing was heard of it. */
const GOOD_FOR_MS = 300_000;

/** How many reminders are scheduled for one hour, by how they stand. */
export interface Hour {
  readonly from: number;
  readonly waiting: number;
  readonly done: number;
  readonly failed: number;
}

export interface DayHours {
  /** Half a day back and half a day ahead; only the hours in which something changed are counted anew. */
  read(signal: AbortSignal): Promise<readonly Hour[]>;
  /** Learns from changes which hours are not any more as they were. */
  note(changes: readonly StatusChange[]): void;
}

/** Counting a busy hour costs the server something: a day of them is not counted each time that a phone rings. */
export function createDayHours(): DayHours {
  const known = new Map<number, Hour & { readonly readAt: number }>();
  const stale = new Set<number>();

  return {
    async read(signal) {
      const readAt = Date.now();
      const begin = hourOf(readAt) - HOURS_BACK * HOUR_MS;
      const froms = Array.from({ length: HOURS }, (_, index) => begin + index * HOUR_MS);
      const wanted = froms.filter(
        (from) => stale.has(from) || readAt - (known.get(from)?.readAt ?? 0) > GOOD_FOR_MS,
      );
      // Before it is asked: what changes after that has to be asked again.
      stale.clear();
      const parts = [wanted.slice(0, HOURS_PER_REQUEST), wanted.slice(HOURS_PER_REQUEST)];
      try {
        const read = await Promise.all(
          parts.filter(({ length }) => length > 0).map((part) => readHours(part, signal)),
        );
        for (const hour of read.flat()) known.set(hour.from, { ...hour, readAt });
      } catch (error) {
        for (const from of wanted) stale.add(from);
        throw error;
      }
      return froms.map((from) => known.get(from) ?? { from, waiting: 0, done: 0, failed: 0 });
    },
    note(changes) {
      for (const { reminder, status, previousStatus } of changes) {
        stale.add(hourOf(Date.parse(reminder.scheduledTime)));
        // It may have been moved, and nothing says where from.
        const isMoved = status === 'SCHEDULED' && previousStatus !== null && previousStatus !== 'DISPATCHING';
        if (isMoved) for (const from of known.keys()) stale.add(from);
      }
    },
  };
}

type Counts = readonly { readonly status: ReminderStatus; readonly count: number }[];

async function readHours(froms: readonly number[], signal: AbortSignal): Promise<readonly Hour[]> {
  const filters = froms.map((from, index) => [
    `h${index}`,
    { scheduledFrom: new Date(from), scheduledUntil: new Date(from + HOUR_MS) },
  ]);
  const counted = await bellhop.execute(hoursDocument(froms.length), Object.fromEntries(filters), {
    signal,
    mayRepeat: true,
  });
  return froms.map((from, index) => {
    const of = (...wanted: readonly ReminderStatus[]) =>
      (counted[`h${index}`] ?? [])
        .filter(({ status }) => wanted.includes(status))
        .reduce((sum, { count }) => sum + count, 0);
    return {
      from,
      waiting: of('SCHEDULED', 'DISPATCHING', 'CALLING'),
      done: of('COMPLETED'),
      failed: of('FAILED'),
    };
  });
}

function hoursDocument(count: number): TypedDocument<Record<string, Counts>, Record<string, object>> {
  const names = Array.from({ length: count }, (_, index) => `h${index}`);
  const variables = names.map((name) => `$${name}: ReminderFilter`).join(', ');
  const fields = names.map((name) => `${name}: reminderCounts(filter: $${name}) { status count }`).join(' ');
  return `query Hours(${variables}) { ${fields} }` as TypedDocument<
    Record<string, Counts>,
    Record<string, object>
  >;
}

function hourOf(at: number): number {
  return Math.floor(at / HOUR_MS) * HOUR_MS;
}
