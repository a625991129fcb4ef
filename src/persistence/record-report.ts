import type { SqlEntityManager } from '@mikro-orm/sql';
import { adoptsCall, restartsClock } from '../reminders/adoption.ts';
import { countsAsCall } from '../reminders/call-attempt.ts';
import { type KnownCall, longestCallMs, type ReportRules, withReport } from '../reminders/call-end.ts';
import type { CallReport } from '../reminders/call-report.ts';
import type { ReportResult } from '../reminders/dispatch-store.ts';
import type { ReminderStatus } from '../reminders/lifecycle.ts';
import { type AttemptJson, attemptFromJson } from './reminder-row.ts';
import { run } from './statement.ts';

const readSql = `
  select to_jsonb(a) as attempt, coalesce(a.never_rang, false) as never_rang, a.xmin::text as row_version, r.version,
    r.status, r.message, r.failure_reason is null as is_fresh, r.attempt_count = a.number as is_newest,
    coalesce(a.call_live_until <= statement_timestamp(), false) as is_overdue, to_json(statement_timestamp()) as now
  from call_attempts a join reminders r on r.id = a.reminder_id
  where a.id = coalesce($1::uuid, (select id from call_attempts where provider_call_id = $2::text limit 1))`;

// Locks the reminder first, as all other writers do, and changes nothing where either row has moved on since it was read.
// An adopted reminder is as if its call had just been placed: the attempt's share of the budget is given back, which it
// has not spent where it met no capacity.
const writeSql = `
  with locked as (
    select id from reminders where id = $16::uuid and version = $17::int for update
  ), changed as (
    update call_attempts a set
      provider_call_id = $2::text,
      call_sid = $3::text,
      call_status = $4::text,
      call_result = $5::text,
      ended_reason = $6::text,
      never_rang = $7::boolean,
      call_started_at = $8::timestamptz(3),
      call_answered_at = $9::timestamptz(3),
      call_ended_at = $10::timestamptz(3),
      cost_usd = $11::float8,
      outcome = case when $12::boolean then 'placed' else a.outcome end,
      failure_reason = case when $12::boolean then null else a.failure_reason end,
      call_live_until = case
        when $5::text is not null then null
        when $12::boolean then statement_timestamp() + $13::float8 * interval '1 millisecond'
        when $14::boolean then greatest(a.call_live_until, case when a.call_live_until is not null
          then statement_timestamp() + $13::float8 * interval '1 millisecond' end)
        else a.call_live_until end,
      call_quiet_since = case when $12::boolean or a.call_quiet_since is not null then statement_timestamp() end
    from locked
    where a.id = $1::uuid and a.xmin::text = $18::text
    returning a.*
  ), used as (
    insert into call_usage as u (begins_at, calls, cost_usd)
    select date_bin('10 minutes', c.started_at, 'epoch'), greatest($19::int, 0), greatest($20::float8, 0)
    from changed c
    where $19::int <> 0 or $20::float8 <> 0
    on conflict (begins_at) do update set
      calls = greatest(u.calls + $19::int, 0), cost_usd = greatest(u.cost_usd + $20::float8, 0)
  ), told as (
    update reminders r set
      event_transaction_id = greatest(pg_current_xact_id(), r.event_transaction_id),
      status = case when $12::boolean then 'calling' else r.status end,
      version = r.version + case when $12::boolean then 1 else 0 end,
      retry_count = case when $12::boolean and not (r.status = 'scheduled' and r.free_attempts > 0)
        then greatest(r.retry_count - 1, 0) else r.retry_count end,
      failure_reason = case when $12::boolean then null else r.failure_reason end,
      next_attempt_at = case when $12::boolean then null else r.next_attempt_at end,
      unsettled_key = case when $12::boolean then null else r.unsettled_key end,
      call_result = c.call_result,
      call_sid = case when $12::boolean or r.status in ('calling', 'completed') then coalesce(c.call_sid, r.call_sid) end,
      updated_at = statement_timestamp()
    from changed c
    where r.id = c.reminder_id and r.attempt_count = c.number
    returning r.event_transaction_id, r.id, r.status, to_jsonb(r) as reminder
  ), event as (
    insert into reminder_events (transaction_id, reminder_id, previous_status, reminder, call)
    select t.event_transaction_id, t.id, e.previous_status, t.reminder, e.call
    from told t cross join changed c cross join lateral (
      select 1 as place, $15::text as previous_status, null::jsonb as call where $12::boolean
      union all select 2, t.status, to_jsonb(c)
    ) e
    order by e.place
  )
  select id from changed`;

interface KnownRow {
  readonly attempt: AttemptJson;
  readonly never_rang: boolean;
  readonly row_version: string;
  readonly version: number;
  readonly status: ReminderStatus;
  readonly message: string;
  readonly is_fresh: boolean;
  readonly is_newest: boolean;
  readonly is_overdue: boolean;
  readonly now: string;
}

export async function recordReport(
  em: SqlEntityManager,
  report: CallReport,
  rules: ReportRules,
): Promise<ReportResult> {
  for (;;) {
    const [row] = await run<KnownRow>(em, readSql, [report.attemptId, report.providerCallId]);
    if (!row) return { kind: 'unknown-call' };
    const result = await record(em, row, report, rules);
    if (result) return result;
  }
}

/** `null`: the attempt or its reminder has changed since it was read. */
async function record(
  em: SqlEntityManager,
  row: KnownRow,
  report: CallReport,
  rules: ReportRules,
): Promise<ReportResult | null> {
  const attempt = attemptFromJson(row.attempt);
  const { id, reminderId, outcome } = attempt;
  if (attempt.providerCallId !== null && attempt.providerCallId !== report.providerCallId) {
    return { kind: 'second-call', reminderId };
  }
  const known: KnownCall = { ...attempt, neverRang: row.never_rang };
  const call = withReport(known, report, {
    now: new Date(row.now),
    speechMs: rules.speechMs(row.message),
    isOverdue: row.is_overdue,
  });
  if (!call) return { kind: 'known' };
  const reminder = { status: row.status, isNewest: row.is_newest, isFresh: row.is_fresh };
  const isOver = call.callResult !== null;
  const adopted = adoptsCall(reminder, { outcome, before: known, after: call });
  const countedBefore = countsAsCall({ outcome, neverRang: row.never_rang });
  const countsNow = countsAsCall({
    outcome: adopted ? 'placed' : outcome,
    neverRang: isOver && call.neverRang,
  });
  const costUsd = (call.costUsd ?? 0) - (known.costUsd ?? 0);
  const [written] = await run(em, writeSql, [
    id,
    call.providerCallId,
    call.callSid,
    call.callStatus,
    call.callResult,
    call.endedReason,
    isOver ? call.neverRang : null,
    call.callStartedAt,
    call.callAnsweredAt,
    call.callEndedAt,
    call.costUsd,
    adopted,
    longestCallMs(rules),
    restartsClock(known.callStatus, call.callStatus),
    row.status,
    reminderId,
    row.version,
    row.row_version,
    Number(countsNow) - Number(countedBefore),
    costUsd,
  ]);
  if (!written) return null;
  // A call that was refused for want of room may be reported all the same, as one that never rang.
  const isUnplaced = outcome !== null && outcome !== 'placed' && !report.neverRang;
  return {
    kind: 'recorded',
    reminderId,
    result: call.callResult,
    adopted,
    costUsd,
    unexpected: isUnplaced && !adopted,
  };
}
