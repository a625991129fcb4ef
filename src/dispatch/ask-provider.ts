import { type Clock, wait } from '../clock.ts';
import type { CallOutcome, Unknown } from '../reminders/call-outcome.ts';
import type { Claim } from '../reminders/dispatch-store.ts';
import type { CallPlacer } from './call-placer.ts';

const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 10_000;

/**
 * Settles an outcome that is not known by asking the provider, for as long as it takes: a phone is not rung again
 * before the provider said that no call came of the attempt. `null`: the process stops before there was an answer, and
 * whoever takes the claim over asks again. Where the provider cannot be asked the outcome stays unknown.
 */
export async function askProvider(
  { placer, clock }: { readonly placer: CallPlacer; readonly clock: Clock },
  { claim, outcome }: { readonly claim: Claim; readonly outcome: Unknown },
  stopping: AbortSignal,
): Promise<CallOutcome | null> {
  const { finder } = placer;
  if (!finder) return outcome;
  const sinceMs = clock.monotonicMs();
  for (let waitMs = FIRST_WAIT_MS; !stopping.aborted; waitMs = Math.min(LONGEST_WAIT_MS, waitMs * 2)) {
    const askedAfterMs = clock.monotonicMs() - sinceMs;
    const found = await finder.find(claim, claim.startedAt);
    switch (found.kind) {
      case 'placed':
      case 'refused':
      case 'rejected':
        return found;
      case 'none': {
        // Whoever rang may have done so a moment ago, and the provider may not list the call yet.
        if (askedAfterMs < finder.graceMs) {
          await wait(clock, finder.graceMs - askedAfterMs, stopping);
          break;
        }
        const reason = `${outcome.reason} The provider says that no call came of it.`;
        const retryAfterMs = outcome.abandoned ? 0 : null;
        return { kind: 'refused', reason, httpStatus: outcome.httpStatus, retryAfterMs, cause: 'attempt' };
      }
      case 'unanswered':
        await wait(clock, waitMs, stopping);
        break;
      default:
        return found satisfies never;
    }
  }
  return null;
}
