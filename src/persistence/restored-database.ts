import type { SqlEntityManager } from '@mikro-orm/sql';
import { run } from './statement.ts';

// A row of another database, or one that another transaction than its first writer wrote, was restored. No event can be of
// a transaction that this server has not begun; the newest event is found by the end of the primary key.
const isRestoredSql = `
  select exists (
    select from database_identity i
    where i.database_oid <> (select oid from pg_database where datname = current_database())
      or i.xmin <> i.written_by::xid
  ) or coalesce(greatest(
    (select transaction_id from reminder_events order by transaction_id desc, sequence desc limit 1),
    (select pruned_transaction_id from dispatch_control where id = 1)
  ) >= pg_snapshot_xmax(pg_current_snapshot()), false) as "isRestored"`;

/**
 * Whether the database was restored from a dump, or copied from another database of its server. Reminders called since
 * would be called again. On another server, events would also wait until its transaction numbers catch up.
 */
export async function isRestoredDump(em: SqlEntityManager): Promise<boolean> {
  const [row] = await run<{ isRestored: boolean }>(em, isRestoredSql);
  return row?.isRestored === true;
}

const identifySql = `
  insert into database_identity (id, database_oid)
  select 1, oid from pg_database where datname = current_database()
  on conflict (id) do nothing`;

/** Gives a new database its identity, which tells it from what is restored from its dumps. */
export async function identifyDatabase(em: SqlEntityManager): Promise<void> {
  await run(em, identifySql);
}

const acceptSql = [
  // Claims look at this row first, so that no call is placed between these statements.
  `update dispatch_control set paused = true, pause_reason = $1::text, held_back_until = null, next_call_at = null,
     pruned_transaction_id = '0', pruned_sequence = 0
   where id = 1`,
  'delete from reminder_events',
  `update reminders set event_transaction_id = '0' where event_transaction_id > pg_current_xact_id()`,
  'delete from dispatcher_instances',
  'delete from database_identity',
  identifySql,
];

/** Begins a log of this server's own, pauses, and forgets the instances of before; all of it, or nothing. */
export async function acceptRestored(em: SqlEntityManager, pauseReason: string): Promise<void> {
  await em.transactional(async (tx) => {
    for (const [index, statement] of acceptSql.entries()) {
      await run(tx, statement, index === 0 ? [pauseReason] : []);
    }
  });
}
