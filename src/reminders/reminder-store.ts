import type { CallAttempt } from './call-attempt.ts';
import type { ReminderEvent } from './event-log.ts';
import type { Invalid, NotFound, StatusConflict, VersionConflict } from './problem.ts';
import type { Reminder } from './reminder.ts';
import type { ReminderDraft } from './reminder-draft.ts';
import type { ReminderFilter } from './reminder-filter.ts';
import type { ReminderPage, ReminderPageRequest } from './reminder-page.ts';
import type { Tally } from './reminder-tally.ts';
import type { Transition } from './transition.ts';

export type InsertResult =
  | { readonly kind: 'inserted'; readonly reminder: Reminder }
  /** The same request under the same idempotency key came before; this is what it created. */
  | { readonly kind: 'replayed'; readonly reminder: Reminder }
  /** Another request came before under the same idempotency key. */
  | { readonly kind: 'conflict'; readonly idempotencyKey: string }
  /** It would be one too many for its number on its day. */
  | Invalid;

export type ApplyResult =
  | { readonly kind: 'applied'; readonly reminder: Reminder }
  | NotFound
  | VersionConflict
  | StatusConflict;

/**
 * Where reminders are kept. Every write is atomic and adds its events in the same transaction. A method rejects
 * only when the database cannot be used; then nothing of the write stands, or the caller cannot know.
 */
export interface ReminderStore {
  /**
   * Stores drafts and answers one result for each, in order.
   * `allOrNothing`: when any draft conflicts or is one too many, none is stored (and `inserted` results say only what would have been).
   */
  insert(
    drafts: readonly ReminderDraft[],
    options: { readonly allOrNothing: boolean },
  ): Promise<InsertResult[]>;
  /**
   * Applies a transition in one compare-and-swap; the loser of a race is told what the reminder is now. `invalid`: it
   * would make one too many for its number on its day.
   */
  apply(transition: Transition): Promise<ApplyResult | Invalid>;
  /** The reminder that a request with this key created, and what it asked for. */
  findByIdempotencyKey(
    key: string,
  ): Promise<{ readonly reminder: Reminder; readonly fingerprint: string } | null>;
  /** The reminders that exist among `ids`, in no particular order. */
  find(ids: readonly string[]): Promise<Reminder[]>;
  list(request: ReminderPageRequest): Promise<ReminderPage>;
  /** How many match, exactly, however long that takes: for filters that leave few. */
  count(filter: ReminderFilter): Promise<number>;
  /** How many match in which status, at a cost that does not grow with the number of reminders; see `Tally`. */
  tally(filter: ReminderFilter): Promise<Tally>;
  /** Keeps `tally` cheap, by adding up at most `limit` of the changes that it has to look at. Answers how many. */
  foldCounts(limit: number): Promise<number>;
  /** All attempts of these reminders, oldest first. */
  attemptsOf(reminderIds: readonly string[]): Promise<CallAttempt[]>;
  /** The attempts that exist among `ids`, in no particular order. */
  findAttempts(ids: readonly string[]): Promise<CallAttempt[]>;
  /**
   * The last `last` status changes of each of these reminders, oldest first: of those that are kept, and that the log's
   * readers can read. `last`: 1 to `limits.changes`; news of calls is not among them.
   */
  changesOf(reminderIds: readonly string[], last: number): Promise<ReminderEvent[]>;
}
