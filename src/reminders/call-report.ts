import type { CallResult } from './call-result.ts';

/**
 * What the provider says of a call that was placed, told by it or asked for. Reports come late, twice and in any
 * order; what is `null` is not said.
 */
export interface CallReport {
  /** The attempt that it came of, where the provider names it. */
  readonly attemptId: string | null;
  /** The provider's own id of the call. */
  readonly callId: string | null;
  /** The telephone company's id of the call. */
  readonly callSid: string | null;
  /** The provider's word for how far the call got, such as `ringing`. */
  readonly status: string | null;
  readonly startedAt: Date | null;
  readonly answeredAt: Date | null;
  /** In US dollars. */
  readonly cost: number | null;
  /** `null` while the call is up, or waits to be. */
  readonly end: CallEnd | null;
}

/** How a call ended. */
export interface CallEnd {
  readonly result: CallResult;
  /** The provider's word for it. */
  readonly endedReason: string | null;
  /** `null`: by the time of hearing of it. */
  readonly endedAt: Date | null;
  /** Whether the phone certainly never rang. */
  readonly neverRang: boolean;
}
