import type { Placed, Refused, Rejected } from '../reminders/call-outcome.ts';
import type { CallObject } from './call-object.ts';
import { resultOf, saysNobodyWasRung } from './ended-reason.ts';

/**
 * What a call that Vapi has made, or lists, says of the attempt that it came of. Not every such call rings: a 201 may
 * say that there was no room for it.
 */
export function outcomeOfCreated(call: CallObject, httpStatus: number): Placed | Refused | Rejected {
  const { endedReason, concurrencyLimit } = call;
  const limit = concurrencyLimit === null ? {} : { concurrencyLimit };
  const result = resultOf(endedReason);
  if (call.isBlocked || result === 'capacity') {
    const reason = `Vapi has no room for another call${endedReason === null ? '' : ` (${endedReason})`}.`;
    return { kind: 'refused', reason, httpStatus, retryAfterMs: null, cause: 'capacity', ...limit };
  }
  if (!saysNobodyWasRung(endedReason)) {
    const callSid = call.callSid ?? call.id;
    return { kind: 'placed', callSid, httpStatus, providerCallId: call.id, ...limit };
  }
  const reason = `Vapi ended the call before it rang (${endedReason}).`;
  if (result === 'configuration') return { kind: 'rejected', reason, httpStatus, cause: 'configuration' };
  return { kind: 'refused', reason, httpStatus, retryAfterMs: null, cause: 'attempt', ...limit };
}
