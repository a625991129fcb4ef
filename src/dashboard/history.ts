import type { Reminder, ReminderDetail, ReminderStatus } from '../client/client.ts';
import { deferralWords } from './words.ts';

/** How many changes of one reminder are shown at most. */
export const shownChanges = 100;

/** One change of a reminder, with what it was after that. */
export interface Change {
  readonly occurredAt: string;
  readonly previousStatus: ReminderStatus | null;
  readonly reminder: Pick<
    Reminder,
    | 'status'
    | 'phoneNumber'
    | 'message'
    | 'scheduledTime'
    | 'retryCount'
    | 'maxRetryAttempts'
    | 'failureReason'
    | 'nextAttemptAt'
    | 'deferral'
    | 'version'
  >;
}

export type Attempt = ReminderDetail['attempts'][number];

export interface Difference {
  readonly from: string;
  readonly to: string;
}

/** What somebody did, or what became of an attempt beyond what the attempt says itself. */
export interface Deed {
  readonly kind: 'deed';
  readonly at: string;
  /** Of the reminder, after it. */
  readonly version: number;
  readonly title: string;
  readonly time: Difference | null;
  readonly text: Difference | null;
  readonly number: Difference | null;
  readonly reason: string | null;
}

export type Happening = Deed | { readonly kind: 'attempt'; readonly at: string; readonly attempt: Attempt };

/** Everything that happened after the creation, in its order. */
export function historyOf(reminder: ReminderDetail, changes: readonly Change[]): readonly Happening[] {
  const { attempts, status, updatedAt, version } = reminder;
  const said = new Set(attempts.map(({ failureReason }) => failureReason));
  const deeds = changes.flatMap((change, index) => deedOf(change, changes[index - 1] ?? null, said) ?? []);
  const isTold = changes.at(-1)?.reminder.version === version;
  const unheard = status === 'CANCELLED' && !isTold ? [deed(updatedAt, version, 'Cancelled')] : [];
  const tries = attempts.map((attempt) => ({ kind: 'attempt', at: attempt.startedAt, attempt }) as const);
  // Where two are of one instant, it was asked for before it was done.
  return [...deeds, ...unheard, ...tries].sort((a, b) => Date.parse(a.at) - Date.parse(b.at));
}

/** What to say of the changes that are not shown; `null` where all are. */
export function missingWords(reminder: ReminderDetail, changes: readonly Change[]): string | null {
  const [first] = changes;
  if (first ? first.previousStatus === null : reminder.version === 1) return null;
  return changes.length === shownChanges
    ? `Of its changes, the last ${shownChanges} are shown.`
    : 'Earlier changes are not kept any more.';
}

/** `null` where there is nothing to say. */
function deedOf(change: Change, before: Change | null, said: ReadonlySet<string | null>): Deed | null {
  const { occurredAt, previousStatus, reminder } = change;
  const { status, retryCount, maxRetryAttempts, failureReason, nextAttemptAt, deferral } = reminder;
  const told = (title: string) => deed(occurredAt, reminder.version, title);
  const wasTried = previousStatus === 'DISPATCHING' || previousStatus === 'CALLING';
  if (status === 'CANCELLED') return told('Cancelled');
  if (status === 'FAILED' && retryCount >= maxRetryAttempts) {
    return told(`Gave up: ${maxRetryAttempts === 1 ? 'the only attempt is' : 'all attempts are'} spent`);
  }
  if (status === 'FAILED' && previousStatus === 'CALLING') return told('Gave up');
  if (status !== 'SCHEDULED' || previousStatus === null) return null;
  if (wasTried) {
    if (retryCount !== before?.reminder.retryCount) return null;
    const reason = said.has(failureReason) ? null : failureReason;
    return { ...told('Given back: the attempt does not count'), reason };
  }
  const differences = differencesOf(reminder, before?.reminder ?? null);
  const isEdit = Object.values(differences).some((each) => each !== null);
  if (deferral && !isEdit && before?.reminder.nextAttemptAt !== nextAttemptAt) {
    return { ...told('Moved to a later time'), reason: deferralWords[deferral] };
  }
  const title = previousStatus === 'SCHEDULED' ? editTitle(differences, before) : 'Asked to ring again';
  return { ...told(title), ...differences };
}

function deed(at: string, version: number, title: string): Deed {
  return { kind: 'deed', at, version, title, time: null, text: null, number: null, reason: null };
}

type Differences = Pick<Deed, 'time' | 'text' | 'number'>;

function differencesOf(now: Change['reminder'], before: Change['reminder'] | null): Differences {
  const difference = (field: 'scheduledTime' | 'message' | 'phoneNumber') =>
    before && before[field] !== now[field] ? { from: before[field], to: now[field] } : null;
  return {
    time: difference('scheduledTime'),
    text: difference('message'),
    number: difference('phoneNumber'),
  };
}

function editTitle({ time, text, number }: Differences, before: Change | null): string {
  const what = [time && 'time moved', text && 'text changed', number && 'number changed'].filter(Boolean);
  if (what.length > 0) return `Edited: ${what.join(', ')}`;
  return before ? 'Saved as it was' : 'Edited';
}
