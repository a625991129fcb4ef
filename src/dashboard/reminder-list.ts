import { batch, type Signal, signal } from '@preact/signals';
import type { Reminder, ReminderFilter, ReminderOrder, StatusChange } from '../client/client.ts';
import { followed } from './live.ts';
import { bellhop, explain } from './server.ts';

const PAGE_SIZE = 50;

export interface Row {
  readonly id: string;
  readonly reminder: Signal<Reminder>;
  /** Whether it still is what was asked for: rows do not vanish under the pointer, they fade. */
  readonly matches: Signal<boolean>;
}

export interface ReminderList {
  readonly rows: Signal<readonly Row[]>;
  /** How many match over all pages, as last counted; `null` where that is not known. */
  readonly total: Signal<number | null>;
  readonly wasRead: Signal<boolean>;
  readonly hasMore: Signal<boolean>;
  readonly isReading: Signal<boolean>;
  readonly problem: Signal<string | null>;
  /** How many reminders that match came up since, and are not among the rows. */
  readonly newer: Signal<number>;
  /** Reads the next page. */
  more(): Promise<void>;
  /** Reads anew from the beginning. What is shown stays until that is there. */
  reload(): Promise<void>;
  /** Shows changes in their rows, where they are. */
  apply(changes: readonly StatusChange[]): void;
  /** Shows a reminder as it stands after a mutation. */
  put(reminder: Reminder): void;
  close(): void;
}

export interface ReminderListOptions {
  readonly filter: ReminderFilter;
  readonly orderBy: ReminderOrder;
  /** Whether to ask how many match, which may mean that the server looks at each of them. */
  readonly isCounted: boolean;
}

/** A list that grows by pages and keeps up with what changes, without moving what somebody looks at. */
export function createReminderList({ filter, orderBy, isCounted }: ReminderListOptions): ReminderList {
  const rows = signal<readonly Row[]>([]);
  const total = signal<number | null>(null);
  const wasRead = signal(false);
  const hasMore = signal(false);
  const isReading = signal(false);
  const problem = signal<string | null>(null);
  const newer = signal(0);
  const closing = new AbortController();
  const byId = new Map<string, Row>();
  const arrived = new Set<string>();
  let endCursor: string | null = null;
  let pages = begin();

  function begin(after: string | null = null) {
    return bellhop.list({
      filter,
      orderBy,
      pageSize: PAGE_SIZE,
      withTotalCount: isCounted && after === null,
      signal: closing.signal,
      after,
    });
  }

  async function read(isAnew: boolean): Promise<void> {
    if (isReading.value) return;
    isReading.value = true;
    try {
      await followed();
      const { value: page } = await pages.next();
      if (closing.signal.aborted) return;
      batch(() => {
        problem.value = null;
        if (isAnew) {
          byId.clear();
          arrived.clear();
          newer.value = 0;
        }
        const fresh = (page?.reminders ?? []).filter(({ id }) => !byId.has(id)).map(keep);
        rows.value = isAnew ? fresh : [...rows.value, ...fresh];
        endCursor = page?.endCursor ?? endCursor;
        hasMore.value = page?.hasNextPage ?? false;
        wasRead.value = true;
        // At the end of the list everybody can count.
        total.value = hasMore.value ? (page?.totalCount ?? (isAnew ? null : total.value)) : rows.value.length;
      });
    } catch (error) {
      if (closing.signal.aborted) return;
      problem.value = explain(error);
      // A generator that threw is over.
      pages = begin(endCursor);
    } finally {
      isReading.value = false;
    }
  }

  function keep(reminder: Reminder): Row {
    const row = { id: reminder.id, reminder: signal(reminder), matches: signal(true) };
    byId.set(reminder.id, row);
    return row;
  }

  function put(reminder: Reminder): void {
    const row = byId.get(reminder.id);
    if (row) {
      // A change may come later than a page that holds what followed it.
      if (reminder.version < row.reminder.peek().version) return;
      row.reminder.value = reminder;
      row.matches.value = matches(reminder, filter);
    } else if (matches(reminder, filter)) {
      arrived.add(reminder.id);
    } else {
      arrived.delete(reminder.id);
    }
  }

  return {
    rows,
    total,
    wasRead,
    hasMore,
    isReading,
    problem,
    newer,
    put,
    more: () => read(false),
    reload() {
      endCursor = null;
      pages = begin();
      return read(true);
    },
    apply(changes) {
      batch(() => {
        for (const { reminder } of changes) put(reminder);
        // What lies beyond the pages read so far comes with them.
        newer.value = hasMore.value ? countCreated(changes) : arrived.size;
      });
    },
    close: () => closing.abort(),
  };

  function countCreated(changes: readonly StatusChange[]): number {
    const created = changes.filter(
      ({ previousStatus, reminder }) => previousStatus === null && arrived.has(reminder.id),
    );
    return newer.value + created.length;
  }
}

/** Whether the server would list it under this filter. */
export function matches(reminder: Reminder, filter: ReminderFilter): boolean {
  const { status, phoneNumber, search, scheduledFrom, scheduledUntil } = filter;
  const at = Date.parse(reminder.scheduledTime);
  return (
    (!status || status.includes(reminder.status)) &&
    (!phoneNumber || phoneNumber === reminder.phoneNumber) &&
    (!search || reminder.message.toLowerCase().includes(search.toLowerCase())) &&
    (!scheduledFrom || at >= new Date(scheduledFrom).getTime()) &&
    (!scheduledUntil || at < new Date(scheduledUntil).getTime())
  );
}
