import type { ContenderKind } from '../contender.ts';
import { makeJobs } from '../jobs.ts';
import { type Stage, tidy } from '../stage.ts';
import { until, within } from '../until.ts';

export interface DrainOptions {
  readonly count: number;
  readonly latencyMs: number;
  readonly concurrency: number;
}

const HEAT_MS = 180_000;

/** Jobs a second, from the first request that the receiver got until the last outcome was stored. */
export async function drain(stage: Stage, kind: ContenderKind, options: DrainOptions): Promise<number> {
  await using heat = await stage.openHeat(kind, options);
  const { contender, receiver, databaseUrl } = heat;
  const jobs = makeJobs(options.count, () => null);
  await contender.fill(jobs);
  await tidy(databaseUrl);
  await contender.start();
  await within(receiver.whenReceived(jobs.length), { what: `${kind.name} drains`, ms: HEAT_MS });
  await until(async () => (await contender.left()) === 0, {
    what: `${kind.name} stores what it did`,
    withinMs: HEAT_MS,
    everyMs: 5,
  });
  const endedAtMs = performance.timeOrigin + performance.now();
  const receivedAtMs = await receiver.receivedOf(jobs);
  return (jobs.length / (endedAtMs - receivedAtMs.reduce((a, b) => Math.min(a, b)))) * 1_000;
}
