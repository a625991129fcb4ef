import { beforeAll, expect, test } from 'vitest';
import type { ReminderFilter } from '../../src/reminders/reminder-filter.ts';
import { createTestDatabase } from '../support/test-database.ts';
import { createStores, type SqlStores } from '../support/test-stores.ts';

let stores: SqlStores;
beforeAll(async () => {
  const database = await createTestDatabase();
  stores = createStores(await database.open());
  // 40,000 in the order of time: the first 6,000 quiet, then loud ones, and a single red one at the very end.
  await stores.sql(`
    insert into reminders (id, phone_number, message, scheduled_time, status, next_attempt_at, max_retry_attempts, created_at)
    select gen_random_uuid(), '+14155550123', case when n <= 6000 then 'quiet ' when n < 40000 then 'loud ' else 'red ' end || n,
      due, 'scheduled', due, 3, due
    from (select n, '2030-01-01'::timestamptz + n * interval '1 minute' as due from generate_series(1, 40000) n) each`);
  return () => database[Symbol.asyncDispose]();
});

async function list(filter: ReminderFilter, direction: 'asc' | 'desc' = 'asc') {
  const page = await stores.reminders.list({
    filter,
    order: { field: 'createdAt', direction },
    after: null,
    before: null,
    take: { from: 'start', count: 2 },
  });
  return { messages: page.reminders.map(({ message }) => message), hasMore: page.hasMore };
}

test('a match far behind the beginning is found', async () => {
  expect(await list({ search: 'RED' })).toEqual({ messages: ['red 40000'], hasMore: false });
});

test('too many matches to gather, all of them far behind, are found in order', async () => {
  expect(await list({ search: 'loud' })).toEqual({ messages: ['loud 6001', 'loud 6002'], hasMore: true });
  expect(await list({ search: 'loud' }, 'desc')).toEqual({
    messages: ['loud 39999', 'loud 39998'],
    hasMore: true,
  });
});

test('a few matches in an order that is not theirs are found in it', async () => {
  const hour = {
    scheduledFrom: new Date('2030-01-10T00:00:00Z'),
    scheduledUntil: new Date('2030-01-10T01:00:00Z'),
  };
  expect(await list(hour)).toEqual({ messages: ['loud 12960', 'loud 12961'], hasMore: true });
  expect(await list(hour, 'desc')).toEqual({ messages: ['loud 13019', 'loud 13018'], hasMore: true });
});

test('nothing is found where nothing matches', async () => {
  expect(await list({ search: 'blue' })).toEqual({ messages: [], hasMore: false });
  expect(await list({ search: 'loud', status: [] })).toEqual({ messages: [], hasMore: false });
});
