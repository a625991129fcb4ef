import type { StatusChange } from '../client/client.ts';
import type { countHours, Hour } from './hour-counts.ts';
import { isOver } from './words.ts';

const HOURS = 24;
const HOURS_BACK = 12;
const HOUR_MS = 3_600_000;
/** A request may ask for 20 things at once. */
const HOURS_PER_REQUEST = 12;
/** After this it is counted anew even if nothing was heard of it. */
const GOOD_FOR_MS = 300_000;

interface DayHoursDeps {
  readonly countHours: typeof countHours;
  readonly now: () => number;
}

export interface DayHours {
  /** Half a day back and half a day ahead; only the hours in which something changed are counted anew. */
  read(signal: AbortSignal): Promise<readonly Hour[]>;
  /** Learns from changes which hours are not any more as they were. */
  note(changes: readonly StatusChange[]): void;
  /** Changes were missed: any hour may be other than it was. */
  forget(): void;
}

/** Counting a busy hour costs the server something: a day of them is not counted each time that a phone rings. */
export function createDayHours({ countHours, now }: DayHoursDeps): DayHours {
  const known = new Map<number, Hour & { readonly readAt: number }>();
  const stale = new Set<number>();

  return {
    async read(signal) {
      const readAt = now();
      const begin = hourOf(readAt) - HOURS_BACK * HOUR_MS;
      const froms = Array.from({ length: HOURS }, (_, index) => begin + index * HOUR_MS);
      for (const from of known.keys()) if (from < begin) known.delete(from);
      const wanted = froms.filter(
        (from) => stale.has(from) || readAt - (known.get(from)?.readAt ?? 0) > GOOD_FOR_MS,
      );
      // Before it is asked: what changes after that has to be asked again.
      stale.clear();
      const parts = [wanted.slice(0, HOURS_PER_REQUEST), wanted.slice(HOURS_PER_REQUEST)];
      try {
        const read = await Promise.all(
          parts.filter(({ length }) => length > 0).map((part) => countHours(part, signal)),
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
        const isMoved =
          status === 'SCHEDULED' &&
          previousStatus !== null &&
          (previousStatus === 'SCHEDULED' || isOver(previousStatus));
        if (isMoved) forget();
      }
    },
    forget,
  };

  function forget(): void {
    for (const from of known.keys()) stale.add(from);
  }
}

function hourOf(at: number): number {
  return Math.floor(at / HOUR_MS) * HOUR_MS;
}
