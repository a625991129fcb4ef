/** A placed call's life at the provider, in its order: a report never moves a call back. */
export const callStatuses = ['scheduled', 'queued', 'ringing', 'in-progress', 'forwarding', 'ended'] as const;
export type CallStatus = (typeof callStatuses)[number];

/** What came of a placed call: a small closed set, whatever the provider calls its reasons. */
export const callResults = [
  'answered',
  'voicemail',
  'cut-short',
  'no-answer',
  'busy',
  'unreachable',
  'cancelled',
  'capacity',
  'configuration',
  'provider-fault',
  'other',
] as const;
export type CallResult = (typeof callResults)[number];

/** What the provider tells of a placed call, unasked or asked. May come twice, late, or in no order. */
export interface CallReport {
  /** The provider's own id of the call. */
  readonly providerCallId: string;
  /** Our attempt, as it was sent along; `null` where the report does not name it. */
  readonly attemptId: string | null;
  /** The telephone company's id of the call; `null` while it is not known. */
  readonly callSid: string | null;
  readonly status: CallStatus;
  /** What the reason for its end means; `other` where that is not known, `null` until it ended. */
  readonly result: CallResult | null;
  /** Why it ended, in the provider's own word; `null` until it ended, or where no word was given. */
  readonly endedReason: string | null;
  /** Whether the reason says for certain that no phone rang, so that ringing again disturbs nobody twice. */
  readonly neverRang: boolean;
  /** Whether the reason says that the text was said to its end, however short the call was; default: no. */
  readonly saidToTheEnd?: boolean;
  /** Whether it is no word of the provider: the call is no longer waited for; default: no. */
  readonly isGivenUp?: boolean;
  /** When the status was reached, by the provider's clock; `null` where it does not say. */
  readonly reportedAt: Date | null;
  readonly startedAt: Date | null;
  readonly endedAt: Date | null;
  /** In US dollars. */
  readonly costUsd: number | null;
}

/** Whether a call that is `before` can become `after`: forwards only, and what ended stays so. */
export function goesForward(before: CallStatus | null, after: CallStatus): boolean {
  return before === null || callStatuses.indexOf(after) > callStatuses.indexOf(before);
}
