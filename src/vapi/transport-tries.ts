import { type Clock, wait } from '../clock.ts';
import type { FoundCall, PlaceOptions } from '../dispatch/call-placer.ts';
import type { CallOutcome, Refused, Unknown } from '../reminders/call-outcome.ts';
import type { Answer, HttpClient, NoAnswer } from './http-client.ts';
import { type TransportRetryPolicy, transportRetryDelayMs } from './transport-retry.ts';

export interface TriesOptions extends TransportRetryPolicy {
  /** For one try, in milliseconds. */
  readonly timeoutMs: number;
  /** Tries of one attempt where the transport fails, 1 or more. */
  readonly maxTries: number;
}

/** One attempt, as a wire format words it. */
export interface Attempt {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
  readonly outcomeOf: (answer: Answer) => CallOutcome;
  /** How to find out what came of a try whose answer got lost; `null`: it may be repeated, as it carries a key. */
  readonly ask: { readonly graceMs: number; readonly find: () => Promise<FoundCall> } | null;
}

export interface TriesDeps {
  readonly http: HttpClient;
  readonly clock: Clock;
}

/** Posts an attempt, and again where the transport failed. An HTTP answer is final. */
export function createTransportTries({ http, clock }: TriesDeps, options: TriesOptions) {
  return async function post(
    { ask, outcomeOf, ...request }: Attempt,
    { mayLeave, stopping, abandon }: PlaceOptions,
  ): Promise<CallOutcome> {
    // Whether an earlier try left and no answer came: then the phone may be ringing already.
    let mayRing = false;
    for (let n = 1; ; n += 1) {
      if (stopping.aborted) return notSent('Bellhop stopped before the request left.', mayRing);
      const exchange = await http.post({
        ...request,
        timeoutMs: options.timeoutMs,
        mayLeave: () => !stopping.aborted && mayLeave(),
        abandon,
      });
      if (exchange.kind === 'answer') return afterLostAnswer(outcomeOf(exchange), mayRing);
      mayRing ||= exchange.left;
      if (exchange.why === 'not-allowed') {
        return notSent('This instance lost its claim, or stopped, before the request left.', mayRing);
      }
      if (exchange.why === 'abandoned') return notSent('Bellhop stopped before an answer came.', mayRing);
      if (n >= options.maxTries) return transportFailed(exchange, mayRing, n);
      const delayMs = transportRetryDelayMs(n, options);
      if (!mayRing || !ask) {
        await wait(clock, delayMs, stopping);
        continue;
      }
      await wait(clock, Math.max(delayMs, ask.graceMs), stopping);
      if (stopping.aborted) continue;
      const found = await ask.find();
      if (found.kind === 'unanswered') return transportFailed(exchange, mayRing, n);
      if (found.kind !== 'none') return found;
      mayRing = false;
    }
  };

  function transportFailed({ why, detail }: NoAnswer, mayRing: boolean, tries: number): CallOutcome {
    const what =
      why === 'timeout'
        ? `Vapi did not answer within ${options.timeoutMs / 1_000} seconds`
        : `Vapi could not be reached (${detail})`;
    const reason = `${what}, ${tries === 1 ? 'at one try' : `at ${tries} tries`}`;
    if (mayRing) return unknown(`${reason}; the call may have been placed.`);
    return { kind: 'refused', reason: `${reason}.`, httpStatus: null, retryAfterMs: null, cause: 'attempt' };
  }
}

/** An answer to a later try, seen in the light of an earlier one that left without an answer. */
function afterLostAnswer(outcome: CallOutcome, mayRing: boolean): CallOutcome {
  if (!mayRing || outcome.kind === 'placed' || outcome.kind === 'unknown') return outcome;
  const reason = `${outcome.reason} An earlier try got no answer; the call may have been placed.`;
  if (outcome.kind === 'rejected') return { ...outcome, reason };
  return { ...unknown(reason), httpStatus: outcome.httpStatus };
}

function notSent(reason: string, mayRing: boolean): Refused | Unknown {
  if (mayRing) return unknown(`${reason} An earlier try got no answer; the call may have been placed.`);
  return { kind: 'refused', reason, httpStatus: null, retryAfterMs: null, cause: 'handed-back' };
}

function unknown(reason: string): Unknown {
  return { kind: 'unknown', reason, httpStatus: null, abandoned: false };
}
