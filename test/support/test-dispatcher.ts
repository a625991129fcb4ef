import { v7 as uuidv7 } from 'uuid';
import { onTestFinished } from 'vitest';
import { systemClock } from '../../src/clock.ts';
import {
  createDispatcher,
  type Dispatcher,
  type DispatcherDeps,
  type DispatcherOptions,
} from '../../src/dispatch/dispatcher.ts';
import { type StartJobs, startIntervalJobs } from '../../src/dispatch/interval-jobs.ts';
import { createFakeCallPlacer, type FakeCallPlacer } from './fake-call-placer.ts';
import { testPolicy } from './policy.ts';
import { createTestLog, type TestLog } from './test-log.ts';

type Given = Pick<DispatcherDeps, 'store'> &
  Partial<Omit<DispatcherDeps, 'log' | 'placer'>> &
  Partial<DispatcherOptions>;

export interface TestDispatcher {
  readonly dispatcher: Dispatcher;
  readonly log: TestLog;
}

/** Neither ticks nor heartbeats: what happens is what the test makes happen. */
export const noJobs: StartJobs = () => ({ stop: async () => {} });

/** A dispatcher that runs until the end of the test; its tick is a minute, so it has to wake by itself. */
export async function startDispatcher(
  given: Given,
  placer: DispatcherDeps['placer'] = createFakeCallPlacer(),
): Promise<TestDispatcher> {
  const log = createTestLog();
  const dispatcher = createDispatcher(
    { clock: systemClock, startJobs: startIntervalJobs, newId: () => uuidv7(), ...given, placer, log },
    {
      hostname: 'test',
      intervalMs: 60_000,
      pollWindowMs: 60_000,
      heartbeatMs: 1_000,
      leaseMs: 30_000,
      concurrency: 10,
      callsPerSecond: null,
      account: 'test',
      callerId: null,
      limits: {},
      policy: testPolicy,
      quietCallMs: 10_000,
      unresolvedAfterMs: 120_000,
      alone: false,
      ...given,
    },
  );
  onTestFinished(() => dispatcher.stop(0));
  await dispatcher.start();
  return { dispatcher, log };
}

/** The next `count` calls of a placer. */
export function nextCalls(placer: FakeCallPlacer, count: number) {
  return Promise.all(Array.from({ length: count }, () => placer.next()));
}
