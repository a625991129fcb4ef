import { lifecycle, type ReminderStatus } from './lifecycle.ts';

/** What an attempt, or the end of its call, makes of a reminder, as data. */
export interface Bookkeeping {
  readonly reminderId: string;
  /** The version that it rests on; a row that has moved on is left alone. */
  readonly version: number;
  readonly attemptId: string;
  readonly status: ReminderStatus;
  readonly retryCount: number;
  /** Attempts in a row that the provider had no room for; 0 after any other. */
  readonly freeAttempts: number;
  readonly callSid: string | null;
  readonly failureReason: string | null;
  /** When the next attempt is due, in milliseconds from now; `null` where none is. */
  readonly nextAttemptInMs: number | null;
}

/** What it rests on. */
export interface Ground {
  readonly reminderId: string;
  readonly version: number;
  readonly attemptId: string;
  readonly retryCount: number;
  readonly maxRetryAttempts: number;
  readonly freeAttempts: number;
}

/** With the default waits, half a day without room for the call. */
export const MAX_FREE_ATTEMPTS = 50;

/** Writes books on one ground. */
export function bookkeeper(ground: Ground) {
  const { reminderId, version, attemptId, retryCount, maxRetryAttempts, freeAttempts } = ground;
  const book = (
    step: 'await' | 'complete' | 'giveBack' | 'fail',
    spent: 0 | 1,
    rest: Partial<Bookkeeping>,
  ): Bookkeeping => ({
    reminderId,
    version,
    attemptId,
    status: lifecycle[step].to,
    retryCount: retryCount + spent,
    freeAttempts: 0,
    callSid: null,
    failureReason: null,
    nextAttemptInMs: null,
    ...rest,
  });
  const fail = (failureReason: string) => book('fail', 1, { failureReason });
  const giveBack = (failureReason: string, nextAttemptInMs: number) =>
    book('giveBack', 0, { failureReason, nextAttemptInMs, freeAttempts });

  return {
    /** The call was placed; what comes of it decides. */
    await: (callSid: string | null) => book('await', 0, { callSid }),
    complete: (callSid: string | null) => book('complete', 1, { callSid }),
    fail,
    /** Another attempt that costs nothing. */
    giveBack,
    /** Another attempt that costs nothing once there may be room, unless there was none for too long. */
    waitForCapacity(failureReason: string, nextAttemptInMs: number) {
      const free = freeAttempts + 1;
      if (free >= MAX_FREE_ATTEMPTS) {
        return fail(`${failureReason} The provider had no room for ${free} attempts in a row.`);
      }
      return { ...giveBack(failureReason, nextAttemptInMs), freeAttempts: free };
    },
    /** Another attempt, if the budget has one left. */
    tryAgain: (failureReason: string, nextAttemptInMs: number) =>
      retryCount + 1 >= maxRetryAttempts
        ? fail(failureReason)
        : { ...giveBack(failureReason, nextAttemptInMs), retryCount: retryCount + 1, freeAttempts: 0 },
  };
}
