import type { Evidence, KeptAttempt, RungCall } from './evidence.ts';

export interface Verdict {
  /** What must not be, each in a sentence; empty: passed. */
  readonly findings: readonly string[];
  /** Rung once more, since the outcome was unknown and the provider could not be asked: one line each. */
  readonly exceptions: readonly string[];
  /** From each kill -9 that nothing else disturbed to the last of its calls being settled. */
  readonly recoveriesMs: readonly number[];
}

/** The database and the provider read the same clock in different ways. */
const CLOCK_TOLERANCE_MS = 3;

/** Holds the promises of the design against what happened. */
export function judge(evidence: Evidence): Verdict {
  const findings: string[] = [];
  const exceptions: string[] = [];
  const kept = new Map(evidence.reminders.map((reminder) => [reminder.token, reminder]));
  const attempts = Map.groupBy(evidence.attempts, ({ token }) => token);
  const calls = Map.groupBy(evidence.calls, ({ token }) => token);
  const unanswered = Map.groupBy(evidence.unanswered, ({ token }) => token);

  for (const { token, scheduledMs } of evidence.acknowledged) {
    const reminder = kept.get(token);
    const rung = calls.get(token) ?? [];
    const tried = attempts.get(token) ?? [];
    if (!reminder) {
      findings.push(`Lost: ${token} was acknowledged and is not there.`);
      continue;
    }
    const story = `${describe(tried, rung)}`;
    if (reminder.status === 'completed' && rung.length === 0)
      findings.push(`Lost: ${token} is completed and never rang. ${story}`);
    else if (reminder.status === 'failed') {
      const spent = reminder.retryCount >= reminder.maxRetryAttempts;
      if (!spent && tried.at(-1)?.outcome !== 'rejected')
        findings.push(`Lost: ${token} failed with budget left, and was not rejected. ${story}`);
    } else if (reminder.status !== 'completed') {
      findings.push(`Lost: ${token} is ${reminder.status} for ever. ${story}`);
    }
    const first = rung[0];
    if (first && first.atMs < scheduledMs - CLOCK_TOLERANCE_MS)
      findings.push(
        `Early: ${token} rang ${(scheduledMs - first.atMs).toFixed(1)} ms before its time. ${story}`,
      );
  }
  // All that exist, also those whose creation was never acknowledged since the answer got lost.
  for (const { token } of evidence.reminders) {
    const rung = calls.get(token) ?? [];
    const tried = attempts.get(token) ?? [];
    if (rung.length > 1) judgeRepeats(token, tried, rung, describe(tried, rung));
    if (rung.length > 0 && tried.length === 0) findings.push(`Unrecorded: ${token} rang without an attempt.`);
  }
  for (const { token } of evidence.calls) {
    if (!kept.has(token)) findings.push(`Unrecorded: ${token} rang and is in no table.`);
  }

  /**
   * Each call but the last one that stands must come of a request that nobody could know the outcome of: one that
   * got no answer, which format message repeats with the same idempotency key, or one of an attempt that ended so.
   * Nothing excuses it where the provider can be asked, or knows such keys.
   */
  function judgeRepeats(
    token: string,
    tried: readonly KeptAttempt[],
    rung: readonly RungCall[],
    story: string,
  ) {
    const unknown =
      tried.filter(({ outcome }) => outcome === 'unknown').length + (unanswered.get(token)?.length ?? 0);
    const isExcusable = evidence.format === 'message' && !evidence.isIdempotent;
    if (!isExcusable || rung.length > 1 + unknown) {
      findings.push(`Twice: ${token} rang ${rung.length} times. ${story}`);
    } else {
      exceptions.push(
        `${token} rang ${rung.length} times: outcome unknown, provider could not be asked. ${story}`,
      );
    }
  }

  const most = mostAtOnce(evidence.attempts);
  if (most > evidence.concurrency) {
    findings.push(`Concurrency: ${most} attempts were open at once; ${evidence.concurrency} are allowed.`);
  }
  if (evidence.mostCallsUp !== null && evidence.mostCallsUp > evidence.concurrency) {
    findings.push(
      `Concurrency: ${evidence.mostCallsUp} calls were up at once; ${evidence.concurrency} are allowed.`,
    );
  }
  for (const subscriber of evidence.subscribers) {
    const problem = compare(subscriber.seen, evidence.changes);
    if (problem) findings.push(`Feed: ${subscriber.name} ${problem}`);
  }
  const recoveriesMs = recoveries(evidence);
  for (const recoveryMs of recoveriesMs) {
    if (recoveryMs > evidence.recoveryBoundMs)
      findings.push(`Recovery: took ${(recoveryMs / 1_000).toFixed(1)} s after a kill -9.`);
  }
  return { findings, exceptions, recoveriesMs };
}

