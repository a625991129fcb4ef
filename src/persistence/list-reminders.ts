import { type FilterQuery, raw } from '@mikro-orm/core';
import type { SqlEntityManager } from '@mikro-orm/sql';
import type { ReminderFilter } from '../reminders/reminder-filter.ts';
import type { ReminderPage, ReminderPageRequest, ReminderPosition } from '../reminders/reminder-page.ts';
import { ReminderEntity, type ReminderRow } from './reminder-entity.ts';
import { reminderFromEntity } from './reminder-row.ts';

/** One page by keyset: the cost is that of the page, wherever in the list it lies. */
export async function listReminders(
  em: SqlEntityManager,
  request: ReminderPageRequest,
): Promise<ReminderPage> {
  const { order, take } = request;
  const fromEnd = take.from === 'end';
  const ascending = (order.direction === 'asc') !== fromEnd;
  const direction = ascending ? 'asc' : 'desc';
  const beyond = (position: ReminderPosition | null, isLowerBound: boolean): FilterQuery<ReminderRow>[] => {
    if (!position) return [];
    // A row comparison, since the planner turns it into one range of the index on (field, id).
    const operator = (order.direction === 'asc') === isLowerBound ? '$gt' : '$lt';
    const key = raw((alias) => `(${alias}.${columns[order.field]}, ${alias}.id)`);
    return [{ [key]: { [operator]: raw('(?::timestamptz, ?::uuid)', [position.value, position.id]) } }];
  };

  const rows = await em.find(
    ReminderEntity,
    { $and: [where(request.filter), ...beyond(request.after, true), ...beyond(request.before, false)] },
    {
      orderBy: [{ [order.field]: direction }, { id: direction }],
      limit: take.count + 1,
      disableIdentityMap: true,
    },
  );
  const page = rows.slice(0, take.count).map(reminderFromEntity);
  return { reminders: fromEnd ? page.reverse() : page, hasMore: rows.length > take.count };
}

const columns = {
  scheduledTime: 'scheduled_time',
  createdAt: 'created_at',
  updatedAt: 'updated_at',
} as const;

/** The filter in SQL; matchesFilter says the same for one reminder in memory. */
export function where(filter: ReminderFilter): FilterQuery<ReminderRow> {
  const scheduledTime = {
    ...(filter.scheduledFrom && { $gte: filter.scheduledFrom }),
    ...(filter.scheduledUntil && { $lt: filter.scheduledUntil }),
  };
  return {
    ...(filter.status && { status: { $in: [...filter.status] } }),
    ...(filter.callResult && { callResult: { $in: [...filter.callResult] } }),
    ...(filter.phoneNumber !== undefined && { phoneNumber: filter.phoneNumber }),
    ...(Object.keys(scheduledTime).length > 0 && { scheduledTime }),
    ...(filter.search && { message: { $ilike: `%${filter.search.replaceAll(/[\\%_]/g, '\\$&')}%` } }),
  };
}
