import type { Log } from '../log.ts';
import { type ConclusionPolicy, conclude } from '../reminders/call-conclusion.ts';
import type { CallReport } from '../reminders/call-report.ts';
import type { DispatchStore, QuietCall, ReportResult } from '../reminders/dispatch-store.ts';
import type { CallPlacer } from './call-placer.ts';

/** At once: more than any account's concurrency. */
const BATCH_SIZE = 100;

/** What becomes of calls after they were placed, until their end is known and its meaning is written down. */
export interface CallWatch {
  /** The provider told of a call. Rejects if it could not be stored, so that the provider may be asked to tell it again. */
  onReport(report: CallReport): Promise<ReportResult>;
  /** Writes what the ends of calls mean for the reminders that waited for them. */
  conclude(): Promise<void>;
  /** Asks the provider for calls of which nothing was heard for a while. */
  askForQuiet(): Promise<void>;
}

export interface CallWatchDeps {
  readonly store: DispatchStore;
  /** Asked for the calls; without a reader nothing is. */
  readonly placer: Pick<CallPlacer, 'reader'>;
  readonly log: Log;
}

export interface CallWatchOptions {
  readonly policy: ConclusionPolicy;
  /** How long a call may go without news before the provider is asked, in milliseconds. */
  readonly quietMs: number;
}

export function createCallWatch(
  { store, placer, log }: CallWatchDeps,
  { policy, quietMs }: CallWatchOptions,
): CallWatch {
  async function onReport(report: CallReport) {
    const result = await store.report(report);
    tell(report, result);
    if (result.kind === 'recorded' && report.status === 'ended') await concludeEnded();
    return result;
  }

  function tell(report: CallReport, result: ReportResult) {
    const { attemptId, providerCallId, status, result: callResult, endedReason } = report;
    const fields = { attemptId, providerCallId, status, result: callResult, endedReason };
    if (result.kind === 'unknown-call') {
      log.warn({ event: 'call.unknown', ...fields }, 'The provider told of a call that is not known here');
    } else if (result.kind === 'second-call' || (result.kind === 'recorded' && result.unexpected)) {
      log.error(
        { event: 'call.unexpected', reminderId: result.reminderId, ...fields },
        'The provider told of a call that should not be: the phone may ring once more',
      );
    } else if (result.kind === 'recorded' && status === 'ended') {
      log.info({ event: 'call.ended', reminderId: result.reminderId, ...fields }, 'Call ended');
    }
  }

  async function concludeEnded() {
    for (;;) {
      const calls = await store.endedCalls(BATCH_SIZE);
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
      await store.conclude(conclusions);
      for (const { reminderId, attemptId, status, result, failureReason } of conclusions) {
        const fields = { event: `reminder.${status}`, reminderId, attemptId, result, reason: failureReason };
        log[status === 'completed' ? 'info' : 'warn'](fields, 'What came of the call');
      }
      if (calls.length < BATCH_SIZE) return;
    }
  }

  async function ask({ attemptId, providerCallId, expired }: QuietCall) {
    const read = providerCallId === null ? null : await placer.reader?.read(providerCallId);
    if (read?.kind === 'report') return void (await onReport(read.report));
    if (!expired) return;
    await onReport({
      providerCallId: providerCallId ?? `never named, of ${attemptId}`,
      attemptId,
      callSid: null,
      status: 'ended',
      result: 'other',
      endedReason: null,
      neverRang: false,
      reportedAt: null,
      startedAt: null,
      endedAt: null,
      costUsd: null,
    });
  }

  return {
    onReport,
    conclude: concludeEnded,
    async askForQuiet() {
      const quiet = await store.quietCalls(quietMs, BATCH_SIZE);
      await Promise.all(quiet.map(ask));
      // Those of an instance that died after it had heard of the end.
      await concludeEnded();
    },
  };
}
