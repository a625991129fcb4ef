import type { Conclusion, EndedCall } from './call-conclusion.ts';
import type { ReportRules } from './call-end.ts';
import type { CallReport, CallResult, CallStatus } from './call-report.ts';
import type { Settlement } from './settlement.ts';

/** A claimed reminder with the attempt that was opened for it: all that is needed to ring and to record. */
export interface Claim {
  readonly reminderId: string;
  /** The version that the claim made; results are written against it only. */
  readonly version: number;
  readonly phoneNumber: string;
  readonly message: string;
  readonly retryCount: number;
  readonly maxRetryAttempts: number;
  /** Attempts in a row before this one that the provider had no room for. They spent no budget. */
  readonly freeAttempts: number;
  readonly attemptId: string;
  readonly attemptNumber: number;
  /** The instance that opened the attempt; another one's where the claim was taken over. */
  readonly openedBy: string;
  /** The attempt's id; after one whose outcome is unknown, that one's key, until a person asks to ring anew. */
  readonly idempotencyKey: string;
  /** The provider's id of the caller ID that it is placed with; `null` where the attempt names none. */
  readonly callerId: string | null;
  /** Whether it was marked as unresolved before it was taken over, so that it holds no slot. */
  readonly unresolved: boolean;
  /** Whether the number was on the do-not-call list when it was claimed: it must not ring. */
  readonly doNotCall: boolean;
  /** The trace that it belongs to, as W3C's `traceparent`; default: none. */
  readonly traceparent?: string | null;
  /** When the attempt falls due, by the database's clock; at most `aheadMs` of its claim in the future. */
  readonly dueAt: Date;
  /** When it was claimed, but not before it is due. */
  readonly startedAt: Date;
}

/** Why a claim took less than it could have, and when looking again is worth while. */
export type ClaimPause =
  /** Nothing more can be claimed now; `inMs` until something can, `null` if nothing is waiting. */
  | { readonly reason: 'nothing-due'; readonly inMs: number | null }
  /** A person paused dispatch. */
  | { readonly reason: 'paused' }
  /** The provider asked everybody to wait. */
  | { readonly reason: 'held-back'; readonly inMs: number }
  /** `CALLS_PER_SECOND` is used up, over all instances. */
  | { readonly reason: 'too-fast'; readonly inMs: number }
  /** All slots of `DISPATCH_CONCURRENCY` are taken, over all instances. */
  | { readonly reason: 'no-slot' }
  /** `callsPerDay` or `spendUsdPerDay` is reached. The caller pauses dispatch. */
  | { readonly reason: 'limit-reached'; readonly limit: 'calls' | 'spend' }
  /** This instance's lease ran out, so it may claim nothing. */
  | { readonly reason: 'lease-lost' };

/** Limits on calls in any 24 hours, over all instances. A limit that is left out does not exist. */
export interface CallLimits {
  /** Calls to one number, retries included. A due reminder beyond it is deferred until the number has room. */
  readonly callsPerNumberAndDay?: number | null;
  /** Calls to all numbers. Reached, it is a reason to pause. */
  readonly callsPerDay?: number | null;
  /** What the provider reported as the cost of calls, in US dollars. Reached, it is a reason to pause. */
  readonly spendUsdPerDay?: number | null;
}

export interface ClaimRequest {
  readonly instanceId: string;
  /** How many this instance can ring now, 1 or more. */
  readonly limit: number;
  /** How many may be in flight or up over all instances. */
  readonly concurrency: number;
  /** What falls due within so many milliseconds is claimed already; default: 0. */
  readonly aheadMs?: number;
  /** How many may be begun in a second over all instances; `null`: as many as fit. */
  readonly callsPerSecond: number | null;
  /** The provider's id of the caller ID to place with, which the attempt keeps; default: `null`. */
  readonly callerId?: string | null;
  /** The provider's account, as `noteConcurrencyLimit` has it; default: none, for which no provider's limit counts. */
  readonly account?: string | null;
  /** Default: no limits. */
  readonly limits?: CallLimits;
}

