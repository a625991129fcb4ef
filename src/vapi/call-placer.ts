import type { CallPlacer } from '../dispatch/call-placer.ts';
import type { CallOutcome } from '../reminders/call-outcome.ts';
import { isSuccess, outcomeOfRefusal } from './answer-outcome.ts';
import { type CallFormat, callPayload } from './call-format.ts';
import { createCallLookup } from './call-lookup.ts';
import { readCallObject } from './call-object.ts';
import { outcomeOfCreated } from './created-outcome.ts';
import { type Answer, CONNECT_TIMEOUT_MS } from './http-client.ts';
import { createTransportTries, type TriesDeps, type TriesOptions } from './transport-tries.ts';
import { callUrl, type VapiAccess } from './vapi-access.ts';

export interface CallPlacerOptions extends CallFormat, VapiAccess, TriesOptions {
  /** How long a new call may be missing in Vapi's lists, in milliseconds. */
  readonly graceMs: number;
}

/**
 * Places calls by wire format *call*. Vapi knows no idempotency keys, so a try whose answer got lost is repeated only
 * once Vapi says that no call came of it.
 */
export function createCallPlacer(deps: TriesDeps, options: CallPlacerOptions): CallPlacer {
  const { apiKey } = options;
  const { clock } = deps;
  const url = callUrl(options);
  const post = createTransportTries(deps, options);
  const lookup = createCallLookup(deps, { ...options, sendWindowMs: sendWindowMs(options) });

  function outcomeOf(answer: Answer): CallOutcome {
    const { status: httpStatus } = answer;
    if (!isSuccess(answer)) {
      return outcomeOfRefusal(answer, { now: new Date(clock.wallMs()), apiKey });
    }
    const call = readCallObject(parse(answer.body));
    if (call) return outcomeOfCreated(call, httpStatus);
    const reason = `Vapi answered ${httpStatus} but named no call; one may have been placed.`;
    return { kind: 'unknown', reason, httpStatus, abandoned: false };
  }

  return {
    place: (request, placeOptions) =>
      post(
        {
          url,
          headers: { authorization: `Bearer ${apiKey}` },
          body: callPayload(request, options),
          outcomeOf,
          canLookUp: true,
        },
        placeOptions,
      ),
    finder: lookup,
    reader: lookup,
  };
}

/** Time for every try, with the wait and the look-ups between two, where nothing is in the way. */
function sendWindowMs({ maxTries, timeoutMs, graceMs, maxMs }: CallPlacerOptions): number {
  return maxTries * (CONNECT_TIMEOUT_MS + maxMs + 2 * timeoutMs + graceMs);
}

function parse(body: string | null): unknown {
  try {
    return JSON.parse(body ?? '');
  } catch {
    return null;
  }
}
