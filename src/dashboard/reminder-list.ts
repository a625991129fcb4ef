import { batch, type Signal, signal } from '@preact/signals';
import type { Reminder, ReminderFilter, ReminderOrder, StatusChange } from '../client/client.ts';
import { followed } from './live.ts';
import { createLiveCount } from './live-count.ts';
import { bellhop, explain } from './server.ts';

const PAGE_SIZE = 50;

/** What each order goes by. Instants in UTC, written alike: their text is in their order. */
const orderKeys = {
  CREATED_AT: 'createdAt',
  SCHEDULED_TIME: 'scheduledTime',
  UPDATED_AT: 'updatedAt',
} as const satisfies Record<ReminderOrder['field'], keyof Reminder>;

export interface Row {
  readonly id: string;
  readonly reminder: Signal<Reminder>;
  /** Whether it still is what was asked for: rows do not vanish under the pointer, they fade. */
  readonly matches: Signal<boolean>;
}

export interface ReminderList {
  readonly rows: Signal<readonly Row[]>;
  /** The same as they were read together: what is drawn stays as it is where others are added. */
  readonly chunks: Signal<readonly (readonly Row[])[]>;
  /** How many match over all pages; `null` where that is not known. */
  readonly total: Signal<number | null>;
  readonly wasRead: Signal<boolean>;
  readonly hasMore: Signal<boolean>;
  readonly isReading: Signal<boolean>;
  readonly problem: Signal<string | null>;
  /** How many reminders that match belong among the rows, and came up since those were read. */
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
  const chunks = signal<readonly (readonly Row[])[]>([]);
  const wasRead = signal(false);
  const hasMore = signal(false);
  const isReading = signal(false);
  const problem = signal<string | null>(null);
  const newer = signal(0);
  const closing = new AbortController();
  const { total, recount } = createLiveCount(filter, closing.signal);
  const byId = new Map<string, Row>();
  const arrived = new Set<string>();
  /** What changed while a page is on its way, which may have been read before. */
  const late = new Map<string, Reminder>();
  let endCursor: string | null = null;
  /** Where the last row stood when it was read. */
  let endKey: string | null = null;
  let isWantedAnew = false;
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
        }
        const reminders = page?.reminders ?? [];
        const fresh = reminders.filter(({ id }) => !byId.has(id)).map(keep);
        rows.value = isAnew ? fresh : [...rows.value, ...fresh];
        chunks.value = isAnew ? [fresh] : [...chunks.value, fresh];
        endCursor = page?.endCursor ?? endCursor;
        endKey = keyOf(reminders.at(-1)) ?? endKey;
        hasMore.value = page?.hasNextPage ?? false;
        wasRead.value = true;
        if (hasMore.value) total.value = page?.totalCount ?? (isAnew ? null : total.value);
        for (const reminder of late.values()) put(reminder);
        newer.value = arrived.size;
        if (late.size > 0 || !hasMore.value) count();
      });
    } catch (error) {
      if (closing.signal.aborted) return;
      problem.value = explain(error);
      // A generator that threw is over.
      pages = begin(endCursor);
    } finally {
      isReading.value = false;
      late.clear();
    }
    if (isWantedAnew && !closing.signal.aborted) await reload();
  }

  function reload(): Promise<void> {
    isWantedAnew = isReading.peek();
    if (isWantedAnew) return Promise.resolve();
    endCursor = null;
    pages = begin();
    return read(true);
  }

  function keyOf(reminder: Reminder | undefined): string | null {
    return reminder ? reminder[orderKeys[orderBy.field]] : null;
  }

  /** Whether it stands among the rows, or would if they were read now; what lies beyond comes with the pages. */
  function isWithin(reminder: Reminder): boolean {
    const key = keyOf(reminder);
    if (!hasMore.peek() || key === null || endKey === null) return true;
    return orderBy.direction === 'ASC' ? key < endKey : key > endKey;
  }

  /** What was read to its end can be counted here. */
  function count(): void {
    newer.value = arrived.size;
    if (!hasMore.peek()) {
      total.value = arrived.size + rows.peek().filter((row) => row.matches.peek()).length;
    } else if (isCounted) recount();
  }

  function keep(reminder: Reminder): Row {
    const row = { id: reminder.id, reminder: signal(reminder), matches: signal(true) };
    byId.set(reminder.id, row);
    arrived.delete(reminder.id);
    return row;
  }

  function put(reminder: Reminder): void {
    if (isReading.peek()) late.set(reminder.id, reminder);
    const row = byId.get(reminder.id);
    if (row) {
      // A change may come later than a page that holds what followed it.
      if (reminder.version < row.reminder.peek().version) return;
      row.reminder.value = reminder;
      row.matches.value = matches(reminder, filter);
    } else if (matches(reminder, filter) && isWithin(reminder)) {
      arrived.add(reminder.id);
    } else {
      arrived.delete(reminder.id);
    }
  }

  return {
    rows,
    chunks,
    total,
    wasRead,
    hasMore,
    isReading,
    problem,
    newer,
    put,
    more: () => read(false),
    reload,
    apply(changes) {
      batch(() => {
        for (const { reminder } of changes) put(reminder);
        count();
      });
    },
    close: () => closing.abort(),
  };
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
