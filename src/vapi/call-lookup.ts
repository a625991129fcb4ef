import type { Clock } from '../clock.ts';
import type { CallFinder, CallReader, FoundCall, ReadCall } from '../dispatch/call-placer.ts';
import { describeAnswer, isSuccess } from './answer-outcome.ts';
import { type CallObject, readCallObject, reportOf } from './call-object.ts';
import { outcomeOfCreated } from './created-outcome.ts';
import type { Exchange, HttpClient } from './http-client.ts';
import { providerWords } from './provider-words.ts';
import { callUrl, type VapiAccess } from './vapi-access.ts';

/** How far the clocks of Vapi, the database and this machine may differ without a call being missed. */
const CLOCK_MARGIN_MS = 10 * 60_000;
/** Calls in one answer. Vapi gives up to 1,000, each with everything that was said. */
const PAGE = 100;
/** More pages than any honest list has. */
const MAX_PAGES = 200;

export interface CallLookupOptions extends VapiAccess {
  readonly phoneNumberId: string;
  /** For one request, in milliseconds. */
  readonly timeoutMs: number;
  /** How long a new call may be missing in Vapi's lists, in milliseconds. */
  readonly graceMs: number;
}

/** Asks Vapi for calls: for the one of an attempt, or for one by its id. */
export function createCallLookup(
  { http, clock }: { readonly http: HttpClient; readonly clock: Clock },
  options: CallLookupOptions,
): CallFinder & CallReader {
  const { apiKey, phoneNumberId, timeoutMs, graceMs } = options;
  const url = callUrl(options);
  const get = (target: string) =>
    http.get({ url: target, headers: { authorization: `Bearer ${apiKey}` }, timeoutMs });

  /** Vapi cannot be asked for an attempt, so its calls since then are looked through, split in time until they fit. */
  async function find({ attemptId }: { readonly attemptId: string }, startedAt: Date): Promise<FoundCall> {
    const wanted = attemptId.toLowerCase();
    const ranges: Range[] = [
      { fromMs: startedAt.getTime() - CLOCK_MARGIN_MS, toMs: clock.wallMs() + CLOCK_MARGIN_MS },
    ];
    for (let pages = 0; ranges.length > 0; pages += 1) {
      const { fromMs, toMs } = ranges.pop() as Range;
      if (pages === MAX_PAGES) return unanswered('Vapi lists too many calls to look through.');
      const answer = await get(listUrl(fromMs, toMs));
      const page = readList(answer);
      if (page === null) return unanswered(describe(answer));
      const call = page.calls.find((each) => each.attemptId === wanted);
      if (call) return outcomeOfCreated(call, 200);
      if (page.length < PAGE) continue;
      const middleMs = Math.floor((fromMs + toMs) / 2);
      if (middleMs <= fromMs) return unanswered('Vapi lists more calls of one instant than it shows.');
      // Its call was made soon after it began, so the earlier half is looked through first.
      ranges.push({ fromMs: middleMs, toMs }, { fromMs, toMs: middleMs });
    }
    return { kind: 'none' };
  }

  function listUrl(fromMs: number, toMs: number): string {
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

  return { graceMs, find, read };
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