export interface ClaimResult {
  readonly claims: readonly Claim[];
  /** Due reminders that were moved to a later time, since their number has had all its calls. */
  readonly deferred: number;
  /** `null` when `limit` was reached or reminders were deferred: there may be more at once. */
  readonly pause: ClaimPause | null;
  /** The database's clock when it claimed, in milliseconds since 1970, with fractions. */
  readonly databaseMs: number;
}

export interface TakeOverRequest {
  readonly instanceId: string;
  /** The claims in flight in this very process, under this instance or one that it was before: never taken over. */
  readonly known: readonly Pick<Claim, 'reminderId' | 'version'>[];
  /** Whether to take those of this very instance that it does not know; default: true. */
  readonly includeOwn?: boolean;
  readonly limit: number;
}

export interface Instance {
  readonly id: string;
  readonly hostname: string;
}

export interface DispatcherInstance extends Instance {
  readonly startedAt: Date;
  readonly heartbeatAt: Date;
  readonly inFlight: number;
}

/** After days of standing still millions may be late, and this is asked for every few seconds. */
export const OVERDUE_LIMIT = 100_000;

export interface DispatcherStatus {
  readonly paused: boolean;
  readonly pauseReason: string | null;
  readonly nextDueAt: Date | null;
  /** Reminders that wait for their time. */
  readonly scheduled: number;
  /** Due and not yet claimed; counted up to `OVERDUE_LIMIT`. */
  readonly overdue: number;
  /** Claimed and being placed; those that are unresolved do not count. */
  readonly inFlight: number;
  /** Attempts of which the provider could not say for a long time whether they became calls. They hold no slot. */
  readonly unresolved: number;
  /** Until when the provider asked to wait; `null` where claims go on. */
  readonly throttledUntil: Date | null;
  readonly concurrencyLimit: ConcurrencyLimit | null;
  /** How far ahead of the database's clock the newest change or heartbeat lies, since that clock was set back; else 0. */
  readonly clockSetBackMs: number;
  readonly instances: readonly DispatcherInstance[];
}

/** How many calls the provider lets be up at once. Forgotten an hour after it was last confirmed. */
export interface ConcurrencyLimit {
  readonly calls: number;
  /** The account that it counts for. Claims for another account ignore it. */
  readonly account: string;
  readonly confirmedAt: Date;
}

/** What the database knows of an attempt that is under way. */
export interface AttemptCheck {
  /** Whether the claim still stands, and holds a slot: another try of the attempt may be sent. */
  readonly mayRetry: boolean;
  /** Whether the number is on the do-not-call list now. */
  readonly doNotCall: boolean;
  /** A call that the provider reported for the attempt, unless it never rang. */
  readonly call: { readonly callSid: string | null; readonly providerCallId: string } | null;
}

/** What came of writing down what a provider told of a call. */
export type ReportResult =
  /** It told something new. */
  | {
      readonly kind: 'recorded';
      readonly reminderId: string;
      /** How the call ended, from all that is known of it; `null`: it is not over. */
      readonly result: CallResult | null;
      /** Whether its reminder waits for it again, after it was settled without this call or by a worse-known end. */
      readonly adopted: boolean;
      /** By how much its cost is higher than it was known before, in US dollars. */
      readonly costUsd: number;
      /** Whether the call should not be: its attempt is down as one that placed none, and its reminder has moved on. */
      readonly unexpected: boolean;
    }
  /** Nothing new. */
  | { readonly kind: 'known' }
  /** No attempt is known for it. */
  | { readonly kind: 'unknown-call' }
  /** Its attempt is down with another call. */
  | { readonly kind: 'second-call'; readonly reminderId: string };

/** A call that is up as far as is known, and of which nothing was heard for a while. */
export interface QuietCall {
  readonly attemptId: string;
  readonly providerCallId: string | null;
  /** What the provider last said; `null`: nothing. */
  readonly callStatus: CallStatus | null;
  /** For how long no call could have lasted any more, in milliseconds; `null`: it may still be up. */
  readonly overdueMs: number | null;
}

