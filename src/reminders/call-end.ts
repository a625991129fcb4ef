import type { CallAttempt } from './call-attempt.ts';
import { type CallReport, type CallResult, goesForward } from './call-report.ts';

/** What is stored of a call, with all that decides how it ended. */
export interface KnownCall
  extends Pick<
    CallAttempt,
    | 'providerCallId'
    | 'callSid'
    | 'callStatus'
    | 'callResult'
    | 'endedReason'
    | 'callStartedAt'
    | 'callAnsweredAt'
    | 'callEndedAt'
    | 'costUsd'
  > {
  readonly neverRang: boolean | null;
}

export interface CallCircumstances {
  /** By the database's clock. */
  readonly now: Date;
  /** The shortest time in which the call's text can be said, in milliseconds. */
  readonly speechMs: number;
  /** Whether no call can last this long, so that its end is no longer waited for. */
  readonly isOverdue: boolean;
}

/** What a report is judged by. */
export interface ReportRules {
  /** How long a call can be up at most, in milliseconds; `null`: not known here, an hour. */
  readonly longestCallMs: number | null;
  /** The shortest time in which a reminder's message can be said, in milliseconds. */
  readonly speechMs: (message: string) => number;
}

/**
 * Ordinary speech has about 15 characters a second, and fast speech fewer than 20. The rate is too high on purpose: a
 * call that is taken for too short calls a person again.
 */
const CHARACTERS_PER_SECOND = 20;

/** For an instance that receives reports of calls and places none. */
const LONGEST_CALL_MS = 3_600_000;

export function longestCallMs(rules: ReportRules): number {
  return rules.longestCallMs ?? LONGEST_CALL_MS;
}

export function shortestSpeechMs(text: string): number {
  return (text.length / CHARACTERS_PER_SECOND) * 1_000;
}

/**
 * What is known of a call once a report is taken in; `null`: it says nothing new. Reports come late, twice and in any
 * order: a status only goes forward, what is known stays, and an end is replaced by a better-informed one only.
 */
export function withReport(
  known: KnownCall,
  report: CallReport,
  circumstances: CallCircumstances,
): KnownCall | null {
  const isUp = report.status === 'in-progress' || report.status === 'forwarding';
  const merged: KnownCall = {
    ...known,
    providerCallId: known.providerCallId ?? report.providerCallId,
    callSid: report.callSid ?? known.callSid,
    callStartedAt: known.callStartedAt ?? report.startedAt,
    callAnsweredAt: known.callAnsweredAt ?? (isUp ? (report.reportedAt ?? circumstances.now) : null),
    costUsd: report.costUsd ?? known.costUsd,
  };
  const end = endOf(merged, report, circumstances);
  const isBetter =
    end !== null && (known.callResult === null || worth(end.callResult) > worth(known.callResult));
  const isForward = report.status !== 'ended' && goesForward(known.callStatus, report.status);
  if (isBetter) return { ...merged, ...end, callStatus: 'ended' };
  if (isForward) return { ...merged, callStatus: report.status };
  return merged.callSid === known.callSid && merged.costUsd === known.costUsd ? null : merged;
}

/** Ends with a higher worth rest on more knowledge. Those of the highest stand. */
function worth(result: CallResult): number {
  if (result === 'other') return 0;
  return result === 'cut-short' ? 1 : 2;
}

type End = Pick<KnownCall, 'endedReason' | 'neverRang' | 'callEndedAt'> & { readonly callResult: CallResult };

/** The one rule for how a call ended; `null` while it is not over, or the reason for its end may still come. */
function endOf(merged: KnownCall, report: CallReport, circumstances: CallCircumstances): End | null {
  if (report.status !== 'ended') return explainedLater(merged, circumstances);
  const { endedReason, neverRang } = report;
  const callEndedAt = merged.callEndedAt ?? report.endedAt ?? circumstances.now;
  const meant = report.result ?? 'other';
  const end = { endedReason, neverRang, callEndedAt };
  if (report.isGivenUp === true) return { ...end, callResult: meant };
  const waitsForReason = endedReason === null && meant === 'other' && !circumstances.isOverdue;
  if (waitsForReason) return null;
  return {
    ...end,
    callResult: resultOf({ ...merged, callEndedAt }, meant, report.saidToTheEnd ?? false, circumstances),
  };
}

/** An end with an unknown reason is explained by a late report that the call was answered. */
function explainedLater(merged: KnownCall, circumstances: CallCircumstances): End | null {
  const { callResult, endedReason, neverRang, callEndedAt } = merged;
  if (callResult !== 'other' || endedReason === null || callEndedAt === null) return null;
  return { endedReason, neverRang, callEndedAt, callResult: resultOf(merged, 'other', false, circumstances) };
}

function resultOf(
  call: KnownCall,
  meant: CallResult,
  saidToTheEnd: boolean,
  { speechMs }: CallCircumstances,
): CallResult {
  const talkedMs = talkTimeMs(call);
  const lasted = talkedMs !== null && talkedMs >= speechMs && speechMs > 0;
  const wasConversation = call.callAnsweredAt !== null || lasted;
  const result = meant === 'other' && wasConversation ? 'answered' : meant;
  const isTooShort = talkedMs !== null && talkedMs < speechMs;
  return result === 'answered' && isTooShort && !saidToTheEnd ? 'cut-short' : result;
}

/** From the earliest instant that may be the answer to the end; `null` where the instants make no sense. */
function talkTimeMs({ callStartedAt, callAnsweredAt, callEndedAt }: KnownCall): number | null {
  const begins = [callStartedAt, callAnsweredAt].filter((at) => at !== null).map((at) => at.getTime());
  if (begins.length === 0 || callEndedAt === null) return null;
  const ms = callEndedAt.getTime() - Math.min(...begins);
  return ms >= 0 ? ms : null;
}
