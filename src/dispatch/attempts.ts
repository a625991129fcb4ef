import { type Clock, wait } from '../clock.ts';
import type { Log } from '../log.ts';
import type { CallOutcome, SentRequest, Unknown } from '../reminders/call-outcome.ts';
import { doNotCallRefusal } from '../reminders/call-rules.ts';
import type { AttemptCheck, Claim, DispatchStore } from '../reminders/dispatch-store.ts';
import { type Settlement, type SettlementPolicy, settle } from '../reminders/settlement.ts';
import type { CallPlacer, RetryDecision } from './call-placer.ts';
import type { DatabaseClock } from './database-clock.ts';
import type { Membership } from './lease.ts';
import { reconcile } from './reconcile.ts';
import type { Recorder } from './recorder.ts';

/** How long everybody waits after a 429 that names no time. */
const CAPACITY_WAIT_MS = 1_000;
/** How often a provider that does not answer look-ups is logged, for each attempt. */
const UNANSWERED_LOG_MS = 60_000;
const DATABASE_AWAY_POLL_MS = 1_000;

export interface AttemptsDeps {
  readonly store: DispatchStore;
  readonly placer: CallPlacer;
  readonly recorder: Recorder;
  readonly clock: Clock;
  readonly databaseClock: DatabaseClock;
  readonly log: Log;
  /** A reminder waits for its call from now on, whose end may have been told already. */
  readonly onAwaiting: () => Promise<void>;
}

export interface AttemptsOptions {
  readonly policy: SettlementPolicy;
  /** The provider's account, for which its limit on calls counts. */
  readonly account: string;
  readonly stopping: AbortSignal;
  readonly abandon: AbortSignal;
  /** The reminder is due again in so many milliseconds. */
  readonly onRetry: (inMs: number) => void;
  /** After how long without an answer to look-ups a claim gives its slot back, in milliseconds. */
  readonly unresolvedAfterMs: number;
  /** The claim holds no slot any more, though it is not settled yet. */
  readonly onUnresolved: (claim: Claim) => void;
}

/** What becomes of one claim: wait until it is due → place → (ask) → record. No method ever rejects. */
export interface Attempts {
  ring(claim: Claim, membership: Membership): Promise<void>;
  /** Settles a claim that was taken over, without ringing. */
  settleAbandoned(claim: Claim, instanceId: string): Promise<void>;
  /** Pauses dispatch until a person resumes it. */
  pause(reason: string, limitReached?: boolean): Promise<void>;
}

