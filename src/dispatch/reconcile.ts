import { type Clock, wait } from '../clock.ts';
import type { CallOutcome, SentRequest } from '../reminders/call-outcome.ts';
import type { CallFinder, LookupRequest } from './call-placer.ts';

const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 10_000;

export interface ReconcileDeps {
  readonly finder: CallFinder;
  readonly clock: Clock;
  /** Called with each look-up that stays unanswered, and for how long none was answered, in milliseconds. */
  readonly onUnanswered: (reason: string, forMs: number) => void;
}

export interface ReconcileRequest {
  readonly attempt: LookupRequest;
  /** The attempt's last request; `null`: it was sent by another process, at the latest now. */
  readonly sent: SentRequest | null;
}

/**
 * Looks for the call of an attempt until it is certain, for as long as it takes. "No such call" is believed only when
 * the provider answers so twice, `graceMs` apart and without a silence in between, the first time after the longest
 * that the request may take to become a call. A late answer to the request itself settles it as well. `null`: aborted
 * before it was certain.
 */
export async function reconcile(
  { finder, clock, onUnanswered }: ReconcileDeps,
  { attempt, sent }: ReconcileRequest,
  signal: AbortSignal,
): Promise<Exclude<CallOutcome, { kind: 'unknown' }> | { readonly kind: 'none' } | null> {
  const believableFromMs = (sent?.sentAtMs ?? clock.monotonicMs()) + finder.answerWithinMs;
  const late = lateAnswerOf(sent);
  const wakeUp = AbortSignal.any([signal, late.signal]);
  let firstNoneAtMs: number | null = null;
  let silentSinceMs: number | null = null;
  let waitMs = FIRST_WAIT_MS;
  try {
    while (!signal.aborted) {
      const askedAtMs = clock.monotonicMs();
      const found = await Promise.race([finder.find(attempt), late.found]);
      if (late.signal.aborted) return late.found;
      if (found.kind !== 'none' && found.kind !== 'unanswered') return found;
      const nowMs = clock.monotonicMs();
      if (found.kind === 'unanswered') {
        firstNoneAtMs = null;
        silentSinceMs ??= askedAtMs;
        onUnanswered(found.reason, nowMs - silentSinceMs);
      } else {
        silentSinceMs = null;
        if (firstNoneAtMs !== null && askedAtMs >= firstNoneAtMs + finder.graceMs) return found;
        if (firstNoneAtMs === null && askedAtMs >= believableFromMs) firstNoneAtMs = nowMs;
      }
      const untilMs = firstNoneAtMs === null ? believableFromMs : firstNoneAtMs + finder.graceMs;
      const isSettling = found.kind === 'none' && (firstNoneAtMs !== null || untilMs - nowMs < waitMs);
      await wait(clock, isSettling ? Math.max(0, untilMs - nowMs) : waitMs, wakeUp);
      if (!isSettling) waitMs = Math.min(LONGEST_WAIT_MS, waitMs * 2);
    }
    return null;
  } finally {
    sent?.close();
  }
}

interface LateFinding {
  /** Aborted once the request was answered with a certain outcome. */
  readonly signal: AbortSignal;
  readonly found: Promise<Exclude<CallOutcome, { kind: 'unknown' }>>;
}

function lateAnswerOf(sent: SentRequest | null): LateFinding {
  const answered = new AbortController();
  const { promise: found, resolve } = Promise.withResolvers<Awaited<LateFinding['found']>>();
  void sent?.lateOutcome.then((outcome) => {
    if (outcome === null || outcome.kind === 'unknown') return;
    resolve(outcome);
    answered.abort();
  });
  return { signal: answered.signal, found };
}
