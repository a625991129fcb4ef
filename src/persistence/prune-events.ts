import type { SqlEntityManager } from '@mikro-orm/sql';
import { run } from './statement.ts';

// From the front of the log, whose order is nearly that of time: an event that is not old enough ends the batch, and
// what lies behind it goes with the next. How far it got is kept with it, so that an expired cursor can be told, and so
// that the next batch does not read through what this one left in the index, which stays until it is vacuumed.
// An event from the future was written before the clock was set back. It is as old as those around it.
const sql = `
  with oldest as (
    select e.transaction_id, e.sequence, bool_and(occurred_at < now() - $1::float8 * interval '1 millisecond')
      over (order by e.transaction_id, e.sequence) as is_old
    from reminder_events e
    where (e.transaction_id, e.sequence) > (select pruned_transaction_id, pruned_sequence from dispatch_control where id = 1)
      and e.transaction_id < pg_snapshot_xmin(pg_current_snapshot())
      and e.occurred_at <= now() + interval '1 second'
    order by e.transaction_id, e.sequence
    limit $2::int
  ), last as (
    select transaction_id, sequence from oldest where is_old order by transaction_id desc, sequence desc limit 1
  ), pruned as (
    delete from reminder_events e using last
    where (e.transaction_id, e.sequence) <= (last.transaction_id, last.sequence)
      and (e.transaction_id, e.sequence) > (select pruned_transaction_id, pruned_sequence from dispatch_control where id = 1)
    returning e.transaction_id
  ), noted as (
    update dispatch_control set pruned_transaction_id = last.transaction_id, pruned_sequence = last.sequence
    from last
    where id = 1 and (last.transaction_id, last.sequence) > (pruned_transaction_id, pruned_sequence)
  )
  select count(*)::int as count from pruned`;

export async function pruneEvents(em: SqlEntityManager, olderThanMs: number, limit: number): Promise<number> {
  const [row] = await run<{ count: number }>(em, sql, [olderThanMs, limit]);
  return row?.count ?? 0;
}
