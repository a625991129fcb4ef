import pg from 'pg';
import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { EventPosition } from '../../src/reminders/event-log.ts';
import { edit } from '../../src/reminders/transition.ts';
import { createDraft } from '../support/reminder-drafts.ts';
import { createTestDatabase } from '../support/test-database.ts';
import { createStores, type Stores } from '../support/test-stores.ts';

let stores: Stores;
let url: string;
let early: pg.Client;
beforeAll(async () => {
  const database = await createTestDatabase();
  stores = createStores(await database.open());
  url = database.url;
  return () => database[Symbol.asyncDispose]();
});
beforeEach(async () => {
  await stores.clear();
  early = new pg.Client({ connectionString: url });
  await early.connect();
});
afterEach(() => early.end());

const touch = `
  with changed as (update reminders r set message = 'early', version = version + 1 where id = $1 returning *)
  insert into reminder_events (reminder_id, previous_status, reminder)
  select id, 'scheduled', to_jsonb(changed) from changed`;

describe('an event of a transaction that began early and commits late', () => {
  async function begin() {
    const [a, b] = [createDraft(), createDraft()];
    await stores.reminders.insert([a, b], { allOrNothing: true });
    await stores.allEvents();
    const start = await stores.events.end();
    await early.query('begin');
    await early.query(touch, [a.id]);
    await stores.reminders.apply(edit({ reminderId: b.id, expectedVersion: null }, { message: 'late' }));
    return start;
  }
  const read = async (start: EventPosition) => {
    const { events, hasMore } = await stores.events.readAfter(start, 100);
    return { messages: events.map(({ reminder }) => reminder.message), hasMore };
  };

  test('holds back what committed meanwhile, and is read before it', async () => {
    const start = await begin();
    expect(await read(start)).toEqual({ messages: [], hasMore: true });
    expect(await stores.events.end()).toEqual(start);
    await early.query('commit');
    await stores.allEvents();
    expect(await read(start)).toEqual({ messages: ['early', 'late'], hasMore: false });
  });

  test('that rolls back leaves what committed meanwhile', async () => {
    const start = await begin();
    await early.query('rollback');
    await stores.allEvents();
    expect(await read(start)).toEqual({ messages: ['late'], hasMore: false });
  });
});
