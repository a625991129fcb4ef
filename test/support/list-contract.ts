import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { reminderStatuses } from '../../src/reminders/lifecycle.ts';
import type { Reminder } from '../../src/reminders/reminder.ts';
import { createMatcher, type ReminderFilter } from '../../src/reminders/reminder-filter.ts';
import type { ReminderOrder, ReminderPosition } from '../../src/reminders/reminder-page.ts';
import { sumOf } from '../../src/reminders/reminder-tally.ts';
import { createDraft } from './reminder-drafts.ts';
import type { Stores } from './test-stores.ts';

const day = (n: number) => new Date(Date.UTC(2030, 0, 1 + n));
const phoneNumbers = ['+14155550123', '+442079460958', '+4930901820'];
const text = fc.string({ unit: fc.constantFrom(...'aAbB%_\\ '), maxLength: 3 });
/** At a full hour, or in between. */
const instant = fc.oneof(
  fc.integer({ min: 0, max: 4 }).map(day),
  fc.integer({ min: 0, max: 4 * 24 * 60 }).map((minutes) => new Date(day(0).getTime() + minutes * 60_000)),
);
const filters: fc.Arbitrary<ReminderFilter> = fc.record(
  {
    status: fc.subarray([...reminderStatuses]),
    phoneNumber: fc.constantFrom(...phoneNumbers, '+33170189900'),
    scheduledFrom: instant,
    scheduledUntil: instant,
    search: text,
  },
  { requiredKeys: [] },
);
const orders: fc.Arbitrary<ReminderOrder> = fc.record({
  field: fc.constantFrom('scheduledTime', 'createdAt', 'updatedAt'),
  direction: fc.constantFrom('asc', 'desc'),
});

/** 60 reminders of all kinds, many of which share their instants. */
async function fill(stores: Stores): Promise<Reminder[]> {
  const messages = fc.sample(
    fc.string({ unit: fc.constantFrom(...'aAbB%_\\'), minLength: 1, maxLength: 4 }),
    { numRuns: 60, seed: 1 },
  );
  const drafts = messages.map((message, index) =>
    createDraft({
      message,
      scheduledTime: new Date(day(index % 4).getTime() + (index % 5) * 25 * 60_000),
      phoneNumber: phoneNumbers[index % 3] as string,
    }),
  );
  await stores.reminders.insert(drafts, { allOrNothing: true });
  for (const [index, status] of reminderStatuses.entries()) {
    await stores.tamper.putInStatus(
      drafts.filter((_, at) => at % 5 === index).map(({ id }) => id),
      status,
    );
  }
  await stores.tamper.spreadInstants();
  return stores.reminders.find(drafts.map(({ id }) => id));
}

function sorted(reminders: readonly Reminder[], { field, direction }: ReminderOrder): string[] {
  const key = (reminder: Reminder) => `${reminder[field].toISOString()} ${reminder.id}`;
  const ids = reminders.toSorted((a, b) => (key(a) < key(b) ? -1 : 1)).map(({ id }) => id);
  return direction === 'asc' ? ids : ids.reverse();
}

/** All pages from one end to the other, in list order. */
async function walk(
  stores: Stores,
  filter: ReminderFilter,
  order: ReminderOrder,
  count: number,
  from: 'start' | 'end',
) {
  const ids: string[] = [];
  let at: ReminderPosition | null = null;
  for (;;) {
    const range = from === 'start' ? { after: at, before: null } : { after: null, before: at };
    const { reminders, hasMore } = await stores.reminders.list({
      filter,
      order,
      ...range,
      take: { from, count },
    });
    const page = reminders.map(({ id }) => id);
    if (from === 'start') ids.push(...page);
    else ids.unshift(...page);
    const edge = from === 'start' ? reminders.at(-1) : reminders[0];
    if (!hasMore || !edge) return ids;
    expect(page).toHaveLength(count);
    at = { value: edge[order.field], id: edge.id };
  }
}

