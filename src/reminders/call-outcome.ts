export const callOutcomeKinds = ['placed', 'refused', 'rejected', 'unknown'] as const;
export type CallOutcomeKind = (typeof callOutcomeKinds)[number];

/** The provider took the call. */
export interface Placed {
  readonly kind: 'placed';
  /** The provider's id of the call; `null` when its answer named none. */
  readonly callSid: string | null;
  readonly httpStatus: number | null;
  /** What to ask the provider for, and what its reports name the call by; left out where a call cannot be followed. */
  readonly providerCallId?: string;
  /** How many calls of this account may be up at once, where the answer says so. */
  readonly concurrencyLimit?: number;
}

/** Certainly not placed; try later. */
export interface Refused {
  readonly kind: 'refused';
  readonly reason: string;
  readonly httpStatus: number | null;
  /** How long the provider asks to wait, in milliseconds; `null` when it does not say. */
  readonly retryAfterMs: number | null;
  /**
   * `attempt`: it failed, and spends budget. `capacity`: the provider has no room just now, which says nothing
   * about this reminder. `handed-back`: the request never left, since its instance stopped or lost its lease.
   * `configuration`: the account or its settings are at fault, so dispatch pauses. Only `attempt` spends budget.
   */
  readonly cause: 'attempt' | 'capacity' | 'handed-back' | 'configuration';
  /** How many calls of this account may be up at once, where the answer says so. */
  readonly concurrencyLimit?: number;
}

/** Certainly not placed, and never will be as it is. */
export interface Rejected {
  readonly kind: 'rejected';
  readonly reason: string;
  readonly httpStatus: number | null;
}

/** The phone may be ringing: the request was sent, and no answer says whether it became a call. */
export interface Unknown {
  readonly kind: 'unknown';
  readonly reason: string;
  readonly httpStatus: number | null;
  /** Whether the attempt's owner died: the reminder is due at once if the call was not placed. */
  readonly abandoned: boolean;
  /** The attempt's last request; left out where it is not known, as of an owner that died. */
  readonly sent?: SentRequest;
}

/** A request that was sent and not answered with an outcome. */
export interface SentRequest {
  /** When it was written to its connection, by the monotonic clock. */
  readonly sentAtMs: number;
  /** Resolves to its outcome where it is answered after all; `null` where its connection ended. Never rejects. */
  readonly lateOutcome: Promise<CallOutcome | null>;
  /** Gives up waiting for that answer. */
  close(): void;
}

/** What came of an attempt, as a value: placing a call never throws for what a provider or a network may do. */
export type CallOutcome = Placed | Refused | Rejected | Unknown;
