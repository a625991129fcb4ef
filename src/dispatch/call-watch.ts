import type { Log } from '../log.ts';
import { restartsClock } from '../reminders/adoption.ts';
import { type ConclusionPolicy, conclude } from '../reminders/call-conclusion.ts';
import type { ReportRules } from '../reminders/call-end.ts';
import type { CallReport, CallStatus } from '../reminders/call-report.ts';
import type { DispatchStore, QuietCall, ReportResult } from '../reminders/dispatch-store.ts';
import { outsideRequest } from '../request-scope.ts';
import type { CallPlacer, CallReader, ReadCall } from './call-placer.ts';

/** At once: more than any account's concurrency. */
const BATCH_SIZE = 100;
/** Vapi starts a call that waits for a free line within a day, or never. */
const LONGEST_WAIT_MS = 24 * 3_600_000;
/** Reasons that are remembered as logged: more than a provider adds in years. */
const MAX_REASONS = 1_000;

/** What becomes of calls after they were placed, until their end is known and its meaning is written down. */
export interface CallWatch {
  /** The provider told of a call. Rejects if it could not be stored, so that the provider may be asked to tell it again. */
  onReport(report: CallReport): Promise<ReportResult>;
  /** A report could not be read, so all calls are asked for at once: by this instance, or by those that can ask. */
  onUnreadableReport(): Promise<void>;
  /** Writes what the ends of calls mean for the reminders that waited for them. */
  conclude(): Promise<void>;
  /** Asks the provider for calls of which nothing was heard for a while, and gives up those that are overdue. */
  askForQuiet(): Promise<void>;
}

export interface CallWatchDeps {
  readonly store: DispatchStore;
  /** Asked for the calls; without a reader nothing is. */
  readonly placer: Pick<CallPlacer, 'reader'>;
  readonly log: Log;
}

export interface CallWatchOptions {
  readonly policy: ConclusionPolicy & ReportRules;
  /** How long a call may go without news before the provider is asked, in milliseconds. */
  readonly quietMs: number;
}

