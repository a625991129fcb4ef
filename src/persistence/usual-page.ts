import type { ReminderPageRequest } from '../reminders/reminder-page.ts';

/** What a page has that nobody asked to be bigger or smaller. */
const USUAL_COUNT = 20;

/** Whether it is a page that is asked for all the time: of all reminders, in whatever order, from wherever on. */
export function isUsual({ filter, take }: ReminderPageRequest): boolean {
  return take.count === USUAL_COUNT && Object.values(filter).every((each) => each === undefined);
}
