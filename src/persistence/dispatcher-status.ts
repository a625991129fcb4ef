import type { SqlEntityManager } from '@mikro-orm/sql';
import { type DispatcherStatus, OVERDUE_LIMIT } from '../reminders/dispatch-store.ts';
import { run } from './statement.ts';

const sql = `
  with in_flight as (
    select claimed_by, unresolved_since is not null as unresolved, count(*)::int as count
    from reminders where status = 'dispatching' group by 1, 2
  )
  select
    c.paused,
    c.pause_reason,
    (select to_json(min(next_attempt_at)) from reminders where status = 'scheduled') as next_due_at,
    (select coalesce(sum(count), 0)::int from (
      select count from reminder_counts where hour = '-infinity' and status = 'scheduled'
      union all
      select change from reminder_count_changes where status = 'scheduled') kept) as scheduled,
    (select count(*)::int from (
      select from reminders where status = 'scheduled' and next_attempt_at <= now() limit ${OVERDUE_LIMIT}) late) as overdue,
    (select coalesce(sum(count), 0)::int from in_flight where not unresolved) as in_flight,
    (select coalesce(sum(count), 0)::int from in_flight where unresolved) as unresolved,
    case when c.held_back_until > now() and c.held_back_until <= now() + interval '15 minutes 1 second'
      then to_json(c.held_back_until) end as throttled_until,
    case when c.provider_account is not null and c.provider_concurrency_at > now() - interval '1 hour'
      and c.provider_concurrency_at <= now() + interval '1 second'
      then json_build_object('calls', c.provider_concurrency, 'account', c.provider_account,
        'confirmedAt', c.provider_concurrency_at) end as concurrency_limit,
    (select extract(epoch from max(at) - clock_timestamp())::float8 * 1000 from (
      select max(heartbeat_at) as at from dispatcher_instances
      union all
      (select occurred_at from reminder_events order by transaction_id desc, sequence desc limit 1)) newest) as ahead_ms,
    (select coalesce(json_agg(json_build_object(
        'id', i.id, 'hostname', i.hostname, 'startedAt', i.started_at, 'heartbeatAt', i.heartbeat_at,
        'inFlight', coalesce(f.count, 0)) order by i.started_at, i.id), '[]'::json)
      from dispatcher_instances i left join in_flight f on f.claimed_by = i.id and not f.unresolved
      where i.lease_expires_at > now()) as instances
  from dispatch_control c
  where c.id = 1`;

/** Times are rounded, and written while this is read. */
const CLOCK_TOLERANCE_MS = 1_000;

interface StatusRow {
  readonly paused: boolean;
  readonly pause_reason: string | null;
  readonly next_due_at: string | null;
  readonly scheduled: number;
  readonly overdue: number;
  readonly in_flight: number;
  readonly unresolved: number;
  readonly throttled_until: string | null;
  readonly concurrency_limit: {
    readonly calls: number;
    readonly account: string;
    readonly confirmedAt: string;
  } | null;
  /** `null`: nothing was written yet. */
  readonly ahead_ms: number | null;
  readonly instances: readonly {
    readonly id: string;
    readonly hostname: string;
    readonly startedAt: string;
    readonly heartbeatAt: string;
    readonly inFlight: number;
  }[];
}

export async function readDispatcherStatus(em: SqlEntityManager): Promise<DispatcherStatus> {
  const [row] = await run<StatusRow>(em, sql);
  if (!row) throw new Error('The control row is missing from dispatch_control; run the migrations.');
  return {
    paused: row.paused,
    pauseReason: row.pause_reason,
    nextDueAt: row.next_due_at === null ? null : new Date(row.next_due_at),
    scheduled: row.scheduled,
    overdue: row.overdue,
    inFlight: row.in_flight,
    unresolved: row.unresolved,
    throttledUntil: row.throttled_until === null ? null : new Date(row.throttled_until),
    concurrencyLimit: row.concurrency_limit && {
      ...row.concurrency_limit,
      confirmedAt: new Date(row.concurrency_limit.confirmedAt),
    },
    clockSetBackMs: (row.ahead_ms ?? 0) > CLOCK_TOLERANCE_MS ? (row.ahead_ms ?? 0) : 0,
    instances: row.instances.map((instance) => ({
      ...instance,
      startedAt: new Date(instance.startedAt),
      heartbeatAt: new Date(instance.heartbeatAt),
    })),
  };
}
