import { startChild } from './child.ts';
import type { Job } from './jobs.ts';

export interface Received {
  readonly atMs: number;
  readonly text: string;
}

/** The provider that is posted to: see receiver.ts. */
export interface Receiver extends AsyncDisposable {
  readonly url: string;
  whenReceived(count: number): Promise<void>;
  /** When each of the jobs was received. Throws unless each was, and once. */
  receivedOf(jobs: readonly Job[]): Promise<number[]>;
}

export async function startReceiver(latencyMs: number): Promise<Receiver> {
  const child = await startChild('./receiver.ts', { LATENCY_MS: `${latencyMs}` });
  return {
    url: await child.call<string>('url'),
    whenReceived: (count) => child.call('whenReceived', count),
    async receivedOf(jobs) {
      const received = await child.call<Received[]>('received');
      const times = new Map<string, number[]>();
      for (const { atMs, text } of received) times.set(text, [...(times.get(text) ?? []), atMs]);
      return jobs.map(({ text }) => {
        const [atMs, ...again] = times.get(text) ?? [];
        if (atMs === undefined) throw new Error(`Never received: ${text}`);
        if (again.length > 0) throw new Error(`Received ${again.length + 1} times: ${text}`);
        return atMs;
      });
    },
    [Symbol.asyncDispose]: () => child[Symbol.asyncDispose](),
  };
}
