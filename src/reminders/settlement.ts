import { type Bookkeeping, bookkeeper } from './bookkeeping.ts';
import type { CallOutcome } from './call-outcome.ts';
import type { Claim } from './dispatch-store.ts';

/** What an attempt's outcome means for its reminder. */
export interface Settlement extends Bookkeeping {
  readonly outcome: CallOutcome;
  /** For how long the call that was placed may take a slot, in milliseconds, unless its end is heard of; `null`: for none. */
  readonly callMayLastMs: number | null;
}

export interface SettlementPolicy {
  /** What to do where nobody can say whether the phone rang: ring again, or give up. */
  readonly unknownOutcome: 'retry' | 'fail';
  /** How long a call can be up at most, in milliseconds; `null` where the provider tells nothing of placed calls. */
  readonly longestCallMs: number | null;
  /** The wait before the next attempt, in milliseconds, after `failures` ≥ 1 failed ones. */
  readonly retryDelayMs: (failures: number) => number;
}

export function settle(claim: Claim, outcome: CallOutcome, policy: SettlementPolicy): Settlement {
  const callMayLastMs = outcome.kind === 'placed' ? policy.longestCallMs : null;
  return { ...book(claim, outcome, policy), outcome, callMayLastMs };
}

function book(claim: Claim, outcome: CallOutcome, policy: SettlementPolicy): Bookkeeping {
  const books = bookkeeper(claim);
  const failures = claim.retryCount + 1;
  switch (outcome.kind) {
    case 'placed':
      // A call that was taken may still end before it rings, so the reminder waits where calls are followed.
      return policy.longestCallMs === null ? books.complete(outcome.callSid) : books.await(outcome.callSid);
    case 'rejected':
      return books.fail(outcome.reason);
    case 'refused': {
      // A configuration fault pauses dispatch; the reminder is due as soon as a person resumes it.
      if (outcome.cause === 'handed-back' || outcome.cause === 'configuration') {
        return books.giveBack(outcome.reason, 0);
      }
      return outcome.cause === 'capacity'
        ? books.waitForCapacity(outcome.reason, capacityWaitMs(claim, outcome.retryAfterMs, policy))
        : books.tryAgain(outcome.reason, outcome.retryAfterMs ?? policy.retryDelayMs(failures));
    }
    case 'unknown':
      if (policy.unknownOutcome === 'fail') return books.fail(outcome.reason);
      return books.tryAgain(outcome.reason, outcome.abandoned ? 0 : policy.retryDelayMs(failures));
    default:
      return outcome satisfies never;
  }
}

/** How often in a row the provider may name a shorter wait than ours, such as a second. */
const SHORT_WAITS = 5;

/** The provider's wait, else one that grows with each attempt that met no room. */
function capacityWaitMs(
  { freeAttempts }: Claim,
  retryAfterMs: number | null,
  { retryDelayMs }: SettlementPolicy,
): number {
  if (retryAfterMs !== null && freeAttempts < SHORT_WAITS) return retryAfterMs;
  return Math.max(retryAfterMs ?? 0, retryDelayMs(freeAttempts + 1));
}
