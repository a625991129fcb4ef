import type { Clock } from '../clock.ts';
import type { Log } from '../log.ts';
import type { ConclusionPolicy } from '../reminders/call-conclusion.ts';
import type { ReportRules } from '../reminders/call-end.ts';
import type { DispatchStore } from '../reminders/dispatch-store.ts';
import { createCallWatch } from './call-watch.ts';
import { createDatabaseClock } from './database-clock.ts';
import type { Dispatcher } from './dispatcher.ts';
import type { RunningJobs, StartJobs } from './interval-jobs.ts';

export interface OnlookerDeps {
  readonly store: DispatchStore;
  /** The database's clock, read from it. */
  readonly readClock: () => Promise<Date>;
  readonly clock: Clock;
  readonly startJobs: StartJobs;
  readonly log: Log;
}

export interface OnlookerOptions {
  /** How often the database's clock is read. */
  readonly everyMs: number;
  readonly policy: ConclusionPolicy & ReportRules;
}

/**
 * What an instance has that serves and does not ring: on no list, without a lease and without claims. What is
 * scheduled here reaches those that ring as an event of the feed. Reports of calls are taken all the same, since to take
 * one is to write it down.
 */
export function createOnlooker(deps: OnlookerDeps, { everyMs, policy }: OnlookerOptions): Dispatcher {
  const { store, readClock, clock, startJobs, log } = deps;
  const databaseClock = createDatabaseClock(clock);
  const calls = createCallWatch({ store, placer: {}, log }, { policy, quietMs: 0 });
  let jobs: RunningJobs | null = null;

  const setClock = async () => databaseClock.note((await readClock()).getTime());

  return {
    async start() {
      await setClock();
      jobs = startJobs([{ id: 'clock', everyMs, run: setClock }], (job, error) =>
        log.error({ event: 'job.failed', job, err: error }, `The ${job} failed`),
      );
    },
    onScheduled: () => {},
    onEvent: () => {},
    onCallReport: calls.onReport,
    onUnreadableReport: calls.onUnreadableReport,
    onResumed: () => {},
    isHeld: () => false,
    isClaiming: () => false,
    now: () => new Date(databaseClock.nowMs()),
    stop: async () => jobs?.stop(),
  };
}
