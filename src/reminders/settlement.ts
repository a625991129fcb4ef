import type { CallOutcome } from './call-outcome.ts';
import type { Claim } from './dispatch-store.ts';
import { lifecycle, type ReminderStatus } from './lifecycle.ts';

/** What an attempt's outcome means for its reminder: the bookkeeping, as data. */
export interface Settlement {
  readonly reminderId: string;
  /** The version that was claimed; a row that has moved on is left alone. */
  readonly version: number;
  readonly attemptId: string;
  readonly outcome: CallOutcome;
  readonly status: ReminderStatus;
  readonly retryCount: number;
  readonly callSid: string | null;
  readonly failureReason: string | null;
  /** When the next attempt is due, in milliseconds from now; `null` where none is. */
  readonly nextAttemptInMs: number | null;
}

export interface SettlementPolicy {
  /** What to do where nobody can say whether the phone rang: ring again, or give up. */
  readonly unknownOutcome: 'retry' | 'fail';
  /** The wait before the next attempt, in milliseconds, after `failures` ≥ 1 failed ones. */
  readonly retryDelayMs: (failures: number) => number;
}

export function settle(claim: Claim, outcome: CallOutcome, policy: SettlementPolicy): Settlement {
  const settlement = (
    step: 'complete' | 'giveBack' | 'fail',
    spent: 0 | 1,
    nextAttemptInMs: number | null,
  ): Settlement => ({
    reminderId: claim.reminderId,
    version: claim.version,
    attemptId: claim.attemptId,
    outcome,
    status: lifecycle[step].to,
    retryCount: claim.retryCount + spent,
    callSid: outcome.kind === 'placed' ? outcome.callSid : null,
    failureReason: outcome.kind === 'placed' ? null : outcome.reason,
    nextAttemptInMs,
  });
  const failures = claim.retryCount + 1;
  const failedOnce = (waitMs: number) =>
    failures >= claim.maxRetryAttempts ? settlement('fail', 1, null) : settlement('giveBack', 1, waitMs);

  switch (outcome.kind) {
    case 'placed':
      return settlement('complete', 1, null);
    case 'rejected':
      return settlement('fail', 1, null);
    case 'refused': {
      if (outcome.cause === 'handed-back') return settlement('giveBack', 0, 0);
      const waitMs = outcome.retryAfterMs ?? policy.retryDelayMs(failures);
      return outcome.cause === 'capacity' ? settlement('giveBack', 0, waitMs) : failedOnce(waitMs);
    }
    case 'unknown':
      if (policy.unknownOutcome === 'fail') return settlement('fail', 1, null);
      return failedOnce(outcome.abandoned ? 0 : policy.retryDelayMs(failures));
    default:
      return outcome satisfies never;
  }
}
