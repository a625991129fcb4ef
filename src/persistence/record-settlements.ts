import type { SqlEntityManager } from '@mikro-orm/sql';
import type { Settlement } from '../reminders/settlement.ts';
import { prepared } from './prepared.ts';
import { run } from './statement.ts';

// Joins on (id, version): a result whose reminder has moved on since its claim matches no row and changes nothing. A
// result other than "placed" also changes nothing if a call of its attempt has been reported.
// The status comes from the results, too: as a constant it would have the planner begin with all that are in flight and
// look through all results for each.
const sql = prepared(
  'record_settlements',
  `
  with result as materialized (
    select *, 'dispatching' as claimed_status from json_to_recordset($1::json) as x (
      reminder_id uuid, version int, attempt_id uuid, status text, retry_count smallint, free_attempts smallint, call_sid text,
      failure_reason text, next_attempt_in_ms float8, outcome text, http_status smallint,
      provider_call_id text, call_may_last_ms float8)
  ), recorded as (
    update reminders r set
      status = x.status,
      version = r.version + 1,
      event_transaction_id = greatest(pg_current_xact_id(), r.event_transaction_id),
      retry_count = x.retry_count,
      free_attempts = x.free_attempts,
      call_sid = case when x.outcome = 'placed' then coalesce(a.call_sid, x.call_sid) end,
      failure_reason = x.failure_reason,
      last_run_at = statement_timestamp(),
      next_attempt_at = statement_timestamp() + x.next_attempt_in_ms * interval '1 millisecond',
      claimed_by = null,
      call_result = a.call_result,
      unsettled_key = case when x.outcome = 'unknown' then a.idempotency_key else r.unsettled_key end,
      updated_at = statement_timestamp()
    from result x join call_attempts a on a.id = x.attempt_id
    where r.id = x.reminder_id and r.version = x.version and r.status = x.claimed_status
      and (x.outcome = 'placed' or a.provider_call_id is null or a.never_rang is true)
    returning r.event_transaction_id, r.id, to_jsonb(r) as reminder, a.started_at, a.never_rang, x.*
  ), settled as (
    update call_attempts a set
      finished_at = statement_timestamp(),
      outcome = x.outcome,
      http_status = x.http_status,
      call_sid = coalesce(a.call_sid, x.call_sid),
      failure_reason = case when x.outcome = 'placed' then null else x.failure_reason end,
      provider_call_id = coalesce(a.provider_call_id, x.provider_call_id),
      call_live_until = case when a.call_ended_at is null
        then statement_timestamp() + x.call_may_last_ms * interval '1 millisecond' end,
      call_quiet_since = case when x.call_may_last_ms is not null then statement_timestamp() end
    from recorded x
    where a.id = x.attempt_id
  ), event as (
    insert into reminder_events (transaction_id, reminder_id, previous_status, reminder)
    select event_transaction_id, id, claimed_status, reminder from recorded
  ), no_call as (
    -- Counted by the claim. One row, so that two records never wait for each other; attempts of a batch began together.
    update call_usage u set calls = greatest(u.calls - x.calls, 0)
    from (
      select date_bin('10 minutes', min(started_at), 'epoch') as begins_at, count(*)::int as calls
      from recorded
      where outcome in ('refused', 'rejected') and never_rang is not true
    ) x
    where u.begins_at = x.begins_at and u.calls > 0
  )
  select attempt_id from recorded`,
);

/** Answers the attempt ids that were recorded. */
export async function recordSettlements(
  em: SqlEntityManager,
  settlements: readonly Settlement[],
): Promise<ReadonlySet<string>> {
  const rows = await run<{ attempt_id: string }>(em, sql, [JSON.stringify(settlements.map(toRow))]);
  return new Set(rows.map((row) => row.attempt_id));
}

function toRow(settlement: Settlement) {
  return {
    reminder_id: settlement.reminderId,
    version: settlement.version,
    attempt_id: settlement.attemptId,
    status: settlement.status,
    retry_count: settlement.retryCount,
    free_attempts: settlement.freeAttempts,
    call_sid: settlement.callSid,
    failure_reason: settlement.failureReason,
    next_attempt_in_ms: settlement.nextAttemptInMs,
    outcome: settlement.outcome.kind,
    http_status: settlement.outcome.httpStatus,
    provider_call_id:
      settlement.outcome.kind === 'placed' ? (settlement.outcome.providerCallId ?? null) : null,
    call_may_last_ms: settlement.callMayLastMs,
  };
}
