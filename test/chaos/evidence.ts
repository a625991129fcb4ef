/** What is known after a run: the facts that the judge reads. Instants are in milliseconds since 1970. */
export interface Evidence {
  readonly format: 'message' | 'call';
  /** Whether the provider places one call however often it receives one idempotency key. */
  readonly isIdempotent: boolean;
  readonly concurrency: number;
  /** VAPI_TIMEOUT_SECONDS of the run, in milliseconds. */
  readonly timeoutMs: number;
  /** The most calls that were up at once, counted by the provider; `null` where it does not follow calls. */
  readonly mostCallsUp: number | null;
  /** Reminders whose creation the API confirmed. */
  readonly acknowledged: readonly Acknowledged[];
  readonly reminders: readonly KeptReminder[];
  readonly attempts: readonly KeptAttempt[];
  /** Calls in the provider's ledger. */
  readonly calls: readonly PlacedCall[];
  /** When the run stopped the provider's process. */
  readonly providerStops: readonly Interval[];
  /** When the provider's process did not run, whatever stopped it: measured by itself. */
  readonly providerStalls: readonly Interval[];
  /** A run that does not show these proves nothing, and fails. */
  readonly mustShow: readonly ('recovery' | 'provider stall')[];
  /** Attempts whose request was written after their lease had ended: the log event `call.late`. */
  readonly lateAttemptIds: readonly string[];
  /** Owners that lost their lease, from the log event `instances.dead`. */
  readonly lostLeases: readonly LostLease[];
  /** The status changes in the log, in its order. */
  readonly changes: readonly Change[];
  readonly subscribers: readonly SubscriberEvidence[];
  readonly kills: readonly Kill[];
  /** Faults of the database and stopped instances: a recovery that overlaps one is not measured. */
  readonly disturbances: readonly Interval[];
  /** The longest time from a kill -9 until other instances own all of its claims, in milliseconds. */
  readonly rescueBoundMs: number;
  /** The longest time from a kill -9 until all of its attempts have an outcome, in milliseconds. */
  readonly recoveryBoundMs: number;
}

export interface Interval {
  readonly fromMs: number;
  readonly toMs: number;
}

export interface Acknowledged {
  readonly token: string;
  readonly scheduledMs: number;
}

export interface KeptReminder {
  readonly token: string;
  readonly status: string;
  readonly retryCount: number;
  readonly maxRetryAttempts: number;
}

export interface KeptAttempt {
  readonly id: string;
  readonly token: string;
  readonly instanceId: string;
  /** Sent with each request of the attempt in format message; later attempts may carry the same one. */
  readonly idempotencyKey: string;
  readonly outcome: string | null;
  readonly reason: string | null;
  readonly startedMs: number;
  readonly finishedMs: number | null;
}

export interface PlacedCall {
  readonly token: string;
  /** What its request was sent with: the idempotency key in format message, the attempt's id in format call. */
  readonly key: string;
  /** When the provider had read the request. */
  readonly requestedMs: number;
  /** When the provider placed the call, which in format message is also when it answered. */
  readonly atMs: number;
  /** The provider's answer to the request; `null`: it closed the connection without one. */
  readonly status: number | null;
}

export interface LostLease {
  readonly instanceIds: readonly string[];
  readonly atMs: number;
}

export interface Change {
  readonly cursor: string;
  readonly token: string;
  readonly status: string;
}

export interface SubscriberEvidence {
  readonly name: string;
  readonly seen: readonly Change[];
  readonly connections: number;
}

export interface Kill {
  readonly name: string;
  readonly atMs: number;
  readonly instanceIds: readonly string[];
  /** When other instances owned all of its claims; `null`: it had none, or the database could not be read. */
  readonly rescuedMs: number | null;
}
