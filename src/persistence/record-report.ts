import type { SqlEntityManager } from '@mikro-orm/sql';
import { type CallReport, callStatuses } from '../reminders/call-report.ts';
import type { ReportResult } from '../reminders/dispatch-store.ts';
import { run } from './statement.ts';

const findSql = `
  select a.id, a.reminder_id, a.outcome, a.provider_call_id
  from call_attempts a
  where a.id = $1::uuid or ($1::uuid is null and a.provider_call_id = $2::text)`;

const rank = (column: string) => `array_position($9::text[], ${column})`;

// Locks the reminder first, as all other writers do, and then goes by what the attempt holds at that moment: whichever
// of two reports comes second finds what the first one wrote. A status only grows, and what is known stays.
const recordSql = `
  with locked as (
    select id, version from reminders where id = $2::uuid for update
  ), changed as (
    update call_attempts a set
      provider_call_id = coalesce(a.provider_call_id, $3::text),
      call_sid = coalesce($4::text, a.call_sid),
      call_status = case when ${rank('$5::text')} > coalesce(${rank('a.call_status')}, 0) then $5::text else a.call_status end,
      call_result = coalesce(a.call_result, $6::text),
      ended_reason = coalesce(a.ended_reason, $7::text),
      never_rang = coalesce(a.never_rang, $8::boolean),
      call_started_at = coalesce(a.call_started_at, $10::timestamptz(3)),
      call_answered_at = coalesce(
        a.call_answered_at, case when $5::text in ('in-progress', 'forwarding') then coalesce($11::timestamptz(3), statement_timestamp()) end),
      call_ended_at = coalesce(
        a.call_ended_at, case when $5::text = 'ended' then coalesce($12::timestamptz(3), statement_timestamp()) end),
      cost_usd = coalesce($13::float8, a.cost_usd),
      call_live_until = case when $5::text <> 'ended' then a.call_live_until end,
      call_quiet_since = case when a.call_quiet_since is not null then statement_timestamp() end
    from locked
    where a.id = $1::uuid
      and (a.provider_call_id is null or a.provider_call_id = $3::text)
      and (
        ${rank('$5::text')} > coalesce(${rank('a.call_status')}, 0)
        or ($4::text is not null and a.call_sid is distinct from $4::text)
        or ($13::float8 is not null and a.cost_usd is distinct from $13::float8))
    returning a.*
  ), told as (
    update reminders r set
      event_transaction_id = greatest(pg_current_xact_id(), r.event_transaction_id),
      call_result = c.call_result,
      call_sid = case when r.status in ('calling', 'completed') then coalesce(c.call_sid, r.call_sid) end,
      updated_at = statement_timestamp()
    from changed c
    where r.id = c.reminder_id and r.attempt_count = c.number
    returning r.event_transaction_id, r.id, r.status, to_jsonb(r) as reminder
  ), event as (
    insert into reminder_events (transaction_id, reminder_id, previous_status, reminder, call)
    select t.event_transaction_id, t.id, t.status, t.reminder, to_jsonb(c) from told t, changed c
  )
  select id from changed`;

interface Found {
  readonly id: string;
  readonly reminder_id: string;
  readonly outcome: string | null;
  readonly provider_call_id: string | null;
}

export async function recordReport(em: SqlEntityManager, report: CallReport): Promise<ReportResult> {
  const [attempt] = await run<Found>(em, findSql, [report.attemptId, report.providerCallId]);
  if (!attempt) return { kind: 'unknown-call' };
  const { reminder_id: reminderId } = attempt;
  if (attempt.provider_call_id !== null && attempt.provider_call_id !== report.providerCallId) {
    return { kind: 'second-call', reminderId };
  }
  const isEnd = report.status === 'ended';
  const [recorded] = await run<{ id: string }>(em, recordSql, [
    attempt.id,
    reminderId,
    report.providerCallId,
    report.callSid,
    report.status,
    isEnd ? (report.result ?? 'other') : null,
    isEnd ? report.endedReason : null,
    isEnd ? report.neverRang : null,
    callStatuses,
    report.startedAt,
    report.reportedAt,
    report.endedAt,
    report.costUsd,
  ]);
  // A call that was refused for want of room may be reported all the same, as one that never rang.
  const unexpected = attempt.outcome !== null && attempt.outcome !== 'placed' && !report.neverRang;
  return recorded ? { kind: 'recorded', reminderId, unexpected } : { kind: 'known' };
}
