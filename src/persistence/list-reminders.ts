import type { SqlEntityManager } from '@mikro-orm/sql';
import type { ReminderPage, ReminderPageRequest } from '../reminders/reminder-page.ts';
import { createBinder, filterConditions } from './filter-sql.ts';
import { gatherMatches } from './gather-matches.ts';
import { listRange } from './list-range.ts';
import { type ReminderJson, reminderFromJson } from './reminder-row.ts';
import { run } from './statement.ts';

/** How many rows are looked through for a few that match, before the matches are looked for instead. */
const LOOK_THROUGH = 5_000;

/** One page by keyset: the cost is that of the page, wherever in the list it lies. */
export async function listReminders(
  em: SqlEntityManager,
  request: ReminderPageRequest,
): Promise<ReminderPage> {
  const { take } = request;
  const rows = await readPage(em, request);
  const page = rows.slice(0, take.count).map(reminderFromJson);
  return { reminders: take.from === 'end' ? page.reverse() : page, hasMore: rows.length > take.count };
}

// Where no index has both the filter and the order, the planner has to guess which of them to follow, and guesses as
// if matches lay evenly (seen at 10 million: 20 s for what takes 5, 3 s for what takes 0.02). So nothing is left to it.
async function readPage(
  em: SqlEntityManager,
  request: ReminderPageRequest,
): Promise<readonly ReminderJson[]> {
  if (isInOrder(request)) return walk(em, request, null);
  const near = await walk(em, request, LOOK_THROUGH);
  if (near.length > request.take.count) return near;
  return (await gatherMatches(em, request)) ?? walk(em, request, null);
}

/** Whether an index has the filter and the order, or the filter leaves a handful. */
function isInOrder({ filter, order }: ReminderPageRequest): boolean {
  if (filter.phoneNumber !== undefined) return true;
  if (filter.search || filter.callResult) return false;
  return order.field === 'scheduledTime' || !(filter.scheduledFrom || filter.scheduledUntil);
}

/** From the page's beginning on, through `atMost` rows or to the end. One more than the page, if there is more. */
async function walk(
  em: SqlEntityManager,
  request: ReminderPageRequest,
  atMost: number | null,
): Promise<readonly ReminderJson[]> {
  const binder = createBinder();
  const { orderBy, bounds, statuses } = listRange(request, binder);
  if (statuses.length === 0) return [];
  const filter = filterConditions(request.filter, binder);
  const limit = binder.bind(request.take.count + 1, 'int');
  const ordered = (source: string, conditions: readonly string[], count: string) =>
    `select * from ${source} r where ${conditions.join(' and ') || 'true'} order by ${orderBy} limit ${count}`;
  const merged = (conditions: readonly string[], count: string) =>
    statuses
      .map((status) => `(${ordered('reminders', [status, ...bounds, ...conditions], count)})`)
      .join(' union all ');
  const through = atMost === null ? null : binder.bind(atMost, 'int');
  const matching =
    through === null
      ? ordered(`(${merged(filter, limit)})`, [], limit)
      : ordered(`(${ordered(`(${merged([], through)})`, [], through)})`, filter, limit);
  const rows = await run<{ reminder: ReminderJson }>(
    em,
    `select to_jsonb(r) as reminder from (${matching}) r order by ${orderBy}`,
    binder.values,
  );
  return rows.map(({ reminder }) => reminder);
}