/**
 * What the dispatcher asks of the database. Time is the database's clock throughout: instances' own clocks may
 * differ. A method rejects only when the database cannot be used.
 */
export interface DispatchStore {
  /** Makes the instance known; its lease runs for `leaseMs` from now. */
  register(instance: Instance, leaseMs: number): Promise<void>;
  /**
   * Renews the instance's lease, which carries all its claims. `null`: the lease had run out, others may have
   * taken its claims over, and it must register anew under another id.
   */
  heartbeat(instanceId: string, leaseMs: number): Promise<{ readonly now: Date } | null>;
  /** Takes the instance off the list, so that what it still holds can be taken over at once. */
  deregister(instanceId: string): Promise<void>;
  /** Takes off the list every instance whose lease ran out. Answers their ids. */
  buryDead(): Promise<string[]>;
  /** Takes off the list every instance but this one: for a database that only one process can open. */
  buryOthers(instanceId: string): Promise<string[]>;
  /**
   * Moves what is due, or `aheadMs` from it, to `dispatching` and opens the attempts, the longest due first. Defers what is
   * due for a number that has had all its calls.
   */
  claimDue(request: ClaimRequest): Promise<ClaimResult>;
  /**
   * Makes this instance's own the claims that nobody works on: those of instances that are no longer listed, and its
   * own that it does not know of, whose claiming was committed though the answer got lost.
   */
  takeOver(request: TakeOverRequest): Promise<Claim[]>;
  /** Reads what may have changed since the claim was made: asked before each further try of its attempt. */
  checkAttempt(claim: Pick<Claim, 'reminderId' | 'version' | 'attemptId'>): Promise<AttemptCheck>;
  /**
   * Records the outcomes of attempts. Returns the attempt ids that it did not record. Either the reminder had changed
   * since the claim, or the outcome is not `placed` although a call of the attempt was reported: see `checkAttempt`.
   */
  record(settlements: readonly Settlement[]): Promise<{ readonly staleAttemptIds: readonly string[] }>;
  /** Writes down what the provider told of a call. A report never moves a call back, and may come before `record`. */
  report(report: CallReport, rules: ReportRules): Promise<ReportResult>;
  /** Reminders that wait for a call which has ended; with `orRang`, also for one that rings or was answered. */
  endedCalls(limit: number, orRang?: boolean): Promise<EndedCall[]>;
  /** Writes what the ends of calls mean. Answers the attempt ids whose reminder had moved on. */
  conclude(conclusions: readonly Conclusion[]): Promise<{ readonly staleAttemptIds: readonly string[] }>;
  /**
   * Calls without news for `quietMs`, and those that became overdue since: each for one asker, who need not ask again
   * for so long.
   */
  quietCalls(quietMs: number, limit: number): Promise<QuietCall[]>;
  /** Makes every call quiet, except those with news within the last second: a report was lost, of an unknown call. */
  expectNews(): Promise<void>;
  /**
   * Marks a claim whose attempt the provider cannot say anything about. It keeps its status, its version and its owner,
   * but holds no slot. Changes nothing where the reminder has moved on.
   */
  markUnresolved(claim: Pick<Claim, 'reminderId' | 'version'>): Promise<void>;
  /**
   * How many calls the provider lets be up at once for this account. Claims for it keep to the lower of this and their
   * own limit, until an hour has passed without the limit being noted again.
   */
  noteConcurrencyLimit(limit: number, account: string): Promise<void>;
  /**
   * Keeps every instance from claiming for this long, at most 15 minutes, as the provider asked. Never shortens an earlier
   * wait.
   */
  holdBack(forMs: number): Promise<void>;
  /** `limitReached`: it is a daily limit that pauses; default: false. */
  pause(reason: string | null, limitReached?: boolean): Promise<void>;
  /** Turns the pause switch off. After a pause by a daily limit, calls and costs count from zero again. */
  resume(): Promise<void>;
  status(): Promise<DispatcherStatus>;
}