function describe(tried: readonly KeptAttempt[], rung: readonly RungCall[]): string {
  const attempts = tried.map(
    ({ outcome, startedMs, finishedMs, reason }) =>
      `${time(startedMs)}–${finishedMs ? time(finishedMs) : '…'} ${outcome ?? 'open'}${reason ? ` (${reason})` : ''}`,
  );
  return `Attempts: ${attempts.join('; ')}. Rang: ${rung.map(({ atMs }) => time(atMs)).join(', ') || 'never'}.`;
}

function time(ms: number): string {
  return new Date(ms).toISOString().slice(14, 23);
}

function mostAtOnce(attempts: readonly KeptAttempt[]): number {
  const steps = attempts.flatMap(({ startedMs, finishedMs }) => [
    { atMs: startedMs, change: 1 },
    ...(finishedMs === null ? [] : [{ atMs: finishedMs, change: -1 }]),
  ]);
  // Of one millisecond, ends come first: who began then may have waited for them.
  steps.sort((a, b) => a.atMs - b.atMs || a.change - b.change);
  let open = 0;
  let most = 0;
  for (const { change } of steps) {
    open += change;
    most = Math.max(most, open);
  }
  return most;
}

/** `null`: every change once and in the order of the log. */
function compare(seen: readonly { readonly cursor: string }[], log: readonly { readonly cursor: string }[]) {
  const cursors = seen.map(({ cursor }) => cursor);
  const repeated = cursors.length - new Set(cursors).size;
  if (repeated > 0) return `was told ${repeated} changes twice.`;
  if (cursors.length !== log.length) return `was told ${cursors.length} of ${log.length} changes.`;
  const wrong = log.findIndex(({ cursor }, index) => cursors[index] !== cursor);
  return wrong < 0 ? null : `was told change ${wrong} out of order.`;
}

/** Of each kill: how long until the last of its calls was settled, unless something else got in the way before that. */
function recoveries({ kills, attempts, disturbances, recoveryBoundMs }: Evidence): number[] {
  // Whoever took the calls over may have been killed in turn, and then another one had to wait for that one's lease.
  const troubles = [...disturbances, ...kills.map(({ atMs }) => ({ fromMs: atMs, toMs: atMs }))];
  return kills.flatMap(({ atMs, instanceIds }) => {
    const orphaned = attempts.filter(
      ({ instanceId, startedMs, finishedMs }) =>
        instanceIds.includes(instanceId) &&
        startedMs <= atMs &&
        (finishedMs ?? Number.POSITIVE_INFINITY) > atMs,
    );
    if (orphaned.length === 0) return [];
    const settledMs = Math.max(...orphaned.map(({ finishedMs }) => finishedMs ?? Number.POSITIVE_INFINITY));
    const untilMs = Math.min(settledMs, atMs + recoveryBoundMs);
    if (troubles.some(({ fromMs, toMs }) => toMs > atMs && fromMs < untilMs)) return [];
    return [settledMs - atMs];
  });
}
