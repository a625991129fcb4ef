import type { SqlEntityManager } from '@mikro-orm/sql';
import type { Instance } from '../reminders/dispatch-store.ts';
import { run } from './statement.ts';

const leaseEnd = `statement_timestamp() + $2::float8 * interval '1 millisecond'`;

export async function registerInstance(
  em: SqlEntityManager,
  instance: Instance,
  leaseMs: number,
): Promise<void> {
  const sql = `insert into dispatcher_instances (id, lease_expires_at, hostname) values ($1::uuid, ${leaseEnd}, $3::text)`;
  await run(em, sql, [instance.id, leaseMs, instance.hostname]);
}

// A lease that ran out is not renewed. This statement and the one that buries the dead lock the same row, so an
// instance either renews in time or is gone for all others: there is no third way.
const renewSql = `
  update dispatcher_instances set heartbeat_at = statement_timestamp(), lease_expires_at = ${leaseEnd}
  where id = $1::uuid and lease_expires_at > statement_timestamp()
  returning extract(epoch from clock_timestamp())::float8 * 1000 as now_ms`;

/** The database's clock, or `null` if the lease had run out. */
export async function renewLease(
  em: SqlEntityManager,
  instanceId: string,
  leaseMs: number,
): Promise<Date | null> {
  const [renewed] = await run<{ now_ms: number }>(em, renewSql, [instanceId, leaseMs]);
  return renewed ? new Date(renewed.now_ms) : null;
}

export async function removeInstance(em: SqlEntityManager, instanceId: string): Promise<void> {
  await run(em, 'delete from dispatcher_instances where id = $1::uuid', [instanceId]);
}

// A heartbeat in the future is from before the database's clock was set back. Its instance gets one more lease from now:
// one that is alive renews it in time. By clock_timestamp(), since a heartbeat may be newer than this statement.
const boundSql = `
  update dispatcher_instances set
    lease_expires_at = clock_timestamp() + (lease_expires_at - heartbeat_at),
    heartbeat_at = clock_timestamp()
  where heartbeat_at > clock_timestamp() + interval '1 second'`;

export async function buryDeadInstances(em: SqlEntityManager): Promise<string[]> {
  await run(em, boundSql);
  return bury(em, 'lease_expires_at <= statement_timestamp()', []);
}

export function buryOtherInstances(em: SqlEntityManager, instanceId: string): Promise<string[]> {
  return bury(em, 'id <> $1::uuid', [instanceId]);
}

async function bury(
  em: SqlEntityManager,
  condition: string,
  parameters: readonly unknown[],
): Promise<string[]> {
  const sql = `delete from dispatcher_instances where ${condition} returning id`;
  return (await run<{ id: string }>(em, sql, parameters)).map(({ id }) => id);
}
