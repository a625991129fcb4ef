import type { ReminderStatus } from '../../src/reminders/lifecycle.ts';
import type { Stores } from './test-stores.ts';

const shapes: Record<ReminderStatus, string> = {
  scheduled: 'next_attempt_at = scheduled_time',
  dispatching: 'next_attempt_at = null, attempt_count = 1, claimed_by = gen_random_uuid()',
  calling: 'next_attempt_at = null, attempt_count = 1, last_run_at = now()',
  completed: 'next_attempt_at = null, retry_count = 1, last_run_at = now()',
  failed: `next_attempt_at = null, retry_count = max_retry_attempts, last_run_at = now(), failure_reason = 'No route.'`,
  cancelled: 'next_attempt_at = null, retry_count = 2',
};

/** Gives scheduled reminders another status, past all use cases and without an event. */
export async function putInStatus(
  stores: Stores,
  ids: readonly string[],
  status: ReminderStatus,
): Promise<void> {
  await stores.sql(
    `update reminders set status = '${status}', ${shapes[status]} where id = any ($1::uuid[])`,
    [ids],
  );
}
