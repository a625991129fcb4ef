import { DAILY_LIMIT_WAIT_MS, isDailyLimit } from '../reminders/call-conclusion.ts';
import type { Placed, Refused } from '../reminders/call-outcome.ts';
import type { CallObject } from './call-object.ts';
import { resultOf, saysNobodyWasRung } from './ended-reason.ts';

/**
 * What a call that Vapi has made, or lists, says of the attempt that it came of. A call that is blocked for want of a
 * free line may wait at Vapi and ring later, so only one that has ended counts as not placed.
 */
export function outcomeOfCreated(call: CallObject, httpStatus: number): Placed | Refused {
  const { endedReason, concurrencyLimit } = call;
  const limit = concurrencyLimit === null ? {} : { concurrencyLimit };
  const hasEnded = call.status === 'ended' || endedReason !== null || call.endedAt !== null;
  const neverRang = saysNobodyWasRung(endedReason);
  const result = resultOf(endedReason);
  if ((call.isBlocked && hasEnded) || (neverRang && result === 'capacity')) {
    const reason = `Vapi has no room for another call${endedReason === null ? '' : ` (${endedReason})`}.`;
    const retryAfterMs = isDailyLimit(endedReason) ? DAILY_LIMIT_WAIT_MS : null;
    return { kind: 'refused', reason, httpStatus, retryAfterMs, cause: 'capacity', ...limit };
  }
  if (!neverRang) {
    const callSid = call.callSid ?? call.id;
    return { kind: 'placed', callSid, httpStatus, providerCallId: call.id, ...limit };
  }
  const reason = `Vapi ended the call before it rang (${endedReason}).`;
  const cause = result === 'configuration' ? 'configuration' : 'attempt';
  return { kind: 'refused', reason, httpStatus, retryAfterMs: null, cause, ...limit };
}
