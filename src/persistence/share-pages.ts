import { askedTogether } from '../access/asked-together.ts';
import type { ReminderPage, ReminderPageRequest } from '../reminders/reminder-page.ts';
import { isUsual } from './usual-page.ts';

type ReadPage = (request: ReminderPageRequest) => Promise<ReminderPage>;

/** Half of a pool, so that connections that fall silent leave others to read by. */
const READS_AT_ONCE = 5;

/**
 * Lets all who wait for the same beginning of the list have it by one read, as the pages of many people do when they are
 * told of a change. It begins after they asked, so nobody gets an older page than by a read of their own. It belongs to
 * none of them, so it goes on when one leaves; it is over in less than a millisecond.
 */
export function sharePages(read: ReadPage): ReadPage {
  const together = askedTogether<string, ReminderPage>(async (keys) => {
    const pages = keys.map(async (key) => [key, await read(JSON.parse(key))] as const);
    return new Map(await Promise.all(pages));
  }, READS_AT_ONCE);

  return async (request) => {
    const { order, after, before, take } = request;
    if (after !== null || before !== null || !isUsual(request)) return read(request);
    const page = await together(JSON.stringify({ filter: {}, order, after, before, take }));
    if (page === undefined) throw new Error('A page that was read together with others is missing.');
    return page;
  };
}
