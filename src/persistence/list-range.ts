import { reminderStatuses } from '../reminders/lifecycle.ts';
import type { ReminderPageRequest, ReminderPosition } from '../reminders/reminder-page.ts';
import type { Binder } from './filter-sql.ts';

/** Where in an ordered list the rows `r` of a page lie. */
export interface ListRange {
  readonly orderBy: string;
  /** What a row must meet to lie between the cursors. */
  readonly bounds: readonly string[];
  /** Conditions on the status, each of which finds its rows in the order of one index; together they find all. */
  readonly statuses: readonly string[];
}

export const orderColumns = {
  scheduledTime: 'scheduled_time',
  createdAt: 'created_at',
  updatedAt: 'updated_at',
} as const;

export function listRange(request: ReminderPageRequest, { bind }: Pick<Binder, 'bind'>): ListRange {
  const { order, take, after, before } = request;
  const column = `r.${orderColumns[order.field]}`;
  const direction = (order.direction === 'asc') === (take.from === 'start') ? 'asc' : 'desc';
  // A row comparison, since the planner turns it into one range of the index.
  const beyond = (position: ReminderPosition | null, sign: string) =>
    position
      ? [`(${column}, r.id) ${sign} (${bind(position.value, 'timestamptz')}, ${bind(position.id, 'uuid')})`]
      : [];
  const [up, down] = order.direction === 'asc' ? ['>', '<'] : ['<', '>'];
  return {
    orderBy: `${column} ${direction}, r.id ${direction}`,
    bounds: [...beyond(after, up as string), ...beyond(before, down as string)],
    statuses: statusConditions(request, { bind }),
  };
}

// Every status has its part of the index on (status, <order>, id), and the parts are merged as they are read: whatever
// other statuses hold is never walked through. The usual list has an index without the status, and a phone number its own.
function statusConditions({ filter, order }: ReminderPageRequest, { bind }: Pick<Binder, 'bind'>): string[] {
  const wanted = reminderStatuses.filter((status) => filter.status?.includes(status) ?? true);
  const isAny = wanted.length === reminderStatuses.length;
  if (filter.phoneNumber !== undefined)
    return isAny ? ['true'] : [`r.status = any (${bind(wanted, 'text[]')})`];
  if (isAny && order.field === 'scheduledTime') return ['true'];
  // Written out, since the planner must see that an index without what is in flight will do.
  return wanted.map((status) => `r.status = '${status}'`);
}
