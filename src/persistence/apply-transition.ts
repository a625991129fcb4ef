import type { SqlEntityManager } from '@mikro-orm/sql';
import type { Invalid } from '../reminders/problem.ts';
import type { ApplyResult } from '../reminders/reminder-store.ts';
import type { Transition } from '../reminders/transition.ts';
import { refuseMoveBeyondCap } from './number-cap.ts';
import { type ReminderJson, reminderFromJson } from './reminder-row.ts';
import { run } from './statement.ts';

// One statement, so one compare-and-swap: the row is locked, and changed only if it still has one of the statuses
// and the version that the transition names. Cancel and claim both pass through such a lock; one of them wins.
const sql = `
  with before as (
    select id, status from reminders where id = $1::uuid for update
  ), after as (
    update reminders r set
      status = $3::text,
      version = r.version + 1,
      event_transaction_id = greatest(pg_current_xact_id(), r.event_transaction_id),
      updated_at = now(),
      phone_number = coalesce($5::text, r.phone_number),
      message = coalesce($6::text, r.message),
      scheduled_time = coalesce($7::timestamptz(3), r.scheduled_time),
      -- What is deferred waits for its number to have room. With another number it is due.
      next_attempt_at = case $8::text
        when 'keep' then case when r.deferral is not null and $5::text <> r.phone_number then now() else r.next_attempt_at end
        when 'now' then now() when 'none' then null
        else $9::timestamptz(3) end,
      deferral = case when $8::text = 'keep' and ($5::text is null or $5::text = r.phone_number) then r.deferral end,
      retry_count = case when $10::boolean then 0 else r.retry_count end,
      free_attempts = case when $10::boolean then 0 else r.free_attempts end,
      failure_reason = case when $10::boolean then null else r.failure_reason end,
      call_result = case when $10::boolean then null else r.call_result end,
      unsettled_key = case when $10::boolean then null else r.unsettled_key end,
      traceparent = coalesce($11::text, r.traceparent)
    from before
    where r.id = before.id and r.status = any ($2::text[]) and ($4::int is null or r.version = $4::int)
    returning r.event_transaction_id, r.id, before.status as previous_status, to_jsonb(r) as reminder
  ), event as (
    insert into reminder_events (transaction_id, reminder_id, previous_status, reminder)
    select event_transaction_id, id, previous_status, reminder from after
  )
  select reminder from after`;

const currentSql = 'select to_jsonb(r) as reminder from reminders r where r.id = $1::uuid';

/** `perNumberAndDay`: how many reminders one number may have on one day (UTC); default: any number of them. */
export async function applyTransition(
  em: SqlEntityManager,
  transition: Transition,
  perNumberAndDay: number | null = null,
): Promise<ApplyResult | Invalid> {
  const { step, changes } = transition;
  const mayMove =
    step === 'retry' || changes.phoneNumber !== undefined || changes.scheduledTime !== undefined;
  if (perNumberAndDay === null || !mayMove) return apply(em, transition);
  return em.transactional(
    async (tx) => (await refuseMoveBeyondCap(tx, transition, perNumberAndDay)) ?? apply(tx, transition),
  );
}

async function apply(em: SqlEntityManager, transition: Transition): Promise<ApplyResult> {
  const { reminderId, from, to, expectedVersion, changes } = transition;
  const { nextAttemptAt } = changes;
  const nextAttempt =
    nextAttemptAt === undefined
      ? 'keep'
      : nextAttemptAt === null
        ? 'none'
        : nextAttemptAt === 'now'
          ? 'now'
          : 'at';
  const [applied] = await run<{ reminder: ReminderJson }>(em, sql, [
    reminderId,
    from,
    to,
    expectedVersion,
    changes.phoneNumber ?? null,
    changes.message ?? null,
    changes.scheduledTime ?? null,
    nextAttempt,
    nextAttemptAt instanceof Date ? nextAttemptAt : null,
    changes.freshBudget ?? false,
    transition.traceparent ?? null,
  ]);
  if (applied) return { kind: 'applied', reminder: reminderFromJson(applied.reminder) };

  const [current] = await run<{ reminder: ReminderJson }>(em, currentSql, [reminderId]);
  if (!current) return { kind: 'not-found', id: reminderId };
  const reminder = reminderFromJson(current.reminder);
  if (expectedVersion !== null && reminder.version !== expectedVersion) {
    return { kind: 'version-conflict', expectedVersion, reminder };
  }
  return { kind: 'status-conflict', step: transition.step, reminder };
}
