import type { ReminderStore } from './reminder-store.ts';

const BATCH_SIZE = 10_000;

/** Adds up all changes of the counts that were left so far. */
export async function foldAllCounts(store: Pick<ReminderStore, 'foldCounts'>): Promise<void> {
  while ((await store.foldCounts(BATCH_SIZE)) === BATCH_SIZE);
}
