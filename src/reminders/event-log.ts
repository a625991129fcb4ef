import type { ReminderStatus } from './lifecycle.ts';
import type { Reminder } from './reminder.ts';

/**
 * A place in the log. Ordered by the writing transaction and then by sequence, since a sequence alone is not in
 * the order in which transactions commit: a reader that goes by it misses events.
 */
export interface EventPosition {
  readonly transactionId: bigint;
  readonly sequence: bigint;
}

/** One status change. */
export interface ReminderEvent {
  readonly position: EventPosition;
  /** The reminder as it stood after the change. */
  readonly reminder: Reminder;
  /** `null` for the creation. */
  readonly previousStatus: ReminderStatus | null;
  readonly occurredAt: Date;
}

export interface EventPage {
  readonly events: readonly ReminderEvent[];
  /** Whether events are waiting behind the last one: committed or about to be. */
  readonly hasMore: boolean;
}

/** The durable, ordered record of every status change. */
export interface EventLog {
  /** Events after `position` in order, only those that no later commit can slip in front of. */
  readAfter(position: EventPosition, limit: number): Promise<EventPage>;
  /** The place after everything that can be read now. */
  end(): Promise<EventPosition>;
  /** Events up to here are gone: a reader whose position lies before it has missed some. */
  prunedThrough(): Promise<EventPosition>;
  /** Deletes at most `limit` of the oldest events that are older than `olderThanMs`. Answers how many. */
  prune(olderThanMs: number, limit: number): Promise<number>;
}

export function isAfter(a: EventPosition, b: EventPosition): boolean {
  return (
    a.transactionId > b.transactionId || (a.transactionId === b.transactionId && a.sequence > b.sequence)
  );
}