export function describeLists(stores: () => Stores): void {
  describe('list', () => {
    test('walked page by page from either end is the sorted whole, for every order and filter', async () => {
      const all = await fill(stores());
      const counts = fc.integer({ min: 1, max: 70 });
      await fc.assert(
        fc.asyncProperty(filters, orders, counts, async (filter, order, count) => {
          const whole = sorted(all.filter(createMatcher(filter)), order);
          expect(await walk(stores(), filter, order, count, 'start')).toEqual(whole);
          expect(await walk(stores(), filter, order, count, 'end')).toEqual(whole);
        }),
        {
          numRuns: 60,
          examples: [
            [{}, { field: 'scheduledTime', direction: 'asc' }, 1],
            [{}, { field: 'updatedAt', direction: 'desc' }, 7],
          ],
        },
      );
    });

    test('between two positions answers what lies between them', async () => {
      const all = await fill(stores());
      const order: ReminderOrder = { field: 'scheduledTime', direction: 'desc' };
      const ids = sorted(all, order);
      const position = (index: number) => {
        const reminder = all.find(({ id }) => id === ids[index]) as Reminder;
        return { value: reminder.scheduledTime, id: reminder.id };
      };
      const range = { filter: {}, order, after: position(9), before: position(40) };
      const first = await stores().reminders.list({ ...range, take: { from: 'start', count: 5 } });
      expect(first.reminders.map(({ id }) => id)).toEqual(ids.slice(10, 15));
      const last = await stores().reminders.list({ ...range, take: { from: 'end', count: 50 } });
      expect(last).toMatchObject({ hasMore: false });
      expect(last.reminders.map(({ id }) => id)).toEqual(ids.slice(10, 40));
    });
  });

  describe('a filter', () => {
    test('in SQL means the same as in memory', async () => {
      const all = await fill(stores());
      await fc.assert(
        fc.asyncProperty(filters, async (filter) => {
          const matching = all.filter(createMatcher(filter));
          expect(await stores().reminders.count(filter)).toBe(matching.length);
          const byStatus = Map.groupBy(matching, ({ status }) => status);
          const counts = [...byStatus].map(([status, reminders]) => [status, reminders.length] as const);
          expect(await stores().reminders.tally(filter)).toEqual({
            byStatus: new Map(counts),
            isExact: true,
          });
        }),
        { numRuns: 100 },
      );
    });

    test('finds as many after the counts were folded, and in between', async () => {
      const all = await fill(stores());
      const tallied = async () => sumOf(await stores().reminders.tally({}));
      for (;;) {
        expect(await tallied()).toBe(all.length);
        if ((await stores().reminders.foldCounts(3)) === 0) break;
      }
      const failed = { status: ['failed'] } as const;
      const before = sumOf(await stores().reminders.tally(failed));
      const waiting = all.filter(({ status }) => status === 'scheduled').map(({ id }) => id);
      await stores().tamper.putInStatus(waiting, 'failed');
      expect(sumOf(await stores().reminders.tally(failed))).toBe(before + waiting.length);
      await stores().reminders.foldCounts(1_000);
      expect(sumOf(await stores().reminders.tally(failed))).toBe(before + waiting.length);
    });

    test.each([
      ['%', ['100% sure']],
      ['_', ['snake_case']],
      ['\\', ['back\\slash']],
      ['SURE', ['100% sure']],
      ['nake_', ['snake_case']],
      ['s', ['100% sure', 'back\\slash', 'snake_case']],
      ["'", []],
    ])('finds %j in messages, literally and whatever its case', async (search, expected) => {
      const drafts = ['100% sure', 'snake_case', 'back\\slash'].map((message) => createDraft({ message }));
      await stores().reminders.insert(drafts, { allOrNothing: true });
      const order = { field: 'createdAt', direction: 'asc' } as const;
      const page = await stores().reminders.list({
        filter: { search },
        order,
        after: null,
        before: null,
        take: { from: 'start', count: 9 },
      });
      expect(page.reminders.map(({ message }) => message).toSorted()).toEqual(expected.map(String));
    });

    test('with an empty list of statuses matches nothing', async () => {
      await stores().reminders.insert([createDraft()], { allOrNothing: true });
      expect(await stores().reminders.count({ status: [] })).toBe(0);
    });
  });
}
