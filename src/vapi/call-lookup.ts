import type { CallFinder, CallReader, FoundCall, LookupRequest, ReadCall } from '../dispatch/call-placer.ts';
import { describeAnswer, isSuccess } from './answer-outcome.ts';
import { type CallObject, readCallObject, reportOf } from './call-object.ts';
import { outcomeOfCreated } from './created-outcome.ts';
import type { Exchange, HttpClient } from './http-client.ts';
import { providerWords } from './provider-words.ts';
import { callUrl, type VapiAccess } from './vapi-access.ts';

/** How far the clocks of Vapi and the database may differ without a call being missed, and Vapi be late. */
const CLOCK_MARGIN_MS = 5 * 60_000;
/** Calls in one answer. Vapi gives up to 1,000, each with everything that was said. */
const PAGE = 100;
/** With defaults a range is 15 minutes long: enough for 50 calls a second. More would take Vapi minutes to answer. */
const MAX_PAGES = 2_000;

export interface CallLookupOptions extends VapiAccess {
  readonly phoneNumberId: string;
  /** For one request, in milliseconds. */
  readonly timeoutMs: number;
  /** How long a new call may be missing in Vapi's lists, in milliseconds. */
  readonly graceMs: number;
  /** How long after an attempt began its requests may be sent, in milliseconds. */
  readonly sendWindowMs: number;
}

/** Asks Vapi for calls: for the one of an attempt, or for one by its id. */
export function createCallLookup(
  { http }: { readonly http: HttpClient },
  options: CallLookupOptions,
): CallFinder & CallReader {
  const { apiKey, timeoutMs, graceMs, sendWindowMs } = options;
  const url = callUrl(options);
  const get = (target: string) =>
    http.get({ url: target, headers: { authorization: `Bearer ${apiKey}` }, timeoutMs });

  /** Vapi cannot be asked for an attempt, so the calls of its time are looked through, split in time until they fit. */
  async function find({ attemptId, callerId, startedAt }: LookupRequest): Promise<FoundCall> {
    const wanted = attemptId.toLowerCase();
    const phoneNumberId = callerId ?? options.phoneNumberId;
    const startMs = startedAt.getTime();
    const endMs = startMs + sendWindowMs + timeoutMs;
    const ranges: Range[] = [{ fromMs: startMs - CLOCK_MARGIN_MS, toMs: endMs + CLOCK_MARGIN_MS }];
    /** The last part is looked through first. */
    function split({ fromMs, toMs }: Range): Range[] {
      // Where clocks agree, the call is between the two.
      if (fromMs < startMs && toMs > endMs) {
        return [
          { fromMs: endMs, toMs },
          { fromMs, toMs: startMs },
          { fromMs: startMs, toMs: endMs },
        ];
      }
      const middleMs = Math.floor((fromMs + toMs) / 2);
      return [
        { fromMs: middleMs, toMs },
        { fromMs, toMs: middleMs },
      ];
    }
    for (let pages = 0; ranges.length > 0; pages += 1) {
      const { fromMs, toMs } = ranges.pop() as Range;
      if (pages === MAX_PAGES) return unanswered('Vapi lists too many calls to look through.');
      const answer = await get(listUrl(phoneNumberId, { fromMs, toMs }));
      const page = readList(answer);
      if (page === null) return unanswered(describe(answer));
      const call = page.calls.find((each) => each.attemptId === wanted);
      if (call) return outcomeOfCreated(call, 200);
      if (page.length < PAGE) continue;
      if (toMs - fromMs <= 1) return unanswered('Vapi lists more calls of one instant than it shows.');
      ranges.push(...split({ fromMs, toMs }));
    }
    return { kind: 'none' };
  }

  function listUrl(phoneNumberId: string, { fromMs, toMs }: Range): string {
    const query = new URLSearchParams({
      phoneNumberId,
      createdAtGe: new Date(fromMs).toISOString(),
      createdAtLe: new Date(toMs).toISOString(),
      limit: `${PAGE}`,
    });
    return `${url}?${query}`;
  }

  async function read(providerCallId: string): Promise<ReadCall> {
    const answer = await get(`${url}/${encodeURIComponent(providerCallId)}`);
    if (answer.kind === 'answer' && answer.status === 404) return { kind: 'none' };
    const body = successBody(answer);
    const call = readCallObject(body);
    if (!call) return unanswered(describe(answer));
    const report = reportOf(call);
    if (report) return { kind: 'report', report };
    return unanswered(`Vapi names no status of the call that Bellhop knows (${call.status ?? 'none'}).`);
  }

  async function remove(providerCallId: string): Promise<void> {
    const target = `${url}/${encodeURIComponent(providerCallId)}`;
    await http.remove({ url: target, headers: { authorization: `Bearer ${apiKey}` }, timeoutMs });
  }

  /** In words for a log; never what Vapi sent, except where it refused. */
  function describe(answer: Exchange): string {
    if (answer.kind === 'no-answer') {
      return answer.why === 'timeout'
        ? `Vapi did not answer within ${timeoutMs / 1_000} seconds.`
        : `Vapi could not be reached (${answer.detail}).`;
    }
    if (isSuccess(answer)) return `Vapi answered ${answer.status} with something else than was asked for.`;
    return describeAnswer(answer.status, providerWords(answer.body, apiKey));
  }

  return { answerWithinMs: timeoutMs, graceMs, sendWindowMs, find, read, remove };
}

interface Range {
  readonly fromMs: number;
  readonly toMs: number;
}

function unanswered(reason: string) {
  return { kind: 'unanswered', reason } as const;
}

function readList(
  answer: Exchange,
): { readonly calls: readonly CallObject[]; readonly length: number } | null {
  const list = successBody(answer);
  if (!Array.isArray(list)) return null;
  return { calls: list.map(readCallObject).filter((call) => call !== null), length: list.length };
}

/** `undefined` where there is none. */
function successBody(answer: Exchange): unknown {
  if (answer.kind === 'no-answer' || !isSuccess(answer)) return undefined;
  try {
    return JSON.parse(answer.body ?? '');
  } catch {
    return undefined;
  }
}
