import { setTimeout as wait } from 'node:timers/promises';
import type { ContenderKind } from '../contender.ts';
import { type Job, makeJob } from '../jobs.ts';
import { type Stage, tidy } from '../stage.ts';
import { within } from '../until.ts';

export interface LatenessOptions {
  readonly count: number;
  /** How long after it was scheduled a job is due, in milliseconds. */
  readonly aheadMs: number;
  readonly concurrency: number;
}

const MOST_LATE_MS = 30_000;

/** Milliseconds from its due instant until the receiver has each job's request, of jobs that fall due now and then. */
export async function lateness(
  stage: Stage,
  kind: ContenderKind,
  { count, aheadMs, concurrency }: LatenessOptions,
): Promise<number[]> {
  await using heat = await stage.openHeat(kind, { latencyMs: 0, concurrency });
  const { contender, receiver, databaseUrl } = heat;
  await contender.start();
  // The first call of everybody opens connections and compiles; it is not counted.
  const warmUp = makeJob(Date.now() + 200);
  await contender.schedule(warmUp);
  await within(receiver.whenReceived(1), { what: `${kind.name} makes its first call`, ms: MOST_LATE_MS });
  await tidy(databaseUrl);
  const jobs: Job[] = [];
  for (let n = 0; n < count; n += 1) {
    const job = makeJob(Date.now() + aheadMs);
    jobs.push(job);
    await contender.schedule(job);
    await wait(20 + Math.random() * 40);
  }
  await within(receiver.whenReceived(count + 1), { what: `${kind.name} calls`, ms: aheadMs + MOST_LATE_MS });
  return latenessOf(jobs, await receiver.receivedOf(jobs));
}

export function latenessOf(jobs: readonly Job[], receivedAtMs: readonly number[]): number[] {
  return jobs.map(({ dueAtMs }, index) => (receivedAtMs[index] ?? Number.NaN) - (dueAtMs ?? Number.NaN));
}
