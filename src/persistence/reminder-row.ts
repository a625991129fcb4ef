import type { CallAttempt } from '../reminders/call-attempt.ts';
import type { Reminder } from '../reminders/reminder.ts';
import type { CallAttemptRow } from './call-attempt-entity.ts';
import type { ReminderRow } from './reminder-entity.ts';

/** A row of `reminders` as `to_jsonb` gives it: what hand-written statements return and what events keep. */
export interface ReminderJson {
  readonly id: string;
  readonly phone_number: string;
  readonly message: string;
  readonly scheduled_time: string;
  readonly status: Reminder['status'];
  readonly retry_count: number;
  readonly max_retry_attempts: number;
  readonly attempt_count: number;
  readonly next_attempt_at: string | null;
  readonly last_run_at: string | null;
  readonly call_sid: string | null;
  readonly failure_reason: string | null;
  readonly version: number;
  readonly created_at: string;
  readonly updated_at: string;
}

export function reminderFromJson(row: ReminderJson): Reminder {
  return {
    id: row.id,
    phoneNumber: row.phone_number,
    message: row.message,
    scheduledTime: new Date(row.scheduled_time),
    status: row.status,
    retryCount: row.retry_count,
    maxRetryAttempts: row.max_retry_attempts,
    attemptCount: row.attempt_count,
    nextAttemptAt: row.next_attempt_at === null ? null : new Date(row.next_attempt_at),
    lastRunAt: row.last_run_at === null ? null : new Date(row.last_run_at),
    callSid: row.call_sid,
    failureReason: row.failure_reason,
    version: row.version,
    createdAt: new Date(row.created_at),
    updatedAt: new Date(row.updated_at),
  };
}

export function reminderFromEntity(row: ReminderRow): Reminder {
  return {
    id: row.id,
    phoneNumber: row.phoneNumber,
    message: row.message,
    scheduledTime: row.scheduledTime,
    status: row.status,
    retryCount: row.retryCount,
    maxRetryAttempts: row.maxRetryAttempts,
    attemptCount: row.attemptCount,
    nextAttemptAt: row.nextAttemptAt ?? null,
    lastRunAt: row.lastRunAt ?? null,
    callSid: row.callSid ?? null,
    failureReason: row.failureReason ?? null,
    version: row.version,
    createdAt: row.createdAt,
    updatedAt: row.updatedAt,
  };
}

export function attemptFromEntity(row: CallAttemptRow): CallAttempt {
  return {
    id: row.id,
    reminderId: row.reminderId,
    number: row.number,
    startedAt: row.startedAt,
    finishedAt: row.finishedAt ?? null,
    outcome: row.outcome ?? null,
    httpStatus: row.httpStatus ?? null,
    callSid: row.callSid ?? null,
    failureReason: row.failureReason ?? null,
  };
}
