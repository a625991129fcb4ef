/** Everything that is known once the dust has settled: what the judge judges by. */
export interface Evidence {
  readonly format: 'message' | 'call';
  /** Whether the provider places one call however often it is asked under one key. */
  readonly isIdempotent: boolean;
  readonly concurrency: number;
  /** How many calls were up at once, as the provider saw it; `null` where it does not follow calls. */
  readonly mostCallsUp: number | null;
  /** What the API said was created. */
  readonly acknowledged: readonly Acknowledged[];
  readonly reminders: readonly KeptReminder[];
  readonly attempts: readonly KeptAttempt[];
  /** Phones that rang, by the provider's ledger. */
  readonly calls: readonly RungCall[];
  /** Requests to ring that the provider gave no answer to: of each it is unknown to Bellhop whether it rang. */
  readonly unanswered: readonly RungCall[];
  /** The log's status changes, in its order. */
  readonly changes: readonly Change[];
  readonly subscribers: readonly SubscriberEvidence[];
  readonly kills: readonly Kill[];
  /** When something else than the kill itself stood in the way of a recovery, in milliseconds since 1970. */
  readonly disturbances: readonly { readonly fromMs: number; readonly toMs: number }[];
  /** A recovery takes at most so long after a kill -9. */
  readonly recoveryBoundMs: number;
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
  readonly token: string;
  readonly instanceId: string;
  readonly outcome: string | null;
  readonly reason: string | null;
  readonly startedMs: number;
  readonly finishedMs: number | null;
}

export interface RungCall {
  readonly token: string;
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
}
