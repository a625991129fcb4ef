import type { Clock } from '../clock.ts';
import type { Log } from '../log.ts';
import type { CallOutcome } from '../reminders/call-outcome.ts';
import { doNotCallRefusal } from '../reminders/call-rules.ts';
import type { Claim, DispatchStore } from '../reminders/dispatch-store.ts';
import { type SettlementPolicy, settle } from '../reminders/settlement.ts';
import { askProvider } from './ask-provider.ts';
import type { CallPlacer } from './call-placer.ts';
import type { Membership } from './lease.ts';
import type { Recorder } from './recorder.ts';

/** How long everybody waits after a 429 that names no time. */
const CAPACITY_WAIT_MS = 1_000;

export interface AttemptsDeps {
  readonly store: DispatchStore;
  readonly placer: CallPlacer;
  readonly recorder: Recorder;
  readonly clock: Clock;
  readonly log: Log;
  /** A reminder waits for its call from now on, whose end may have been told already. */
  readonly onAwaiting: () => Promise<void>;
}

export interface AttemptsOptions {
  readonly policy: SettlementPolicy;
  readonly stopping: AbortSignal;
  readonly abandon: AbortSignal;
}

/** What becomes of one claim: place → (ask) → record. Neither method ever rejects. */
export interface Attempts {
  ring(claim: Claim, membership: Membership): Promise<void>;
  /** Settles a claim that was taken over, without ringing. */
  settleAbandoned(claim: Claim, instanceId: string): Promise<void>;
}

export function createAttempts(deps: AttemptsDeps, { policy, stopping, abandon }: AttemptsOptions): Attempts {
  const { store, placer, recorder, clock, log, onAwaiting } = deps;
  let concurrencyLimit: number | null = null;

  async function place(claim: Claim, mayLeave: () => boolean): Promise<CallOutcome> {
    if (claim.doNotCall) return { kind: 'rejected', reason: doNotCallRefusal.message, httpStatus: null };
    try {
      return await placer.place(claim, { mayLeave, stopping, abandon });
    } catch (error) {
      log.error({ event: 'place.defect', err: error, attemptId: claim.attemptId }, 'The call placer failed');
      const reason = 'Bellhop failed while placing the call; it may have been placed.';
      return { kind: 'unknown', reason, httpStatus: null, abandoned: false };
    }
  }

  async function conclude(claim: Claim, outcome: CallOutcome, tookMs?: number) {
    const known =
      outcome.kind === 'unknown'
        ? await askProvider({ placer, clock }, { claim, outcome }, stopping)
        : outcome;
    // Left as it is for whoever takes over: the claim stays in flight until this instance is off the list.
    if (known) await record(claim, known, tookMs);
  }

  async function record(claim: Claim, outcome: CallOutcome, tookMs?: number) {
    const settlement = settle(claim, outcome, policy);
    const fields = {
      event: `attempt.${outcome.kind}`,
      reminderId: claim.reminderId,
      attemptId: claim.attemptId,
      attempt: claim.attemptNumber,
      status: settlement.status,
      lateMs: claim.startedAt.getTime() - claim.dueAt.getTime(),
      ...(tookMs !== undefined && { tookMs: Math.round(tookMs) }),
      ...(outcome.kind === 'placed' ? { callSid: outcome.callSid } : { reason: outcome.reason }),
    };
    log[outcome.kind === 'placed' ? 'info' : 'warn'](fields, `Call ${outcome.kind}`);
    if (outcome.kind === 'refused' && outcome.cause === 'capacity') await holdBack(outcome.retryAfterMs);
    if (outcome.kind === 'placed' || outcome.kind === 'refused') await noteLimit(outcome.concurrencyLimit);
    if (outcome.kind === 'rejected' && outcome.cause === 'configuration') await pause(outcome.reason);
    await recorder.record(settlement);
    if (settlement.status === 'calling') await orLater('conclude', onAwaiting);
  }

  async function noteLimit(limit: number | undefined) {
    if (limit === undefined || limit === concurrencyLimit) return;
    await orLater('note the concurrency limit', async () => {
      await store.noteConcurrencyLimit(limit);
      concurrencyLimit = limit;
    });
  }

  async function pause(reason: string) {
    log.error({ event: 'dispatch.paused', reason }, 'Dispatch pauses until a person resumes it');
    await orLater('pause', () => store.pause(reason));
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
      const sentAt = clock.monotonicMs();
      const outcome = await place(claim, membership.isHeld);
      await conclude(claim, outcome, clock.monotonicMs() - sentAt);
    },
    settleAbandoned: (claim, instanceId) => conclude(claim, whatCameOf(claim, instanceId)),
  };
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
