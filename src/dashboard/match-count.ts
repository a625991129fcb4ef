import type { ReminderFilter, TypedDocument } from '../client/client.ts';
import { bellhop } from './server.ts';
import { count } from './words.ts';

/** How many match; at least so many where the server stopped counting. */
export interface Counted {
  readonly count: number;
  readonly isExact: boolean;
}

const matchesDocument: TypedDocument<
  { readonly reminderCounts: readonly Counted[] },
  { readonly filter: ReminderFilter }
> = 'query Matches($filter: ReminderFilter) { reminderCounts(filter: $filter) { count isExact } }';

export async function countMatches(filter: ReminderFilter): Promise<Counted> {
  const { reminderCounts } = await bellhop.execute(matchesDocument, { filter }, { mayRepeat: true });
  return {
    count: reminderCounts.reduce((sum, each) => sum + each.count, 0),
    isExact: reminderCounts.every(({ isExact }) => isExact),
  };
}

/** `120 reminders`, `10,000 or more reminders`. */
export function countedWords({ count: number, isExact }: Counted): string {
  return isExact ? count(number, 'reminder') : `${number.toLocaleString('en')} or more reminders`;
}
