import { AsyncTask, SimpleIntervalJob, ToadScheduler } from 'toad-scheduler';

export interface IntervalJob {
  readonly id: string;
  readonly everyMs: number;
  readonly run: () => Promise<void>;
}

export interface RunningJobs {
  /** Starts no run any more and resolves when those under way have ended. */
  stop(): Promise<void>;
}

export type StartJobs = (
  jobs: readonly IntervalJob[],
  onError: (jobId: string, error: unknown) => void,
) => RunningJobs;

/** Runs each job every so often, one run of a job at a time. The only file that knows toad-scheduler. */
export const startIntervalJobs: StartJobs = (jobs, onError) => {
  const scheduler = new ToadScheduler();
  const underWay = new Map<string, Promise<void>>();
  for (const { id, everyMs, run } of jobs) {
    // The task must not reject, nor throw at once: toad-scheduler would hold it for running and never run it again.
    // And its stop() does not wait for the run under way, so that is kept here.
    const task = new AsyncTask(id, async () => {
      const running = (async () => run())().catch((error: unknown) => onError(id, error));
      underWay.set(id, running);
      await running;
    });
    scheduler.addSimpleIntervalJob(
      new SimpleIntervalJob({ milliseconds: everyMs }, task, { id, preventOverrun: true }),
    );
  }
  return {
    async stop() {
      scheduler.stop();
      await Promise.all(underWay.values());
    },
  };
};
