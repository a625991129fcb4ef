import type { Evidence, Interval, KeptAttempt, Kill, PlacedCall } from './evidence.ts';
import { repeatsOf } from './repeats.ts';

export interface Verdict {
  /** Broken promises, each in a sentence; empty: passed. */
  readonly findings: readonly string[];
  /** Called again after a lost answer, where the provider cannot be asked: one line each. */
  readonly excused: readonly string[];
  /** Called again by a process that stopped between its last look at the lease and the write: one line each. */
  readonly late: readonly string[];
  /** From each kill -9 that no other fault disturbed until other instances owned all of its claims. */
  readonly rescuesMs: readonly number[];
  /** From each such kill until all of its attempts had an outcome. */
  readonly recoveriesMs: readonly number[];
}

/** The database and the provider read the same clock in different ways. */
const CLOCK_TOLERANCE_MS = 3;

/** Compares what happened with the promises of the design. */
export function judge(evidence: Evidence): Verdict {
  const findings: string[] = [];
  const excused: string[] = [];
  const late: string[] = [];
  const kept = new Map(evidence.reminders.map((reminder) => [reminder.token, reminder]));
  const attempts = Map.groupBy(evidence.attempts, ({ token }) => token);
  const calls = Map.groupBy(evidence.calls, ({ token }) => token);

  for (const { token, scheduledMs } of evidence.acknowledged) {
    const reminder = kept.get(token);
    const placed = calls.get(token) ?? [];
    const tried = attempts.get(token) ?? [];
    if (!reminder) {
      findings.push(`Lost: ${token} was acknowledged and does not exist.`);
      continue;
    }
    const story = describe(tried, placed);
    if (reminder.status === 'completed' && placed.length === 0)
      findings.push(`Lost: ${token} is completed and was never called. ${story}`);
    else if (reminder.status === 'failed') {
      const spent = reminder.retryCount >= reminder.maxRetryAttempts;
      if (!spent && tried.at(-1)?.outcome !== 'rejected')
        findings.push(`Lost: ${token} failed with budget left, and was not rejected. ${story}`);
    } else if (reminder.status !== 'completed') {
      findings.push(`Lost: ${token} stays ${reminder.status}. ${story}`);
    }
    const first = placed[0];
    if (first && first.atMs < scheduledMs - CLOCK_TOLERANCE_MS)
      findings.push(
        `Early: ${token} was called ${(scheduledMs - first.atMs).toFixed(1)} ms before its time. ${story}`,
      );
  }
  // All that exist: the answer to a creation may have been lost.
  for (const { token } of evidence.reminders) {
    const placed = calls.get(token) ?? [];
    const tried = attempts.get(token) ?? [];
    const line = `${token} was called ${placed.length} times. ${describe(tried, placed)}`;
    const repeats = repeatsOf(placed, evidence);
    if (repeats === 'twice') findings.push(`Twice: ${line}`);
    if (repeats === 'excused') excused.push(line);
    if (repeats === 'late') late.push(line);
    if (placed.length > 0 && tried.length === 0)
      findings.push(`Unrecorded: ${token} was called without an attempt.`);
  }
  for (const { token } of evidence.calls) {
    if (!kept.has(token)) findings.push(`Unrecorded: ${token} was called and does not exist.`);
  }

  for (const { most, fromMs, toMs } of overdrafts(evidence)) {
    findings.push(
      `Concurrency: ${most} attempts were open at once from ${time(fromMs)} to ${time(toMs)}; ${evidence.concurrency} are allowed.`,
    );
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
  const rescuesMs = rescues(evidence);
  const recoveriesMs = recoveries(evidence);
  for (const ms of rescuesMs) {
    if (ms > evidence.rescueBoundMs) findings.push(`Rescue: took ${seconds(ms)} after a kill -9.`);
  }
  for (const ms of recoveriesMs) {
    if (ms > evidence.recoveryBoundMs) findings.push(`Recovery: took ${seconds(ms)} after a kill -9.`);
  }
  if (evidence.mustShow.includes('recovery')) {
    if (rescuesMs.length === 0) findings.push('Unproven: no rescue after a kill -9 was measured.');
    if (recoveriesMs.length === 0) findings.push('Unproven: no recovery after a kill -9 was measured.');
  }
  if (evidence.mustShow.includes('provider stall') && evidence.providerStops.length === 0)
    findings.push('Unproven: the provider never stood still.');
  return { findings, excused, late, rescuesMs, recoveriesMs };
}

function describe(tried: readonly KeptAttempt[], placed: readonly PlacedCall[]): string {
  const attempts = tried.map(
    ({ outcome, startedMs, finishedMs, reason }) =>
      `${time(startedMs)}–${finishedMs ? time(finishedMs) : '…'} ${outcome ?? 'open'}${reason ? ` (${reason})` : ''}`,
  );
  const calls = placed.map(
    ({ requestedMs, atMs, status }) => `${time(requestedMs)}–${time(atMs)} ${status ?? 'unanswered'}`,
  );
  return `Attempts: ${attempts.join('; ')}. Calls: ${calls.join(', ') || 'none'}.`;
}

function time(ms: number): string {
  return Number.isFinite(ms) ? new Date(ms).toISOString().slice(14, 23) : 'the end';
}

function seconds(ms: number): string {
  return `${(ms / 1_000).toFixed(1)} s`;
}

/** The spans in which more attempts were open than are allowed. */
function overdrafts({ attempts, concurrency }: Evidence) {
  const steps = attempts.flatMap(({ startedMs, finishedMs }) => [
    { atMs: startedMs, change: 1 },
    ...(finishedMs === null ? [] : [{ atMs: finishedMs, change: -1 }]),
  ]);
  // Of one millisecond, ends come first: an attempt that began then may have waited for them.
  steps.sort((a, b) => a.atMs - b.atMs || a.change - b.change);
  const spans: { most: number; readonly fromMs: number; toMs: number }[] = [];
  let open = 0;
  for (const { atMs, change } of steps) {
    const before = open;
    open += change;
    const span = spans.at(-1);
    if (open > concurrency && before <= concurrency) spans.push({ most: open, fromMs: atMs, toMs: Infinity });
    else if (open <= concurrency && before > concurrency && span) span.toMs = atMs;
    else if (span && open > span.most && open > concurrency) span.most = open;
  }
  return spans;
}

/** `null`: every change once and in the order of the log. */
function compare(seen: readonly { readonly cursor: string }[], log: readonly { readonly cursor: string }[]) {
  const cursors = seen.map(({ cursor }) => cursor);
  const repeated = cursors.length - new Set(cursors).size;
  if (repeated > 0) return `received ${repeated} changes twice.`;
  if (cursors.length !== log.length) return `received ${cursors.length} of ${log.length} changes.`;
  const wrong = log.findIndex(({ cursor }, index) => cursors[index] !== cursor);
  return wrong < 0 ? null : `received change ${wrong} out of order.`;
}

function rescues(evidence: Evidence): number[] {
  return evidence.kills.flatMap((kill) => {
    const { atMs, rescuedMs } = kill;
    if (rescuedMs === null) return [];
    const untilMs = Math.min(rescuedMs, atMs + evidence.rescueBoundMs);
    return isDisturbed(kill, untilMs, evidence, []) ? [] : [rescuedMs - atMs];
  });
}

function recoveries(evidence: Evidence): number[] {
  const { attempts, kills, providerStalls, recoveryBoundMs } = evidence;
  return kills.flatMap((kill) => {
    const { atMs, instanceIds } = kill;
    const orphaned = attempts.filter(
      ({ instanceId, finishedMs }) => instanceIds.includes(instanceId) && (finishedMs ?? Infinity) > atMs,
    );
    if (orphaned.length === 0) return [];
    const settledMs = Math.max(...orphaned.map(({ finishedMs }) => finishedMs ?? Infinity));
    const untilMs = Math.min(settledMs, atMs + recoveryBoundMs);
    return isDisturbed(kill, untilMs, evidence, providerStalls) ? [] : [settledMs - atMs];
  });
}

/** Whether another fault overlaps. The next owner may be killed in turn, which is waiting for one more lease. */
function isDisturbed(
  kill: Kill,
  untilMs: number,
  { kills, disturbances }: Evidence,
  providerStalls: readonly Interval[],
): boolean {
  const others = kills.filter((other) => other !== kill).map(({ atMs }) => ({ fromMs: atMs, toMs: atMs }));
  return [...others, ...disturbances, ...providerStalls].some(
    ({ fromMs, toMs }) => toMs > kill.atMs && fromMs < untilMs,
  );
}
