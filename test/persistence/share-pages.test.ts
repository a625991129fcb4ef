import { describe, expect, test } from 'vitest';
import { sharePages } from '../../src/persistence/share-pages.ts';
import { readScope } from '../../src/read-scope.ts';
import type { ReminderPage, ReminderPageRequest } from '../../src/reminders/reminder-page.ts';

const usual: ReminderPageRequest = {
  filter: {},
  order: { field: 'scheduledTime', direction: 'asc' },
  after: null,
  before: null,
  take: { from: 'start', count: 20 },
};

/** A list whose pages are given by hand. */
function createList() {
  const reads: (PromiseWithResolvers<ReminderPage> & { request: ReminderPageRequest })[] = [];
  const scopes: unknown[] = [];
  const list = sharePages((request) => {
    const read = Promise.withResolvers<ReminderPage>();
    reads.push({ ...read, request });
    scopes.push(readScope.getStore());
    return read.promise;
  });
  return { list, reads, scopes };
}

const page = (hasMore: boolean): ReminderPage => ({ reminders: [], hasMore });

describe('a page that many ask for at once', () => {
  test('is read by one read for all who wait, begun after they asked', async () => {
    const { list, reads } = createList();
    const early = [list(usual), list(usual)];
    const late = [list({ ...usual }), list({ ...usual, filter: { search: undefined } })];
    expect(reads.map(({ request }) => request)).toEqual([usual, usual]);
    reads[0]?.resolve(page(true));
    expect(await early[0]).toEqual(page(true));
    expect(reads).toHaveLength(3);
    reads[2]?.resolve(page(false));
    expect(await Promise.all(late)).toEqual([page(false), page(false)]);
    reads[1]?.resolve(page(true));
    expect(await early[1]).toEqual(page(true));
  });

  test('goes on for the others when the one who asked first leaves', async () => {
    const { list, reads, scopes } = createList();
    const asked = readScope.run(AbortSignal.abort(), () => list(usual));
    expect(scopes).toEqual([undefined]);
    reads[0]?.resolve(page(true));
    expect(await asked).toEqual(page(true));
  });

  test('fails for all who wait where reading fails, and is read again by the next', async () => {
    const { list, reads } = createList();
    const asked = list(usual);
    reads[0]?.reject(new Error('The database is gone.'));
    await expect(asked).rejects.toThrow('The database is gone.');
    const again = list(usual);
    reads[1]?.resolve(page(true));
    expect(await again).toEqual(page(true));
  });
});

test('what one client asks for is read for itself', () => {
  const { list, reads } = createList();
  const position = { value: new Date(0), id: '00000000-0000-0000-0000-000000000000' };
  const own: ReminderPageRequest[] = [
    { ...usual, filter: { search: 'red' } },
    { ...usual, take: { from: 'start', count: 21 } },
    { ...usual, after: position },
    { ...usual, before: position },
  ];
  for (const request of own) for (let times = 0; times < 3; times += 1) void list(request);
  expect(reads).toHaveLength(12);
  expect(reads[6]?.request).toBe(own[2]);
});
