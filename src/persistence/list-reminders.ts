import type { SqlEntityManager } from '@mikro-orm/sql';
import type { ReminderPage, ReminderPageRequest } from '../reminders/reminder-page.ts';
import { createBinder, filterConditions } from './filter-sql.ts';
import { gatherMatches } from './gather-matches.ts';
import { listRange } from './list-range.ts';
import type { ListReader, ListStatement } from './list-reader.ts';
import { type ReminderJson, reminderColumns, reminderFromJson } from './reminder-row.ts';
import { isUsual } from './usual-page.ts';

/** How many rows are looked through for a few that match, before the matches are looked for instead. */
const LOOK_THROUGH = 5_000;

/** One page by keyset: the cost is that of the page, wherever in the list it lies. */
export async function listReminders(
  em: SqlEntityManager,
  request: ReminderPageRequest,
  read: ListReader,
): Promise<ReminderPage> {
  const { take } = request;
  const rows = await readPage(em, request, read);
  const page = rows.slice(0, take.count).map(reminderFromJson);
  return { reminders: take.from === 'end' ? page.reverse() : page, hasMore: rows.length > take.count };
}

// Where no index has both the filter and the order, the planner has to guess which of them to follow, and guesses as
// if matches lay evenly (seen at 10 million: 20 s for what takes 5, 3 s for what takes 0.02). So nothing is left to it.
async function readPage(
  em: SqlEntityManager,
  request: ReminderPageRequest,
  read: ListReader,
): Promise<readonly ReminderJson[]> {
  if (request.filter.status?.length === 0) return [];
  if (isInOrder(request)) return read(em, walk(request, null), isUsual(request));
  const near = await read(em, walk(request, LOOK_THROUGH), false);
  if (near.length > request.take.count) return near;
  return (await gatherMatches(em, request)) ?? read(em, walk(request, null), false);
}

/** Whether an index has the filter and the order, or the filter leaves a handful. */
function isInOrder({ filter, order }: ReminderPageRequest): boolean {
  if (filter.phoneNumber !== undefined) return true;
  if (filter.search || filter.callResult) return false;
  return order.field === 'scheduledTime' || !(filter.scheduledFrom || filter.scheduledUntil);
}

/**
 * From the page's beginning on, through `atMost` rows or to the end. One more than the page, if there is more. Counts
 * are part of the text: without knowing them no plan could be made that is kept.
 */
function walk(request: ReminderPageRequest, atMost: number | null): ListStatement {
  const binder = createBinder();
  const { orderBy, bounds, statuses } = listRange(request, binder);
  const filter = filterConditions(request.filter, binder);
  const limit = request.take.count + 1;
  const ordered = (source: string, conditions: readonly string[], count: number) =>
    `select ${reminderColumns} from ${source} r where ${conditions.join(' and ') || 'true'} order by ${orderBy} limit ${count}`;
  const merged = (conditions: readonly string[], count: number) => {
    const parts = statuses.map((status) => ordered('reminders', [status, ...bounds, ...conditions], count));
    return parts.length === 1
      ? parts.join()
      : ordered(`(${parts.map((part) => `(${part})`).join(' union all ')})`, [], count);
  };
  const rows = atMost === null ? merged(filter, limit) : ordered(`(${merged([], atMost)})`, filter, limit);
  return { rows, orderBy, values: binder.values };
}
