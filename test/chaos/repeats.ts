import type { Evidence, Interval, KeptAttempt, PlacedCall } from './evidence.ts';

/** What the calls of one reminder say about the promise that it is called once. */
export type Repeats =
  | 'once'
  /** The answers to all earlier requests were lost, and the provider could not be asked. */
  | 'excused'
  /** A process stopped between its last look at the lease and the write. */
  | 'late'
  | 'twice';

/** How long the provider may take, after a stall, to read the requests that arrived during it. */
const CATCH_UP_MS = 5_000;
/** The database rounds its clock to milliseconds, and claims a moment ahead. */
const CLOCK_TOLERANCE_MS = 10;

/**
 * A call is excused only if the answer to its own request was lost. At most one call may remain, and no request may
 * be sent after that one was answered.
 */
export function repeatsOf(calls: readonly PlacedCall[], evidence: Evidence): Repeats {
  if (calls.length < 2) return 'once';
  const onTime = calls.filter((call) => !isLate(call, evidence));
  const isExcusable = evidence.format === 'message' && !evidence.isIdempotent;
  const answered = isExcusable ? withoutLostAnswers(onTime, evidence) : onTime;
  const isFollowed = answered.some((call) =>
    onTime.some((other) => other !== call && sentFromMs(other, evidence) > call.requestedMs),
  );
  if (answered.length > 1 || isFollowed) return 'twice';
  return onTime.length < 2 ? 'late' : 'excused';
}

function isLate(call: PlacedCall, evidence: Evidence): boolean {
  return attemptsOf(call, evidence).some(({ id }) => evidence.lateAttemptIds.includes(id));
}

function attemptsOf({ key }: PlacedCall, { format, attempts }: Evidence): readonly KeptAttempt[] {
  return attempts.filter((attempt) => key === (format === 'call' ? attempt.id : attempt.idempotencyKey));
}

/** The calls whose sender received the answer, as far as the evidence shows. */
function withoutLostAnswers(calls: readonly PlacedCall[], evidence: Evidence): PlacedCall[] {
  // A process has one request of an attempt under way when it ends, so its end excuses one call.
  const used = new Set<KeptAttempt>();
  return calls.filter((call) => {
    if (call.status === null || call.status >= 500) return false;
    if (answeredByMs(call, evidence) - sentFromMs(call, evidence) >= evidence.timeoutMs) return false;
    const orphaned = attemptsOf(call, evidence).find(
      (attempt) => !used.has(attempt) && isOrphaned(attempt, evidence) && mayBeFrom(call, attempt, evidence),
    );
    if (orphaned) used.add(orphaned);
    return !orphaned;
  });
}

/** Whether the attempt's owner was killed, or lost its lease, before the outcome was stored. */
function isOrphaned(
  { instanceId, outcome, startedMs, finishedMs }: KeptAttempt,
  evidence: Evidence,
): boolean {
  const ends = [...evidence.kills, ...evidence.lostLeases];
  return (
    outcome === 'unknown' &&
    ends.some(
      ({ instanceIds, atMs }) =>
        instanceIds.includes(instanceId) && atMs >= startedMs && atMs <= (finishedMs ?? Infinity),
    )
  );
}

function mayBeFrom(call: PlacedCall, { startedMs, finishedMs }: KeptAttempt, evidence: Evidence): boolean {
  return (
    call.requestedMs >= startedMs - CLOCK_TOLERANCE_MS &&
    sentFromMs(call, evidence) <= (finishedMs ?? Infinity)
  );
}

/** The earliest instant at which the request may have been sent: it waits unread while the provider stands still. */
function sentFromMs({ requestedMs }: PlacedCall, { providerStalls }: Evidence): number {
  const isDuring = ({ fromMs, toMs }: Interval) => fromMs <= requestedMs && requestedMs <= toMs + CATCH_UP_MS;
  return Math.min(requestedMs, ...providerStalls.filter(isDuring).map(({ fromMs }) => fromMs));
}

/** The latest instant at which the answer may have left: a provider that then stands still has it written, not sent. */
function answeredByMs({ atMs }: PlacedCall, { providerStalls }: Evidence): number {
  const isDuring = ({ fromMs, toMs }: Interval) => fromMs <= atMs && atMs <= toMs;
  return Math.max(atMs, ...providerStalls.filter(isDuring).map(({ toMs }) => toMs));
}