export function createCallWatch(
  { store, placer, log }: CallWatchDeps,
  { policy, quietMs }: CallWatchOptions,
): CallWatch {
  const { reader } = placer;
  const isAccepted = policy.completeWhen === 'accepted';
  const reasons = new Set<string>();

  async function onReport(report: CallReport) {
    const result = await store.report(report, policy);
    tell(report, result);
    if (result.kind !== 'recorded') return result;
    if (result.result !== null || result.adopted || isAccepted) await outsideRequest(concludeEnded);
    return result;
  }

  function tell(report: CallReport, result: ReportResult) {
    const { attemptId, providerCallId, status, endedReason } = report;
    const fields = { attemptId, providerCallId, status, endedReason };
    if (result.kind === 'unknown-call') {
      log.warn({ event: 'call.unknown', ...fields }, 'The provider reported a call that is not known here');
      return;
    }
    if (result.kind === 'second-call' || (result.kind === 'recorded' && result.unexpected)) {
      log.error(
        { event: 'call.unexpected', reminderId: result.reminderId, ...fields },
        'Unexpected call reported by the provider; the recipient may be called twice',
      );
    }
    if (result.kind !== 'recorded') return;
    const { reminderId, costUsd } = result;
    if (costUsd > 0) {
      log.debug({ event: 'call.cost', reminderId, attemptId, costUsd }, 'Cost reported by the provider');
    }
    if (result.adopted) {
      log.warn({ event: 'call.adopted', reminderId, ...fields }, 'Call found after its attempt was settled');
    }
    if (status !== 'ended') return;
    if (report.result === 'other' && endedReason !== null) tellUnknownReason(endedReason);
    if (!result.unexpected) {
      log.info({ event: 'call.ended', reminderId, ...fields, result: result.result }, 'Call ended');
    }
  }

  /** Counted each time, and a warning the first time. */
  function tellUnknownReason(endedReason: string) {
    const isNew = !reasons.has(endedReason) && reasons.size < MAX_REASONS;
    if (isNew) reasons.add(endedReason);
    log[isNew ? 'warn' : 'debug'](
      { event: 'call.reason-unknown', endedReason },
      'Unknown reason for the end of a call; judged by its duration and whether it was answered',
    );
  }

  async function concludeEnded() {
    for (;;) {
      const calls = await store.endedCalls(BATCH_SIZE, isAccepted);
      if (calls.length === 0) return;
      const conclusions = calls.map((call) => conclude(call, policy));
      // Before the next call can be claimed, which would end in the same way.
      const pauseReason = conclusions.find((each) => each.pauseReason !== null)?.pauseReason;
      if (pauseReason) {
        log.error(
          { event: 'dispatch.paused', reason: pauseReason },
          'Dispatch pauses until a person resumes it',
        );
        await store.pause(pauseReason);
      }
      const holdBackMs = Math.max(...conclusions.map((each) => each.holdBackMs ?? 0));
      if (holdBackMs > 0) await store.holdBack(holdBackMs);
      const { staleAttemptIds } = await store.conclude(conclusions);
      for (const { reminderId, attemptId, status, result, failureReason } of conclusions) {
        if (staleAttemptIds.includes(attemptId)) continue;
        const fields = { event: `reminder.${status}`, reminderId, attemptId, result, reason: failureReason };
        log[status === 'completed' ? 'info' : 'warn'](fields, 'What came of the call');
      }
      if (calls.length < BATCH_SIZE) return;
    }
  }

  async function ask(call: QuietCall) {
    const { providerCallId, overdueMs } = call;
    const read = providerCallId === null ? null : ((await reader?.read(providerCallId)) ?? null);
    if (read?.kind === 'report') await onReport(read.report);
    const status = statusIn(read);
    if (overdueMs === null || status === 'ended' || restartsClock(call.callStatus, status)) return;
    if (reader && providerCallId !== null && isWaiting(status) && overdueMs < LONGEST_WAIT_MS) {
      return removeWaiting(reader, providerCallId, call);
    }
    // A person deleted the waiting call, or an instance deleted it and died before it recorded that.
    const neverRang = read?.kind === 'none' && isWaiting(call.callStatus);
    const result = neverRang ? 'capacity' : 'other';
    return giveUp(call, { status, result, endedReason: null, neverRang });
  }

  /** A call that waits at the provider could ring at any time, so its reminder is called again only once it is gone. */
  async function removeWaiting(reader: CallReader, providerCallId: string, call: QuietCall) {
    await reader.remove(providerCallId);
    const read = await reader.read(providerCallId);
    const isRemoved = read.kind === 'none' || (read.kind === 'report' && read.report.neverRang);
    if (isRemoved) {
      const endedReason = read.kind === 'report' ? read.report.endedReason : null;
      return giveUp(call, { status: statusIn(read), result: 'capacity', endedReason, neverRang: true });
    }
    if (read.kind === 'report') await onReport(read.report);
    const status = statusIn(read);
    if (status !== null && !isWaiting(status)) return;
    log.error(
      { event: 'call.not-removed', attemptId: call.attemptId, providerCallId, status },
      'Overdue call still waits at the provider and could not be deleted; following it',
    );
  }

  async function giveUp({ attemptId, providerCallId }: QuietCall, end: GivenUp) {
    const { status, result, endedReason, neverRang } = end;
    log.warn(
      { event: 'call.overdue', attemptId, providerCallId, status, result },
      'Call given up: it lasted longer than any call can',
    );
    await onReport({
      providerCallId: providerCallId ?? `never named, of ${attemptId}`,
      attemptId,
      callSid: null,
      status: 'ended',
      result,
      endedReason,
      neverRang,
      isGivenUp: true,
      reportedAt: null,
      startedAt: null,
      endedAt: null,
      costUsd: null,
    });
  }

  async function askForQuiet() {
    const quiet = await store.quietCalls(quietMs, BATCH_SIZE);
    await Promise.all(quiet.map(ask));
    // Also those of an instance that died after it had stored the report.
    await concludeEnded();
  }

  return {
    onReport,
    async onUnreadableReport() {
      await store.expectNews();
      if (reader) await askForQuiet();
    },
    conclude: concludeEnded,
    askForQuiet,
  };
}

interface GivenUp {
  /** What the provider last said; `null`: nothing. */
  readonly status: CallStatus | null;
  readonly result: 'other' | 'capacity';
  readonly endedReason: string | null;
  readonly neverRang: boolean;
}

function statusIn(read: ReadCall | null) {
  return read?.kind === 'report' ? read.report.status : null;
}

function isWaiting(status: CallStatus | null): boolean {
  return status === 'scheduled' || status === 'queued';
}
