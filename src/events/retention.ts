import type { EventLog } from '../reminders/event-log.ts';

/** Small, so that no batch holds up other work; so many that runs a minute apart keep up with 8,000 events a second. */
const BATCH_SIZE = 500;
const MAX_BATCHES = 1_000;

/** Deletes events older than `retentionMs`, in small batches. Answers how many. */
export async function pruneOldEvents(log: EventLog, retentionMs: number): Promise<number> {
  let pruned = 0;
  for (let batch = 0; batch < MAX_BATCHES; batch += 1) {
    const count = await log.prune(retentionMs, BATCH_SIZE);
    pruned += count;
    if (count < BATCH_SIZE) break;
  }
  return pruned;
}
