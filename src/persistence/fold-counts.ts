import type { SqlEntityManager } from '@mikro-orm/sql';
import { run } from './statement.ts';

// In one statement, so that every reader counts a line either where it was written or where it was added. Lines that
// another instance is folding are passed over; counts are locked in their order, so that two of them never deadlock.
const sql = `
  with folded as (
    delete from reminder_count_changes
    where ctid = any (array(select ctid from reminder_count_changes limit $1::int for update skip locked))
    returning hour, status, change
  ), change as (
    select coalesce(hour, '-infinity') as hour, status, sum(change) as change
    from folded
    group by grouping sets ((hour, status), (status))
    having sum(change) <> 0
  ), counted as (
    insert into reminder_counts as c (hour, status, count)
    select hour, status, change from change order by hour, status
    on conflict (hour, status) do update set count = c.count + excluded.count
  )
  select count(*)::int as count from folded`;

/** Adds up at most `limit` of the lines that writers left about how many reminders there are. Answers how many. */
export async function foldCounts(em: SqlEntityManager, limit: number): Promise<number> {
  const [row] = await run<{ count: number }>(em, sql, [limit]);
  return row?.count ?? 0;
}
