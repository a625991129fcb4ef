import { randomBytes } from 'node:crypto';
import { type VapiConfig, WEBHOOK_PATH } from './config/config.ts';
import type { Provider } from './configured-placer.ts';
import type { Simulator } from './vapi/simulator/simulator.ts';

export interface ReportingProvider extends Provider {
  /** What its reports are known by; `null`: it makes none. */
  readonly webhookSecret: string | null;
}

/** Vapi where there is a key, else the simulator, which reports to this process itself at `ownUrl`, once it listens. */
export function createConfiguredProvider(
  { account, call }: Pick<VapiConfig, 'account' | 'call'>,
  simulator: Simulator | null,
  ownUrl: () => string,
): ReportingProvider {
  const simulatedSecret = randomBytes(16).toString('hex');
  return {
    account: account ?? { apiKey: simulator?.apiKey ?? '', baseUrl: simulator?.url ?? '' },
    webhook() {
      // Vapi needs an address that the operator gives.
      if (call?.webhook || !simulator) return call?.webhook ?? null;
      return { url: `${ownUrl()}${WEBHOOK_PATH}`, secret: simulatedSecret, credentialId: null };
    },
    webhookSecret: call && (call.webhook?.secret ?? (simulator && simulatedSecret)),
  };
}
