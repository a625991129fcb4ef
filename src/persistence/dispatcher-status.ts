import type { SqlEntityManager } from '@mikro-orm/sql';
import { type DispatcherStatus, OVERDUE_LIMIT } from '../reminders/dispatch-store.ts';
import { run } from './statement.ts';

const sql = `
  with in_flight as (
    select claimed_by, count(*)::int as count from reminders where status = 'dispatching' group by claimed_by
  )
  select
    c.paused,
    c.pause_reason,
    (select to_json(min(next_attempt_at)) from reminders where status = 'scheduled') as next_due_at,
    (select count(*)::int from (
      select from reminders where status = 'scheduled' and next_attempt_at <= now() limit ${OVERDUE_LIMIT}) late) as overdue,
    (select coalesce(sum(count), 0)::int from in_flight) as in_flight,
    (select coalesce(json_agg(json_build_object(
        'id', i.id, 'hostname', i.hostname, 'startedAt', i.started_at, 'heartbeatAt', i.heartbeat_at,
        'inFlight', coalesce(f.count, 0)) order by i.started_at, i.id), '[]'::json)
      from dispatcher_instances i left join in_flight f on f.claimed_by = i.id
      where i.lease_expires_at > now()) as instances
  from dispatch_control c
  where c.id = 1`;

interface StatusRow {
  readonly paused: boolean;
  readonly pause_reason: string | null;
  readonly next_due_at: string | null;
  readonly overdue: number;
  readonly in_flight: number;
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
    overdue: row.overdue,
    inFlight: row.in_flight,
    instances: row.instances.map((instance) => ({
      ...instance,
      startedAt: new Date(instance.startedAt),
      heartbeatAt: new Date(instance.heartbeatAt),
    })),
  };
}
