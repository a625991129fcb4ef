import type { CallOutcome, Placed, Refused, Rejected, SentRequest } from '../reminders/call-outcome.ts';
import type { CallReport } from '../reminders/call-report.ts';

/** What to ring: one attempt of one reminder. */
export interface CallRequest {
  readonly reminderId: string;
  readonly attemptId: string;
  /** Sent along so that a provider which knows such keys places one call however often it is asked. */
  readonly idempotencyKey: string;
  /** E.164. */
  readonly phoneNumber: string;
  readonly message: string;
  /** The trace that it belongs to, as W3C's `traceparent`; default: none. */
  readonly traceparent?: string | null;
}

export interface PlaceOptions {
  /**
   * Asked at the last moment before each request leaves: whether this process still owns the claim. Where it
   * answers false nothing is sent.
   */
  readonly mayLeave: () => boolean;
  /** Called right after a request was written to its connection. */
  readonly onSent?: () => void;
  /** Asked before each try after the first. `lost`: the last try that was sent and never answered. Never rejects. */
  readonly beforeRetry: (lost: SentRequest | null) => Promise<RetryDecision>;
  /** Aborted when the process stops: nothing leaves any more, waits between tries end, a request that left goes on. */
  readonly stopping: AbortSignal;
  /** Aborted when the time for what is in flight is over: a request that left is given up as `unknown`. */
  readonly abandon: AbortSignal;
}

/**
 * `retry`: another try may be sent; where the provider can be asked, the lost one certainly did not become a call.
 * `stop`: the attempt ends with what is known of it. Else: the outcome of the attempt.
 */
export type RetryDecision = CallOutcome | 'retry' | 'stop';

/** What a provider knows of an attempt's call. */
export type FoundCall =
  | Placed
  /** The provider made a call of it that ended before it rang. */
  | Refused
  | Rejected
  /** The provider lists no such call. */
  | { readonly kind: 'none' }
  /** It did not say; ask again. */
  | { readonly kind: 'unanswered'; readonly reason: string };

/** The attempt whose call is looked for. */
export interface LookupRequest {
  readonly reminderId: string;
  readonly attemptId: string;
  /** The provider's id of the caller ID that the attempt was placed with; `null`: the one that is configured. */
  readonly callerId: string | null;
  /** When the attempt began, by the database's clock. */
  readonly startedAt: Date;
  readonly traceparent?: string | null;
}

/** Looks for the call of an attempt. */
export interface CallFinder {
  /** How long after a request was sent the provider may take to make its call, in milliseconds. */
  readonly answerWithinMs: number;
  /** How long a new call may be missing in the provider's lists, in milliseconds. */
  readonly graceMs: number;
  /**
   * How long after an attempt began its requests may be sent, in milliseconds. It bounds what has to be looked through,
   * however late the question.
   */
  readonly sendWindowMs: number;
  /** Never rejects. */
  find(request: LookupRequest): Promise<FoundCall>;
}

/** What the provider says of a placed call when it is asked. */
export type ReadCall =
  | { readonly kind: 'report'; readonly report: CallReport }
  /** The provider knows no such call. */
  | { readonly kind: 'none' }
  /** It did not say; ask again. */
  | { readonly kind: 'unanswered'; readonly reason: string };

/** Asks what became of a placed call, for when no report of its end arrives. */
export interface CallReader {
  /** Never rejects. */
  read(providerCallId: string): Promise<ReadCall>;
  /** Deletes a call that waits to be placed. Never rejects; `read` shows the result. */
  remove(providerCallId: string): Promise<void>;
}

/** Places calls at a provider. */
export interface CallPlacer {
  /** Resolves to what came of it, whatever the provider or the network do; rejects only on a defect of its own. */
  place(request: CallRequest, options: PlaceOptions): Promise<CallOutcome>;
  /** Left out where the provider cannot be asked. */
  readonly finder?: CallFinder;
  /** Left out where placed calls cannot be followed. */
  readonly reader?: CallReader;
}
