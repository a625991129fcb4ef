import type { SqlEntityManager } from '@mikro-orm/sql';
import type { ReminderPageRequest } from '../reminders/reminder-page.ts';
import { createBinder, filterConditions } from './filter-sql.ts';
import { listRange, orderColumns } from './list-range.ts';
import type { ReminderJson } from './reminder-row.ts';
import { run } from './statement.ts';

/**
 * So many matches are gathered and sorted. Where there are more, they are not rare: in 10 million rows a walk through
 * the list passes a few hundred between two of them, as long as they lie evenly.
 */
const FEW = 30_000;

/** A page and one more out of all matches, in whatever way they are found fastest; `null` if they are not few. */
export async function gatherMatches(
  em: SqlEntityManager,
  request: ReminderPageRequest,
): Promise<readonly ReminderJson[] | null> {
  const { bind, values } = createBinder();
  const { orderBy, bounds, statuses } = listRange(request, { bind });
  if (statuses.length === 0) return [];
  const conditions = [`(${statuses.join(' or ')})`, ...bounds, ...filterConditions(request.filter, { bind })];
  const sql = `
    with match as materialized (
      select r.id, r.${orderColumns[request.order.field]} from reminders r
      where ${conditions.join(' and ')}
      limit ${bind(FEW + 1, 'int')}
    ), counted as (
      select count(*)::int <= ${bind(FEW, 'int')} as are_few from match
    ), page as (
      select r.id from match r where (select are_few from counted)
      order by ${orderBy}
      limit ${bind(request.take.count + 1, 'int')}
    )
    select counted.are_few, to_jsonb(r) as reminder
    from counted left join (page join reminders r using (id)) on true
    order by ${orderBy}`;
  const rows = await run<{ are_few: boolean; reminder: ReminderJson | null }>(em, sql, values);
  if (rows[0]?.are_few === false) return null;
  return rows.flatMap(({ reminder }) => reminder ?? []);
}
