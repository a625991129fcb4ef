import { randomUUID } from 'node:crypto';
import { systemClock } from '../../clock.ts';
import type { Config } from '../../config/config.ts';
import { createConfiguredPlacer } from '../../configured-placer.ts';
import { createHttpClient, type HttpClient } from '../../vapi/http-client.ts';
import { whyProviderRefuses } from '../../vapi/reach-provider.ts';
import { createSimulator } from '../../vapi/simulator/simulator.ts';
import { type Finding, unwell, well } from './finding.ts';

/** A number of the range that is kept free for fiction, which the simulator answers as any other. */
const TEST_NUMBER = '+14155550199';

export async function examineProvider(config: Config): Promise<Finding> {
  await using http = createHttpClient();
  const { account, timeoutMs } = config.vapi;
  if (account === null) return await ringSimulator(http, config);
  const why = await whyProviderRefuses(http, { ...account, timeoutMs });
  if (why === null) {
    return well('provider', `${account.baseUrl} takes the key. It was asked for its calls; nobody was rung.`);
  }
  return unwell('fail', 'provider', [
    why,
    'Check VAPI_API_KEY (the private key), VAPI_BASE_URL, and the way there from this machine.',
  ]);
}

/** Rings a simulator of its own in the configured wire format, and looks for the call in its ledger. */
async function ringSimulator(http: HttpClient, config: Config): Promise<Finding> {
  await using simulator = await createSimulator({ port: 0, latencyMs: 0 });
  const placer = createConfiguredPlacer({ http, clock: systemClock }, config, {
    account: { apiKey: 'simulated', baseUrl: simulator.url },
    webhook: () => null,
  });
  const never = new AbortController().signal;
  const attempt = { reminderId: randomUUID(), attemptId: randomUUID(), idempotencyKey: randomUUID() };
  const outcome = await placer.place(
    { ...attempt, phoneNumber: TEST_NUMBER, message: 'This is a test call of bellhop doctor.' },
    { mayLeave: () => true, beforeRetry: async () => 'retry', stopping: never, abandon: never },
  );
  const isSeen = simulator.ledger.calls.some(({ to }) => to === TEST_NUMBER);
  if (outcome.kind !== 'placed' || !isSeen) {
    const reason = outcome.kind === 'placed' ? 'its ledger does not have it' : outcome.reason;
    return unwell('fail', 'provider', [
      `A test call to the simulator came to nothing: ${reason}`,
      'Something keeps this machine from reaching itself on 127.0.0.1: a firewall, or a proxy.',
    ]);
  }
  return unwell('warn', 'provider', [
    'Calls are simulated: a test call to the simulator is in its ledger, and nobody is rung.',
    'To ring people, set VAPI_API_KEY and what docs/vapi.md names.',
  ]);
}
