import { fork } from 'node:child_process';
import { once } from 'node:events';
import type { Ledger } from '../../src/vapi/simulator/ledger.ts';
import type { SimulatorOptions } from '../../src/vapi/simulator/simulator.ts';
import { waitFor } from './wait-for.ts';

export interface ShownLedger extends Pick<Ledger, 'requests' | 'calls'> {
  readonly counts: ReturnType<Ledger['counts']>;
}

/** A simulator in a process of its own, so that the load of the tests is not the provider's. */
export interface SimulatorProcess extends AsyncDisposable {
  readonly url: string;
  /** All of its ledger. */
  ledger(): Promise<ShownLedger>;
  /** Resolves once there were at least this many calls. */
  whenCalls(count: number): Promise<void>;
  kill(signal: NodeJS.Signals): void;
}

const main = new URL('simulator-main.ts', import.meta.url);

export async function startSimulator(options: Omit<SimulatorOptions, 'random'>): Promise<SimulatorProcess> {
  const child = fork(main, [JSON.stringify(options)], { execArgv: [] });
  const ended = once(child, 'exit');
  const early = ended.then(() => Promise.reject(new Error('The simulator ended before it listened.')));
  const [{ url, ledgerUrl }] = await Promise.race([once(child, 'message'), early]);

  async function ledger(limit = Number.MAX_SAFE_INTEGER) {
    const response = await fetch(`${ledgerUrl}?limit=${limit}`);
    return (await response.json()) as ShownLedger;
  }

  return {
    url,
    ledger: () => ledger(),
    whenCalls: (count) =>
      waitFor(async () => {
        const { counts } = await ledger(1);
        if (counts.calls < count) throw new Error(`${counts.calls} of ${count} calls were placed.`);
      }),
    kill: (signal) => void child.kill(signal),
    async [Symbol.asyncDispose]() {
      child.kill('SIGKILL');
      await ended;
    },
  };
}
