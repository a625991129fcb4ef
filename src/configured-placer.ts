import type { Config } from './config/config.ts';
import type { CallPlacer } from './dispatch/call-placer.ts';
import type { Webhook } from './vapi/call-format.ts';
import { createCallPlacer } from './vapi/call-placer.ts';
import { createMessagePlacer } from './vapi/message-placer.ts';
import type { TriesDeps } from './vapi/transport-tries.ts';
import type { VapiAccess } from './vapi/vapi-access.ts';

export interface Provider {
  readonly account: VapiAccess;
  /** Where it reports what becomes of calls; asked for with each call. */
  readonly webhook: () => Webhook | null;
}

/** Rings a provider in the wire format that the configuration asks for. */
export function createConfiguredPlacer(
  deps: TriesDeps,
  { vapi, maxRetryAttempts }: Pick<Config, 'vapi' | 'maxRetryAttempts'>,
  { account, webhook }: Provider,
): CallPlacer {
  const { call, from, voice, timeoutMs, transportRetry } = vapi;
  const access = { ...account, timeoutMs, maxTries: maxRetryAttempts, ...transportRetry };
  if (!call) return createMessagePlacer(deps, { ...access, from, voice });
  return createCallPlacer(deps, { ...access, ...call, voice, webhook });
}
