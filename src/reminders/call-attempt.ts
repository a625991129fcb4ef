import type { CallOutcomeKind } from './call-outcome.ts';

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
}
