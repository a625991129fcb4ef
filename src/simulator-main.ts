import { loadDotEnv, readSimulatorConfig } from './config/read-config.ts';
import { StartupError } from './startup-error.ts';
import { scriptedNumbers } from './vapi/simulator/behaviour.ts';
import { createSimulator } from './vapi/simulator/simulator.ts';

/** `npm run simulator`: the provider that rings nobody, alone. */
try {
  loadDotEnv();
  const simulator = await createSimulator(readSimulatorConfig());
  console.log(`Simulator: ${simulator.url}/call, its ledger: ${simulator.ledgerUrl}\n`);
  console.log('A number that ends in … does this; any other is a success:');
  for (const { suffix, meaning } of scriptedNumbers) console.log(`  555 ${suffix}  ${meaning}`);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => void simulator.close());
} catch (error) {
  if (!(error instanceof StartupError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
