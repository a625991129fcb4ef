import type { CallAttempt } from './call-attempt.ts';
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

/** One change of a reminder: of its status, or of the call that was placed for it. */
export interface ReminderEvent {
  readonly position: EventPosition;
  /** The reminder as it stood after the change. */
  readonly reminder: Reminder;
  /** `null` for the creation; where the call changed, the status that still stands. */
  readonly previousStatus: ReminderStatus | null;
  /** The attempt as it stood after its call changed; `null` where the status changed. */
  readonly call: CallAttempt | null;
  readonly occurredAt: Date;
}

export interface EventPage {
  readonly events: readonly ReminderEvent[];
  /** Whether events are waiting behind the last one: committed or about to be. */
  readonly hasMore: boolean;
}

/** The durable, ordered record of every change. */
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
