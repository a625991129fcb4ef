import { type Clock, wait } from '../clock.ts';
import type { PlaceOptions } from '../dispatch/call-placer.ts';
import type { CallOutcome, Refused, SentRequest, Unknown } from '../reminders/call-outcome.ts';
import type { Answer, HttpClient, NoAnswer } from './http-client.ts';
import { type TransportRetryPolicy, transportRetryDelayMs } from './transport-retry.ts';

export interface TriesOptions extends TransportRetryPolicy {
  /** For the answer to one try, from the instant at which it is sent, in milliseconds. */
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
  /** Whether the dispatcher can make certain that a sent try did not become a call before the next one is sent. */
  readonly canLookUp: boolean;
}

export interface TriesDeps {
  readonly http: HttpClient;
  readonly clock: Clock;
}

/** Posts an attempt, and again where the transport failed. An HTTP answer is final. */
export function createTransportTries({ http, clock }: TriesDeps, options: TriesOptions) {
  return async function post(
    { canLookUp, outcomeOf, ...request }: Attempt,
    { mayLeave, onSent, beforeRetry, stopping, abandon }: PlaceOptions,
  ): Promise<CallOutcome> {
    // The tries that were sent and never answered, so that the phone may be ringing already.
    let lost: SentRequest | null = null;
    for (let n = 1; ; n += 1) {
      if (stopping.aborted) return notSent('Bellhop stopped before the request was sent.', lost);
      const exchange = await http.post({
        ...request,
        timeoutMs: options.timeoutMs,
        mayLeave: () => !stopping.aborted && mayLeave(),
        ...(onSent && { onSent }),
        abandon,
      });
      if (exchange.kind === 'answer') {
        const late = lost && (await Promise.race([lost.lateOutcome, null]));
        lost?.close();
        if (late?.kind === 'placed') return late;
        return afterLostAnswer(withSentRequest(outcomeOf(exchange), exchange), lost);
      }
      if (exchange.sentAtMs !== null) {
        lost = together(lost, sentRequest(exchange, exchange.sentAtMs, outcomeOf));
      }
      if (exchange.why === 'not-allowed') {
        return notSent('This instance lost its claim, or stopped, before the request was sent.', lost);
      }
      if (exchange.why === 'abandoned') return notSent('Bellhop stopped before an answer came.', lost);
      if (n >= options.maxTries) return transportFailed(exchange, lost, n);
      const late = await answeredWithin(lost, transportRetryDelayMs(n, options), stopping);
      if (late) return late;
      if (stopping.aborted) continue;
      const decision = await beforeRetry(lost);
      if (decision === 'stop') return transportFailed(exchange, lost, n);
      if (decision !== 'retry') {
        lost?.close();
        return canLookUp ? decision : afterLostAnswer(decision, lost);
      }
      if (!canLookUp) continue;
      lost?.close();
      lost = null;
    }
  };

  /** The certain outcome of a request that was answered late after all, while waiting for the next try. */
  async function answeredWithin(
    lost: SentRequest | null,
    ms: number,
    stopping: AbortSignal,
  ): Promise<CallOutcome | null> {
    const answered = new AbortController();
    let certain: CallOutcome | null = null;
    void lost?.lateOutcome.then((outcome) => {
      if (outcome === null || outcome.kind === 'unknown') return;
      certain = outcome;
      answered.abort();
    });
    await wait(clock, ms, AbortSignal.any([stopping, answered.signal]));
    return certain;
  }

  function transportFailed({ why, detail }: NoAnswer, lost: SentRequest | null, tries: number): CallOutcome {
    const what =
      why === 'timeout'
        ? `Vapi did not answer within ${options.timeoutMs / 1_000} seconds`
        : `Vapi could not be reached (${detail})`;
    const reason = `${what}, ${tries === 1 ? 'at one try' : `at ${tries} tries`}`;
    if (lost) return unknown(`${reason}; the call may have been placed.`, lost);
    return { kind: 'refused', reason: `${reason}.`, httpStatus: null, retryAfterMs: null, cause: 'attempt' };
  }
}

/** An answer such as a 500 says nothing of the call, which may yet come of it. */
function withSentRequest(outcome: CallOutcome, { sentAtMs }: Answer): CallOutcome {
  if (outcome.kind !== 'unknown') return outcome;
  return { ...outcome, sent: { sentAtMs, lateOutcome: Promise.resolve(null), close: () => {} } };
}

function sentRequest({ late }: NoAnswer, sentAtMs: number, outcomeOf: Attempt['outcomeOf']): SentRequest {
  if (!late) return { sentAtMs, lateOutcome: Promise.resolve(null), close: () => {} };
  const lateOutcome = late.exchange.then((exchange) =>
    exchange.kind === 'answer' ? outcomeOf(exchange) : null,
  );
  return { sentAtMs, lateOutcome, close: late.close };
}

/** Placed as soon as one of them is; refused only once both are. */
function together(earlier: SentRequest | null, later: SentRequest): SentRequest {
  if (!earlier) return later;
  const placed = [earlier, later].map(async ({ lateOutcome }) => {
    const outcome = await lateOutcome;
    return outcome?.kind === 'placed' ? outcome : Promise.reject(new Error('Not placed.'));
  });
  const lateOutcome = Promise.any(placed).catch(async () => {
    const [first, last] = await Promise.all([earlier.lateOutcome, later.lateOutcome]);
    return first === null || first.kind === 'unknown' ? null : last;
  });
  return {
    sentAtMs: later.sentAtMs,
    lateOutcome,
    close() {
      earlier.close();
      later.close();
    },
  };
}

/** An answer to a later try, seen in the light of an earlier one that was sent and never answered. */
function afterLostAnswer(outcome: CallOutcome, lost: SentRequest | null): CallOutcome {
  if (!lost || outcome.kind === 'placed' || outcome.kind === 'unknown') return outcome;
  const reason = `${outcome.reason} An earlier try got no answer; the call may have been placed.`;
  if (outcome.kind === 'rejected') return { ...outcome, reason };
  return { ...unknown(reason, lost), httpStatus: outcome.httpStatus };
}

function notSent(reason: string, lost: SentRequest | null): Refused | Unknown {
  if (lost) return unknown(`${reason} An earlier try got no answer; the call may have been placed.`, lost);
  return { kind: 'refused', reason, httpStatus: null, retryAfterMs: null, cause: 'handed-back' };
}

function unknown(reason: string, sent: SentRequest): Unknown {
  return { kind: 'unknown', reason, httpStatus: null, abandoned: false, sent };
}
