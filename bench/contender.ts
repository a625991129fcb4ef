import { startChild } from './child.ts';
import type { Job } from './jobs.ts';

/** What a contender gets: the same for all. */
export interface Ground {
  /** An empty database of its own on the PostgreSQL of this run. */
  readonly databaseUrl: string;
  /** `null` where there is no Redis. */
  readonly redisPort: number | null;
  readonly receiverUrl: string;
  /** Calls in flight at once. */
  readonly concurrency: number;
  readonly processes: number;
}

/** Something that places calls when they are due. */
export interface Contender extends AsyncDisposable {
  /** Stores jobs before the start. */
  fill(jobs: readonly Job[]): Promise<void>;
  start(): Promise<void>;
  /** Stores one while it works. */
  schedule(job: Job): Promise<void>;
  /** How many jobs are not done, their outcomes stored. */
  left(): Promise<number>;
}

export interface ContenderKind {
  readonly name: string;
  readonly needsRedis?: boolean;
  /** Whether it comes from a package that `npm ci --prefix bench` installs. */
  readonly isRival: boolean;
  readonly isBellhop?: boolean;
  open(ground: Ground): Promise<Contender>;
}

/** A contender from a file of contenders/, in a process of its own. */
export async function openForked(
  file: string,
  ground: Ground,
  settings: Record<string, unknown>,
): Promise<Contender> {
  const environment = { CONTENDER: JSON.stringify({ file, ...ground, ...settings }) };
  const child = await startChild('./contenders/process.js', environment);
  return {
    fill: (jobs) => child.call('fill', jobs),
    start: () => child.call('start'),
    schedule: (job) => child.call('schedule', job),
    left: () => child.call('left'),
    [Symbol.asyncDispose]: () => child[Symbol.asyncDispose](),
  };
}
