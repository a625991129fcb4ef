import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Ledger, LedgerCall, LedgerRequest } from '../../src/vapi/simulator/ledger.ts';
import type { SimulatorOptions } from '../../src/vapi/simulator/simulator.ts';
import type { Interval, PlacedCall } from './evidence.ts';
import { placedCalls } from './placed-calls.ts';

export interface Provider {
  readonly url: string;
  freeze(): void;
  thaw(): void;
  /** The calls in its ledger. */
  calls(): Promise<readonly PlacedCall[]>;
  /** The provider's own measurements: the most calls up at once, and the intervals in which its process did not run. */
  measured(): Promise<Measured>;
  kill(): Promise<void>;
}

export interface Measured {
  readonly mostCallsUp: number;
  readonly stalls: readonly Interval[];
}

const main = new URL('provider-main.ts', import.meta.url).pathname;

export async function startProvider(
  options: SimulatorOptions & { readonly seed: number },
): Promise<Provider> {
  const child = spawn(process.execPath, [main, JSON.stringify(options)], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const orphaned = () => child.kill('SIGKILL');
  process.once('exit', orphaned);
  const exited = once(child, 'exit').finally(() => process.off('exit', orphaned));

  /** The next message of the process. Rejects if it ends before. */
  async function message<T>(): Promise<T> {
    const early = exited.then(() => Promise.reject(new Error('The provider of the run ended.')));
    const [value] = await Promise.race([once(child, 'message'), early]);
    return value as T;
  }

  const { url, ledgerUrl } = await message<{ readonly url: string; readonly ledgerUrl: string }>();
  return {
    url,
    freeze: () => void child.kill('SIGSTOP'),
    thaw: () => void child.kill('SIGCONT'),
    calls: async () => placedCalls(await readLedger(ledgerUrl)),
    measured() {
      const answer = message<Measured>();
      child.send('measured');
      return answer;
    },
    async kill() {
      child.kill('SIGKILL');
      await exited;
    },
  };
}

interface ShownLedger {
  readonly counts: ReturnType<Ledger['counts']>;
  readonly requests: readonly LedgerRequest[];
  readonly calls: readonly LedgerCall[];
}

async function readLedger(ledgerUrl: string): Promise<ShownLedger> {
  const response = await fetch(`${ledgerUrl}?limit=${Number.MAX_SAFE_INTEGER}`);
  const ledger = (await response.json()) as ShownLedger;
  const { counts, requests, calls } = ledger;
  if (requests.length < counts.requests || calls.length < counts.calls) {
    throw new Error('The ledger of the provider forgot requests: the run was too long for its capacity.');
  }
  return ledger;
}
