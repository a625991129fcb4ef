import type { CallAttempt } from '../reminders/call-attempt.ts';
import type { Reminder } from '../reminders/reminder.ts';

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
  /** Left out of events from before reminders were deferred. */
  readonly deferral?: Reminder['deferral'];
  readonly last_run_at: string | null;
  readonly call_sid: string | null;
  /** Left out of events from before calls were followed. */
  readonly call_result?: Reminder['callResult'];
  readonly failure_reason: string | null;
  readonly version: number;
  readonly created_at: string;
  readonly updated_at: string;
}

/** All that a ReminderJson has, and nothing else of the row. */
export const reminderColumns =
  'r.id, r.phone_number, r.message, r.scheduled_time, r.status, r.retry_count, r.max_retry_attempts, r.attempt_count, r.next_attempt_at, r.deferral, r.last_run_at, r.call_sid, r.call_result, r.failure_reason, r.version, r.created_at, r.updated_at';

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
    deferral: row.deferral ?? null,
    lastRunAt: row.last_run_at === null ? null : new Date(row.last_run_at),
    callSid: row.call_sid,
    callResult: row.call_result ?? null,
    failureReason: row.failure_reason,
    version: row.version,
    createdAt: new Date(row.created_at),
    updatedAt: new Date(row.updated_at),
  };
}

/** A row of `call_attempts` as `to_jsonb` gives it. */
export interface AttemptJson {
  readonly id: string;
  readonly reminder_id: string;
  readonly number: number;
  readonly started_at: string;
  readonly finished_at: string | null;
  readonly outcome: CallAttempt['outcome'];
  readonly http_status: number | null;
  readonly call_sid: string | null;
  readonly failure_reason: string | null;
  readonly provider_call_id: string | null;
  readonly call_status: CallAttempt['callStatus'];
  readonly call_result: CallAttempt['callResult'];
  readonly ended_reason: string | null;
  readonly call_started_at: string | null;
  readonly call_answered_at: string | null;
  readonly call_ended_at: string | null;
  readonly cost_usd: number | null;
}

export function attemptFromJson(row: AttemptJson): CallAttempt {
  const date = (text: string | null) => (text === null ? null : new Date(text));
  return {
    id: row.id,
    reminderId: row.reminder_id,
    number: row.number,
    startedAt: new Date(row.started_at),
    finishedAt: date(row.finished_at),
    outcome: row.outcome,
    httpStatus: row.http_status,
    callSid: row.call_sid,
    failureReason: row.failure_reason,
    providerCallId: row.provider_call_id,
    callStatus: row.call_status,
    callResult: row.call_result,
    endedReason: row.ended_reason,
    callStartedAt: date(row.call_started_at),
    callAnsweredAt: date(row.call_answered_at),
    callEndedAt: date(row.call_ended_at),
    costUsd: row.cost_usd,
  };
}
