import type { CallOutcomeKind } from './call-outcome.ts';
import type { CallResult, CallStatus } from './call-report.ts';

/** One try at ringing, written before the request leaves and settled after. */
export interface CallAttempt {
  /** UUIDv7. */
  readonly id: string;
  readonly reminderId: string;
  /** 1, 2, 3, … over the reminder's whole life. */
  readonly number: number;
  readonly startedAt: Date;
  /** `null` while it is in flight, as is `outcome`. */
  readonly finishedAt: Date | null;
  readonly outcome: CallOutcomeKind | null;
  readonly httpStatus: number | null;
  readonly callSid: string | null;
  readonly failureReason: string | null;
  /** What the provider told of the call that was placed; each `null` until it is told. */
  readonly providerCallId: string | null;
  readonly callStatus: CallStatus | null;
  readonly callResult: CallResult | null;
  /** The provider's own word for why the call ended. */
  readonly endedReason: string | null;
  readonly callStartedAt: Date | null;
  readonly callAnsweredAt: Date | null;
  readonly callEndedAt: Date | null;
  readonly costUsd: number | null;
}

/** Whether an attempt counts for the limits on calls: its phone rang, or may have, or may still ring. */
export function countsAsCall({
  outcome,
  neverRang,
}: {
  readonly outcome: CallOutcomeKind | null;
  readonly neverRang: boolean | null;
}): boolean {
  return outcome !== 'refused' && outcome !== 'rejected' && neverRang !== true;
}
