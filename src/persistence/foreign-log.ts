import type { SqlEntityManager } from '@mikro-orm/sql';
import { run } from './statement.ts';

// No event can be of a transaction that this server has not begun. Found by the end of the primary key.
const sql = `
  select coalesce(greatest(
    (select transaction_id from reminder_events order by transaction_id desc, sequence desc limit 1),
    (select pruned_transaction_id from dispatch_control where id = 1)
  ) >= pg_snapshot_xmax(pg_current_snapshot()), false) as foreign`;

/**
 * Whether the log was written by another server, whose transactions have numbers that this one has yet to reach: a
 * dump was restored. Its events would be held back until then, and what is written now would stand in front of them.
 */
export async function isLogForeign(em: SqlEntityManager): Promise<boolean> {
  const [row] = await run<{ foreign: boolean }>(em, sql);
  return row?.foreign === true;
}

const adoptSql = [
  // Claims look at this row first, so that nothing is rung between these statements.
  `update dispatch_control set paused = true, pause_reason = $1::text, held_back_until = null, next_call_at = null,
     pruned_transaction_id = '0', pruned_sequence = 0
   where id = 1`,
  'delete from reminder_events',
  `update reminders set event_transaction_id = '0' where event_transaction_id > pg_current_xact_id()`,
  'delete from dispatcher_instances',
];

/** Begins a log of this server's own, pauses, and forgets the instances of before; all of it, or nothing. */
export async function adoptRestored(em: SqlEntityManager, pauseReason: string): Promise<void> {
  await em.transactional(async (tx) => {
    for (const [index, statement] of adoptSql.entries()) {
      await run(tx, statement, index === 0 ? [pauseReason] : []);
    }
  });
}
