import type { SqlEntityManager } from '@mikro-orm/sql';
import type { Conclusion, EndedCall } from '../reminders/call-conclusion.ts';
import { run } from './statement.ts';

const endedSql = `
  select
    r.id as "reminderId", r.version, r.retry_count as "retryCount", r.max_retry_attempts as "maxRetryAttempts",
    r.free_attempts as "freeAttempts",
    a.id as "attemptId", a.call_sid as "callSid", a.call_result as result, a.ended_reason as "endedReason",
    coalesce(a.never_rang, false) as "neverRang",
    coalesce(before.call_result = a.call_result, false) as "sameAsBefore"
  from reminders r
  join call_attempts a on a.reminder_id = r.id and a.number = r.attempt_count
  left join call_attempts before on before.reminder_id = r.id and before.number = r.attempt_count - 1
  where r.status = 'calling'
    and (a.call_ended_at is not null or ($2::boolean and a.call_status in ('ringing', 'in-progress', 'forwarding')))
  order by r.id
  limit $1::int`;

export async function readEndedCalls(
  em: SqlEntityManager,
  limit: number,
  orRang: boolean,
): Promise<EndedCall[]> {
  return [...(await run<EndedCall>(em, endedSql, [limit, orRang]))];
}

// As with outcomes: what has moved on matches no row. Every instance concludes the same calls, so the rows are locked in
// one order, and those that another one holds are left to it.
const concludeSql = `
  with conclusion as (
    select * from json_to_recordset($1::json) as x (
      "reminderId" uuid, version int, "attemptId" uuid, status text, "retryCount" smallint, "freeAttempts" smallint, "callSid" text,
      "failureReason" text, "nextAttemptInMs" float8)
  ), locked as materialized (
    select r.id from conclusion x join reminders r on r.id = x."reminderId"
    where r.version = x.version and r.status = 'calling'
    order by r.id
    for update of r skip locked
  ), concluded as (
    update reminders r set
      status = x.status,
      version = r.version + 1,
      event_transaction_id = greatest(pg_current_xact_id(), r.event_transaction_id),
      retry_count = x."retryCount",
      free_attempts = x."freeAttempts",
      call_sid = x."callSid",
      failure_reason = x."failureReason",
      last_run_at = statement_timestamp(),
      next_attempt_at = statement_timestamp() + x."nextAttemptInMs" * interval '1 millisecond',
      updated_at = statement_timestamp()
    from locked join conclusion x on x."reminderId" = locked.id
    where r.id = locked.id and r.version = x.version and r.status = 'calling'
    returning r.event_transaction_id, r.id, x."attemptId", to_jsonb(r) as reminder
  ), event as (
    insert into reminder_events (transaction_id, reminder_id, previous_status, reminder)
    select event_transaction_id, id, 'calling', reminder from concluded
  )
  select "attemptId" from concluded`;

/** Answers the attempt ids that were concluded. */
export async function concludeCalls(
  em: SqlEntityManager,
  conclusions: readonly Conclusion[],
): Promise<ReadonlySet<string>> {
  const rows = await run<{ attemptId: string }>(em, concludeSql, [JSON.stringify(conclusions)]);
  return new Set(rows.map(({ attemptId }) => attemptId));
}
