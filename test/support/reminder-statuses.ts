import type { ReminderStatus } from '../../src/reminders/lifecycle.ts';

/** What makes a scheduled reminder one of another status, in SQL. */
export const shapes: Readonly<Record<ReminderStatus, string>> = {
  scheduled: 'next_attempt_at = scheduled_time',
  dispatching: 'next_attempt_at = null, attempt_count = 1, claimed_by = gen_random_uuid()',
  calling: 'next_attempt_at = null, attempt_count = 1, last_run_at = now()',
  completed: 'next_attempt_at = null, retry_count = 1, last_run_at = now()',
  failed: `next_attempt_at = null, retry_count = max_retry_attempts, last_run_at = now(), failure_reason = 'No route.'`,
  cancelled: 'next_attempt_at = null, retry_count = 2',
};
