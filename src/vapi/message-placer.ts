import type { CallPlacer } from '../dispatch/call-placer.ts';
import { outcomeOfAnswer } from './answer-outcome.ts';
import { type MessageCaller, messagePayload } from './message-format.ts';
import { createTransportTries, type TriesDeps, type TriesOptions } from './transport-tries.ts';
import { callUrl, type VapiAccess } from './vapi-access.ts';

export interface MessagePlacerOptions extends MessageCaller, VapiAccess, TriesOptions {}

/**
 * Places calls by wire format *message*. Transport errors are tried again here, with the same idempotency key; an
 * HTTP answer is final. This format offers no way to ask what came of a call.
 */
export function createMessagePlacer(deps: TriesDeps, options: MessagePlacerOptions): CallPlacer {
  const { apiKey } = options;
  const url = callUrl(options);
  const post = createTransportTries(deps, options);
  return {
    place: (request, placeOptions) =>
      post(
        {
          url,
          headers: { authorization: `Bearer ${apiKey}`, 'idempotency-key': request.idempotencyKey },
          body: messagePayload(request, options),
          outcomeOf: (answer) => outcomeOfAnswer(answer, { now: new Date(deps.clock.wallMs()), apiKey }),
          canLookUp: false,
        },
        placeOptions,
      ),
  };
}
