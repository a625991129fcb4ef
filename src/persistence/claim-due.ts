import type { SqlEntityManager } from '@mikro-orm/sql';
import { v7 as uuidv7 } from 'uuid';
import type { Claim, ClaimPause, ClaimRequest, ClaimResult } from '../reminders/dispatch-store.ts';
import { run } from './statement.ts';

// Claims take turns on the one control row. So the next statement, whose snapshot begins after the lock was
// granted, counts every claim that was made before it: DISPATCH_CONCURRENCY holds exactly, over all instances.
const takeTurnSql = 'select id from dispatch_control where id = 1 for update';

const situationSql = `
  select
    c.paused,
    extract(epoch from c.held_back_until - statement_timestamp())::float8 * 1000 as held_back_ms,
    extract(epoch from c.next_call_at - statement_timestamp())::float8 * 1000 as too_fast_ms,
    (select count(*)::int from reminders where status = 'dispatching')
      + (select count(*)::int from call_attempts where call_live_until > statement_timestamp()) as in_flight,
    least(c.provider_concurrency, $2::int) as concurrency,
    exists (
      select from dispatcher_instances i
      where i.id = $1::uuid and i.lease_expires_at > statement_timestamp()) as has_lease
  from dispatch_control c
  where c.id = 1`;

// Walks the partial index reminders_due from its start: the cost is that of the rows taken, not of those waiting.
// An attempt after one whose outcome is unknown repeats that one's idempotency key, however many in between never left.
const claimSql = `
  with due as (
    select id, next_attempt_at as due_at from reminders
    where status = 'scheduled' and next_attempt_at <= statement_timestamp() and retry_count < max_retry_attempts
    order by next_attempt_at, id
    limit $2::int
    for update skip locked
  ), claimed as (
    update reminders r set
      status = 'dispatching',
      version = r.version + 1,
      claimed_by = $1::uuid,
      next_attempt_at = null,
      attempt_count = r.attempt_count + 1,
      event_transaction_id = greatest(pg_current_xact_id(), r.event_transaction_id),
      updated_at = statement_timestamp()
    from due
    where r.id = due.id
    returning r.*, due.due_at, to_jsonb(r) as reminder
  ), attempt as (
    insert into call_attempts (id, reminder_id, number, instance_id, idempotency_key, started_at)
    select new.id, c.id, c.attempt_count, $1::uuid, coalesce(c.unsettled_key, new.id), statement_timestamp()
    from (select *, row_number() over (order by due_at, id) as place from claimed) c
    join unnest($3::uuid[]) with ordinality as new (id, place) using (place)
    returning *
  ), event as (
    insert into reminder_events (transaction_id, reminder_id, previous_status, reminder)
    select event_transaction_id, id, 'scheduled', reminder from claimed order by due_at, id
  )
  select ${claimColumns('c', 'a')}, c.due_at
  from claimed c join attempt a on a.reminder_id = c.id
  order by c.due_at, c.id`;

// The calls just claimed use up this much time of CALLS_PER_SECOND.
const spendTimeSql = `
  update dispatch_control set next_call_at = statement_timestamp() + $1::float8 * interval '1 millisecond' where id = 1`;

const nextDueSql = `
  select extract(epoch from min(next_attempt_at) - clock_timestamp())::float8 * 1000 as in_ms
  from reminders where status = 'scheduled'`;

interface Situation {
  readonly paused: boolean;
  readonly held_back_ms: number | null;
  readonly too_fast_ms: number | null;
  /** Being placed, or placed and up. */
  readonly in_flight: number;
  readonly concurrency: number;
  readonly has_lease: boolean;
}

export function claimDue(em: SqlEntityManager, request: ClaimRequest): Promise<ClaimResult> {
  return em.transactional(async (tx) => {
    await run(tx, takeTurnSql);
    const [situation] = await run<Situation>(tx, situationSql, [request.instanceId, request.concurrency]);
    if (!situation) throw new Error('The control row is missing from dispatch_control; run the migrations.');
    const slots = Math.min(request.limit, situation.concurrency - situation.in_flight);
    const obstacle = findObstacle(situation, slots);
    if (obstacle) return { claims: [], pause: obstacle };

    const pace = request.callsPerSecond;
    const take = pace === null ? slots : Math.min(slots, burst(pace));
    const attemptIds = Array.from({ length: take }, () => uuidv7());
    const rows = await run<ClaimRow>(tx, claimSql, [request.instanceId, take, attemptIds]);
    const claims = rows.map(claimFromRow);
    if (pace !== null && claims.length > 0) {
      const spentMs = (claims.length / pace) * 1_000;
      await run(tx, spendTimeSql, [spentMs]);
      if (claims.length === take) return { claims, pause: { reason: 'too-fast', inMs: spentMs } };
    }
    if (claims.length === request.limit) return { claims, pause: null };
    if (claims.length === slots) return { claims, pause: { reason: 'no-slot' } };
    const [next] = await run<{ in_ms: number | null }>(tx, nextDueSql);
    return { claims, pause: { reason: 'nothing-due', inMs: next?.in_ms ?? null } };
  });
}

/** Calls that may begin together: one at a pace up to 20 a second, then what keeps it to 20 claims a second. */
function burst(callsPerSecond: number): number {
  return Math.max(1, Math.floor(callsPerSecond / 20));
}

function findObstacle(situation: Situation, slots: number): ClaimPause | null {
  if (!situation.has_lease) return { reason: 'lease-lost' };
  if (situation.paused) return { reason: 'paused' };
  const heldBackMs = situation.held_back_ms ?? 0;
  if (heldBackMs > 0) return { reason: 'held-back', inMs: heldBackMs };
  const tooFastMs = situation.too_fast_ms ?? 0;
  if (tooFastMs > 0) return { reason: 'too-fast', inMs: tooFastMs };
  return slots > 0 ? null : { reason: 'no-slot' };
}

/** The columns of a ClaimRow, out of a reminder and its open attempt. */
export function claimColumns(reminder: string, attempt: string): string {
  return `${reminder}.id as reminder_id, ${reminder}.version, ${reminder}.phone_number, ${reminder}.message,
    ${reminder}.retry_count, ${reminder}.max_retry_attempts, ${attempt}.id as attempt_id,
    ${attempt}.number as attempt_number, ${attempt}.instance_id as opened_by, ${attempt}.idempotency_key, ${attempt}.started_at,
    exists (select from do_not_call d where d.phone_number = ${reminder}.phone_number) as do_not_call`;
}

export interface ClaimRow {
  readonly reminder_id: string;
  readonly version: number;
  readonly phone_number: string;
  readonly message: string;
  readonly retry_count: number;
  readonly max_retry_attempts: number;
  readonly attempt_id: string;
  readonly attempt_number: number;
  readonly opened_by: string;
  readonly idempotency_key: string;
  readonly do_not_call: boolean;
  readonly started_at: string;
  readonly due_at: string;
}

export function claimFromRow(row: ClaimRow): Claim {
  return {
    reminderId: row.reminder_id,
    version: row.version,
    phoneNumber: row.phone_number,
    message: row.message,
    retryCount: row.retry_count,
    maxRetryAttempts: row.max_retry_attempts,
    attemptId: row.attempt_id,
    attemptNumber: row.attempt_number,
    openedBy: row.opened_by,
    idempotencyKey: row.idempotency_key,
    doNotCall: row.do_not_call,
    dueAt: new Date(row.due_at),
    startedAt: new Date(row.started_at),
  };
}
