import {
  type EventPage,
  type EventPosition,
  isAfter,
  type ReminderEvent,
} from '../../src/reminders/event-log.ts';
import type { MemoryDatabase } from './memory-database.ts';

export interface BrokenLog {
  /** Goes by the sequence alone, as a bare serial column would. */
  readonly bySequence?: boolean;
}

/** EventLog's verbs on the memory database. */
export function memoryEventLog(database: MemoryDatabase, { bySequence = false }: BrokenLog = {}) {
  const after = (a: EventPosition, b: EventPosition) =>
    bySequence ? a.sequence > b.sequence : isAfter(a, b);
  const visible = ({ position }: ReminderEvent) =>
    bySequence || position.transactionId < database.oldestRunning();
  const inOrder = (a: ReminderEvent, b: ReminderEvent) => (after(a.position, b.position) ? 1 : -1);

  return {
    readAfter(position: EventPosition, limit: number): EventPage {
      const rest = database.events.filter((event) => after(event.position, position));
      const events = rest.filter(visible).sort(inOrder).slice(0, limit);
      return { events, hasMore: rest.length > events.length };
    },
    end(): EventPosition {
      const last = database.events.filter(visible).sort(inOrder).at(-1);
      return last?.position ?? database.control.prunedThrough;
    },
    prunedThrough: () => database.control.prunedThrough,
    prune(olderThanMs: number, limit: number): number {
      const inLogOrder = database.events.filter(visible).sort(inOrder);
      const isOld = ({ occurredAt }: ReminderEvent) => occurredAt.getTime() < database.nowMs() - olderThanMs;
      const firstYoung = inLogOrder.findIndex((event) => !isOld(event));
      const pruned = inLogOrder.slice(0, Math.min(limit, firstYoung === -1 ? inLogOrder.length : firstYoung));
      const last = pruned.at(-1)?.position;
      if (last) database.control.prunedThrough = last;
      database.events = database.events.filter((event) => !pruned.includes(event));
      return pruned.length;
    },
  };
}
