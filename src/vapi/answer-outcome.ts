import { STATUS_CODES } from 'node:http';
import { DAILY_LIMIT_WAIT_MS, isDailyLimit } from '../reminders/call-conclusion.ts';
import type { CallOutcome, Refused, Rejected, Unknown } from '../reminders/call-outcome.ts';
import type { Answer } from './http-client.ts';
import { readCallSid } from './message-format.ts';
import { providerWords } from './provider-words.ts';

/** A longer Retry-After is a mistake or a trap: nobody's reminders stand still for more than this at a provider's word. */
export const MAX_RETRY_AFTER_MS = 15 * 60_000;

export interface AnswerContext {
  readonly now: Date;
  /** Kept out of the reason, should the provider repeat it. */
  readonly apiKey: string;
}

/** What an HTTP answer says of the call. An answer is final for its attempt: none is ever asked for again. */
export function outcomeOfAnswer(answer: Answer, { now, apiKey }: AnswerContext): CallOutcome {
  if (!isSuccess(answer)) return outcomeOfRefusal(answer, { now, apiKey });
  return { kind: 'placed', callSid: readCallSid(answer.body), httpStatus: answer.status };
}

export function isSuccess({ status }: Answer): boolean {
  return status >= 200 && status < 300;
}

/** What an answer that is no success says of the call. */
export function outcomeOfRefusal(
  answer: Answer,
  { now, apiKey }: AnswerContext,
): Refused | Rejected | Unknown {
  const { status: httpStatus } = answer;
  const words = providerWords(answer.body, apiKey);
  const reason = describeAnswer(httpStatus, words);
  const refused = (cause: Refused['cause']): Refused => {
    const askedMs = cause === 'configuration' ? null : retryAfterMs(answer.retryAfter, now);
    const waitMs = cause === 'capacity' && isDailyLimit(words) ? DAILY_LIMIT_WAIT_MS : askedMs;
    return { kind: 'refused', reason, httpStatus, retryAfterMs: waitMs, cause };
  };
  // A proxy answers 408 also where it passed the request on.
  if (httpStatus >= 500 || httpStatus === 408) {
    return {
      kind: 'unknown',
      reason: `${reason} The call may have been placed.`,
      httpStatus,
      abandoned: false,
    };
  }
  if (httpStatus < 400) {
    return { ...refused('configuration'), reason: `${reason} Check VAPI_BASE_URL.` };
  }
  if (httpStatus === 425) return refused('attempt');
  if (isOverLimit(httpStatus, words)) return refused('capacity');
  if (concernsEveryCall(httpStatus, words)) return refused('configuration');
  return { kind: 'rejected', reason, httpStatus };
}

/** Vapi has answered its limits on calls at once, and in a day, as a 400 too. Its billing limits are no such limits. */
function isOverLimit(status: number, words: string): boolean {
  if (status === 429) return !unpaid.test(words);
  return status === 400 && (/concurren\w* limit/i.test(words) || isDailyLimit(words));
}

const unpaid = /\b(billing|wallet|credits?|frozen|suspended)\b/i;
/** Settings that every call is sent with. */
const settings =
  /\b(phoneNumberId|assistantId|(assistant|assistantOverrides)\.(server|voice|model|maxDurationSeconds|hooks|transcriber|artifactPlan|analysisPlan)\b)/;

/** Whether the refusal is about the key, the bill or the settings, so that every other call would be refused as well. */
function concernsEveryCall(status: number, words: string): boolean {
  if (status === 401 || status === 402 || status === 403 || status === 407) return true;
  // One odd number must not stop all calls, whatever else the sentence says.
  if (/\bcustomer\b/i.test(words)) return false;
  return unpaid.test(words) || /\bsubscription\b/i.test(words) || settings.test(words);
}

/** In one sentence. */
export function describeAnswer(status: number, words: string): string {
  return `Vapi answered ${`${status} ${STATUS_CODES[status] ?? ''}`.trim()}${words ? `: ${words.replace(/\.$/, '')}` : ''}.`;
}

/** Seconds or an HTTP date, in milliseconds from now; `null` where it is absent or neither. */
export function retryAfterMs(value: string | null, now: Date): number | null {
  if (value === null) return null;
  const text = value.trim();
  // Date.parse alone reads nearly anything as a date, such as 1.5.
  const date = text.endsWith(' GMT') ? Date.parse(text) : Number.NaN;
  const ms = /^\d+$/.test(text) ? Number(text) * 1_000 : date - now.getTime();
  return Number.isNaN(ms) ? null : Math.min(Math.max(0, ms), MAX_RETRY_AFTER_MS);
}
