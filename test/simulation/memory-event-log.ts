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
      // Those from the future were written before the clock was set back, and are as old as those around them.
      const known = inLogOrder.filter(({ occurredAt }) => occurredAt.getTime() <= database.nowMs() + 1_000);
      const firstYoung = known.findIndex((event) => !isOld(event));
      const last = known
        .slice(0, Math.min(limit, firstYoung === -1 ? known.length : firstYoung))
        .at(-1)?.position;
      if (!last) return 0;
      const pruned = inLogOrder.filter(({ position }) => !after(position, last));
      database.control.prunedThrough = last;
      database.events = database.events.filter((event) => !pruned.includes(event));
      return pruned.length;
    },
  };
}
