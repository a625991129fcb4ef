import { type RunningJobs, startIntervalJobs } from './dispatch/interval-jobs.ts';
import { pruneOldEvents } from './events/retention.ts';
import type { Log } from './log.ts';
import type { Database } from './persistence/open-database.ts';
import type { EventLog } from './reminders/event-log.ts';
import { foldAllCounts } from './reminders/fold-all-counts.ts';
import type { ReminderStore } from './reminders/reminder-store.ts';

export interface HousekeepingDeps {
  readonly database: Database;
  readonly store: ReminderStore;
  readonly eventLog: EventLog;
  readonly log: Log;
}

const HOUSEKEEPING_INTERVAL_MS = 60_000;
/** What was written since is looked at by everyone who counts: some thousands of lines at 500 calls a second. */
const FOLD_INTERVAL_MS = 5_000;

/** What keeps the database small and its counts quick to read. */
export function startHousekeeping(
  { database, store, eventLog, log }: HousekeepingDeps,
  eventRetentionMs: number,
): RunningJobs {
  async function prune() {
    const pruned = await pruneOldEvents(eventLog, eventRetentionMs);
    if (pruned > 0) log.info({ event: 'events.pruned', count: pruned }, 'Old events pruned');
  }

  return startIntervalJobs(
    [
      { id: 'retention', everyMs: HOUSEKEEPING_INTERVAL_MS, run: prune },
      { id: 'counts', everyMs: FOLD_INTERVAL_MS, run: () => foldAllCounts(store) },
      ...(database.checkpoint
        ? [{ id: 'checkpoint', everyMs: HOUSEKEEPING_INTERVAL_MS, run: database.checkpoint }]
        : []),
    ],
    (job, error) => log.error({ event: 'job.failed', job, err: error }, `The ${job} job failed`),
  );
}
