import type { ReminderFilter } from '../reminders/reminder-filter.ts';
import type { ReminderOrder, ReminderPageRequest } from '../reminders/reminder-page.ts';
import { badUserInput } from './bad-user-input.ts';
import { decodeReminderCursor } from './reminder-cursor.ts';

export const pageSize = { default: 20, max: 100 } as const;

export interface PageArguments {
  readonly first?: number | null | undefined;
  readonly after?: string | null | undefined;
  readonly last?: number | null | undefined;
  readonly before?: string | null | undefined;
}

/** @throws GraphQLError if the arguments contradict each other, or go beyond what one page may hold. */
export function pageRequest(
  args: PageArguments,
  filter: ReminderFilter,
  order: ReminderOrder,
): ReminderPageRequest {
  if (args.first != null && args.last != null) {
    throw badUserInput(
      'first and last were both given; give first to page forwards, or last to page backwards.',
    );
  }
  const from = args.last == null ? 'start' : 'end';
  const count = args.first ?? args.last ?? pageSize.default;
  if (count < 1 || count > pageSize.max) {
    const name = from === 'start' ? 'first' : 'last';
    throw badUserInput(
      `${name} is ${count}; it must be from 1 to ${pageSize.max}. Page with cursors to get more.`,
    );
  }
  return {
    filter,
    order,
    after: args.after == null ? null : decodeReminderCursor(args.after, order, 'after'),
    before: args.before == null ? null : decodeReminderCursor(args.before, order, 'before'),
    take: { from, count },
  };
}