export function createAttempts(deps: AttemptsDeps, options: AttemptsOptions): Attempts {
  const { policy, account, stopping, abandon, onRetry, onUnresolved, unresolvedAfterMs } = options;
  const { store, placer, recorder, clock, databaseClock, log, onAwaiting } = deps;

  /** Claimed ahead of its time, so that nothing but a timer lies between a due instant and its request. */
  async function untilDue({ dueAt }: Claim) {
    for (;;) {
      const aheadMs = dueAt.getTime() - databaseClock.nowMs();
      if (aheadMs <= 0 || stopping.aborted) return;
      await wait(clock, aheadMs, stopping);
    }
  }

  async function place(claim: Claim, { isHeld }: Membership): Promise<CallOutcome> {
    if (claim.doNotCall) return { kind: 'rejected', reason: doNotCallRefusal.message, httpStatus: null };
    const sendUntilMs = claim.startedAt.getTime() + (placer.finder?.sendWindowMs ?? Infinity);
    try {
      return await placer.place(claim, {
        mayLeave: () => isHeld() && databaseClock.nowMs() < sendUntilMs,
        onSent: () => isHeld() || logLate(claim),
        beforeRetry: (lost) => beforeRetry(claim, lost),
        stopping,
        abandon,
      });
    } catch (error) {
      log.error({ event: 'place.defect', err: error, attemptId: claim.attemptId }, 'The call placer failed');
      const reason = 'Bellhop failed while placing the call; it may have been placed.';
      return { kind: 'unknown', reason, httpStatus: null, abandoned: false };
    }
  }

  /** The process stood still between its last look at the lease and the write: docs/decisions/0009. */
  function logLate({ reminderId, attemptId }: Claim) {
    log.error(
      { event: 'call.late', reminderId, attemptId },
      'Request sent after the lease expired: the process stood still; the recipient may be called twice',
    );
  }

  async function beforeRetry(claim: Claim, lost: SentRequest | null): Promise<RetryDecision> {
    if (lost && placer.finder) {
      const found = await lookUp(claim, lost);
      if (found === null) return 'stop';
      if (found.kind !== 'none') return found;
    }
    const check = await checkAttempt(claim);
    if (check?.call) return { kind: 'placed', httpStatus: null, ...check.call };
    if (check?.doNotCall) return { kind: 'rejected', reason: doNotCallRefusal.message, httpStatus: null };
    return check?.mayRetry ? 'retry' : 'stop';
  }

  /** `null`: Bellhop stops. */
  async function lookUp(claim: Claim, sent: SentRequest | null) {
    const { finder } = placer;
    if (!finder) return null;
    const { reminderId, attemptId } = claim;
    let loggedForMs = -Infinity;
    let { unresolved: isUnresolved } = claim;
    let marking = Promise.resolve();
    function onUnanswered(reason: string, forMs: number) {
      if (forMs >= loggedForMs + UNANSWERED_LOG_MS) {
        loggedForMs = forMs;
        const fields = {
          event: 'lookup.unanswered',
          reminderId,
          attemptId,
          reason,
          forMs: Math.round(forMs),
        };
        log.error(fields, 'Could not look up a call: the provider does not answer; the reminder waits');
      }
      if (isUnresolved || forMs < unresolvedAfterMs) return;
      isUnresolved = true;
      marking = store.markUnresolved(claim).then(
        () => onUnresolved(claim),
        () => {
          isUnresolved = false;
        },
      );
    }
    const found = await reconcile({ finder, clock, onUnanswered }, { attempt: claim, sent }, stopping);
    // Another try must know that the claim has no slot.
    await marking;
    return found;
  }

  async function conclude(claim: Claim, outcome: CallOutcome, timing: Timing = {}) {
    if (outcome.kind !== 'unknown') return record(claim, outcome, timing);
    const known = await resolve(claim, outcome);
    if (known) return record(claim, known, timing);
    // The claim stays in flight until this instance is off the list; then another one rescues it.
    const { reminderId, attemptId } = claim;
    log.warn(
      { event: 'attempt.unresolved', reminderId, attemptId, reason: outcome.reason },
      'Stopping before it is known whether the call was placed; another instance looks it up',
    );
  }

  /** Makes an unknown outcome certain where the provider can be asked. `null`: Bellhop stops. */
  async function resolve(claim: Claim, outcome: Unknown): Promise<CallOutcome | null> {
    if (!placer.finder) {
      outcome.sent?.close();
      return outcome;
    }
    const found = await lookUp(claim, outcome.sent ?? null);
    if (found?.kind !== 'none') return found;
    // The provider may have reported a call that its list does not have.
    const check = await checkAttempt(claim);
    if (!check) return null;
    if (check.call) return { kind: 'placed', httpStatus: null, ...check.call };
    const reason = `${outcome.reason} The provider has no such call.`;
    const retryAfterMs = outcome.abandoned ? 0 : null;
    return { kind: 'refused', reason, httpStatus: outcome.httpStatus, retryAfterMs, cause: 'attempt' };
  }

  /** `null`: Bellhop stops, and the database is away. */
  async function checkAttempt(claim: Claim): Promise<AttemptCheck | null> {
    for (;;) {
      try {
        return await store.checkAttempt(claim);
      } catch (error) {
        log.warn(
          { event: 'attempt.check-failed', attemptId: claim.attemptId, err: error },
          'Database unavailable, will retry',
        );
        if (stopping.aborted) return null;
        await wait(clock, DATABASE_AWAY_POLL_MS, stopping);
      }
    }
  }

  async function record(claim: Claim, outcome: CallOutcome, timing: Timing) {
    const settlement = notBeforeDue(settle(claim, outcome, policy), claim);
    const fields = {
      event: `attempt.${outcome.kind}`,
      reminderId: claim.reminderId,
      attemptId: claim.attemptId,
      attempt: claim.attemptNumber,
      status: settlement.status,
      ...timing,
      ...(outcome.kind === 'placed' ? { callSid: outcome.callSid } : { reason: outcome.reason }),
    };
    log[outcome.kind === 'placed' ? 'info' : 'warn'](fields, `Call ${outcome.kind}`);
    if (outcome.kind === 'refused' && outcome.cause === 'capacity') await holdBack(outcome.retryAfterMs);
    if (outcome.kind === 'placed' || outcome.kind === 'refused') await noteLimit(outcome.concurrencyLimit);
    if (outcome.kind === 'refused' && outcome.cause === 'configuration') await pause(outcome.reason);
    const isStored = await recorder.record(settlement);
    if (!isStored && outcome.kind !== 'placed') await recordReported(claim, timing);
    if (settlement.nextAttemptInMs !== null) onRetry(settlement.nextAttemptInMs);
    // No slot waits for the ends of other calls.
    if (settlement.status === 'calling') void orLater('conclude', onAwaiting);
  }

  /** Records the attempt as placed if a call of it was reported since the last `checkAttempt`. */
  async function recordReported(claim: Claim, timing: Timing) {
    const check = await checkAttempt(claim);
    if (check?.call) await record(claim, { kind: 'placed', httpStatus: null, ...check.call }, timing);
  }

  /** What is handed back ahead of its time still waits for it. */
  function notBeforeDue(settlement: Settlement, { dueAt }: Claim): Settlement {
    if (settlement.nextAttemptInMs === null) return settlement;
    const aheadMs = dueAt.getTime() - databaseClock.nowMs();
    return { ...settlement, nextAttemptInMs: Math.max(settlement.nextAttemptInMs, aheadMs) };
  }

  async function noteLimit(limit: number | undefined) {
    if (limit === undefined) return;
    await orLater('note the concurrency limit', () => store.noteConcurrencyLimit(limit, account));
  }

  async function pause(reason: string, limitReached = false) {
    log.error({ event: 'dispatch.paused', reason }, 'Dispatch pauses until a person resumes it');
    await orLater('pause', () => store.pause(reason, limitReached));
  }

  /** What the next call, or the next tick, makes good. */
  async function orLater(what: string, work: () => Promise<void>) {
    try {
      await work();
    } catch (error) {
      log.error({ event: 'attempt.aftermath-failed', what, err: error }, 'The database is away; later');
    }
  }

  async function holdBack(retryAfterMs: number | null) {
    await orLater('hold back', () => store.holdBack(retryAfterMs ?? CAPACITY_WAIT_MS));
  }

  return {
    async ring(claim, membership) {
      await untilDue(claim);
      const lateMs = Math.round(databaseClock.nowMs() - claim.dueAt.getTime());
      const sentAt = clock.monotonicMs();
      const outcome = await place(claim, membership);
      await conclude(claim, outcome, { lateMs, tookMs: Math.round(clock.monotonicMs() - sentAt) });
    },
    settleAbandoned: (claim, instanceId) => conclude(claim, whatCameOf(claim, instanceId)),
    pause,
  };
}

/** In milliseconds, of an attempt that was made here. */
interface Timing {
  readonly lateMs?: number;
  readonly tookMs?: number;
}

function whatCameOf(claim: Claim, instanceId: string): CallOutcome {
  if (claim.openedBy === instanceId) {
    // Its claim was committed but the answer never got here, so nothing left.
    const reason = 'The database answered the claim too late; nothing was sent.';
    return { kind: 'refused', reason, httpStatus: null, retryAfterMs: null, cause: 'handed-back' };
  }
  const reason =
    'The Bellhop instance that was ringing stopped before it knew the outcome; the call may have been placed.';
  return { kind: 'unknown', reason, httpStatus: null, abandoned: true };
}
