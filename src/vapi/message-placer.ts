import { type Clock, wait } from '../clock.ts';
import type { CallPlacer, CallRequest, PlaceOptions } from '../dispatch/call-placer.ts';
import type { CallOutcome, Refused, Unknown } from '../reminders/call-outcome.ts';
import { outcomeOfAnswer } from './answer-outcome.ts';
import type { HttpClient, NoAnswer } from './http-client.ts';
import { type MessageCaller, messagePayload } from './message-format.ts';
import { type TransportRetryPolicy, transportRetryDelayMs } from './transport-retry.ts';

export interface MessagePlacerOptions extends MessageCaller, TransportRetryPolicy {
  /** Sent as bearer token; in no outcome and no log. */
  readonly apiKey: string;
  /** Requests go to its `/call`. */
  readonly baseUrl: string;
  /** For one try, in milliseconds. */
  readonly timeoutMs: number;
  /** Tries of one attempt where the transport fails, 1 or more. */
  readonly maxTries: number;
}

/**
 * Places calls by wire format *message*. Transport errors are tried again here, with the same idempotency key; an
 * HTTP answer is final. This format offers no way to ask what came of a call.
 */
export function createMessagePlacer(
  { http, clock }: { readonly http: HttpClient; readonly clock: Clock },
  options: MessagePlacerOptions,
): CallPlacer {
  const url = `${options.baseUrl.replace(/\/+$/, '')}/call`;

  async function place(
    request: CallRequest,
    { mayLeave, stopping, abandon }: PlaceOptions,
  ): Promise<CallOutcome> {
    // Whether an earlier try left and no answer came: then the phone may be ringing already.
    let mayRing = false;
    for (let n = 1; ; n += 1) {
      if (stopping.aborted) return notSent('Bellhop stopped before the request left.', mayRing);
      const exchange = await http.post({
        url,
        headers: { authorization: `Bearer ${options.apiKey}`, 'idempotency-key': request.idempotencyKey },
        body: messagePayload(request, options),
        timeoutMs: options.timeoutMs,
        mayLeave: () => !stopping.aborted && mayLeave(),
        abandon,
      });
      if (exchange.kind === 'answer') {
        return afterLostAnswer(
          outcomeOfAnswer(exchange, { now: new Date(clock.wallMs()), apiKey: options.apiKey }),
          mayRing,
        );
      }
      mayRing ||= exchange.left;
      if (exchange.why === 'not-allowed') {
        return notSent('This instance lost its claim, or stopped, before the request left.', mayRing);
      }
      if (exchange.why === 'abandoned') return notSent('Bellhop stopped before an answer came.', mayRing);
      if (n >= options.maxTries) return transportFailed(exchange, mayRing, n);
      await wait(clock, transportRetryDelayMs(n, options), stopping);
    }
  }

  function transportFailed({ why, detail }: NoAnswer, mayRing: boolean, tries: number): CallOutcome {
    const what =
      why === 'timeout'
        ? `Vapi did not answer within ${options.timeoutMs / 1_000} seconds`
        : `Vapi could not be reached (${detail})`;
    const reason = `${what}, ${tries === 1 ? 'at one try' : `at ${tries} tries`}`;
    if (mayRing) return unknown(`${reason}; the call may have been placed.`);
    return { kind: 'refused', reason: `${reason}.`, httpStatus: null, retryAfterMs: null, cause: 'attempt' };
  }

  return { place };
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
