import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Database, openDatabase } from '../../src/persistence/open-database.ts';
import { createReminderStore } from '../../src/persistence/reminder-store.ts';
import type { ReminderStore } from '../../src/reminders/reminder-store.ts';
import { cancel, edit, retry } from '../../src/reminders/transition.ts';
import { createEmbeddedFolder } from '../support/embedded-folder.ts';
import { createDraft } from '../support/reminder-drafts.ts';
import { createTestDatabase, type TestDatabase } from '../support/test-database.ts';

const LIMIT = 3;
const noon = (day: number) => new Date(Date.UTC(2030, 0, day, 12));
const target = (reminderId: string) => ({ reminderId, expectedVersion: null });
const tooMany = { kind: 'invalid', issues: [{ code: 'TOO_MANY_CALLS' }] };

let numbers = 1_000;
const freshNumber = () => `+1415555${++numbers}`;

function storeOn({ fork }: Pick<Database, 'fork'>): ReminderStore {
  return createReminderStore({ fork, onEvents: () => {}, perNumberAndDay: LIMIT });
}

async function create(store: ReminderStore, phoneNumber: string, day = 1, key?: string) {
  const idempotency = key === undefined ? null : { key, fingerprint: 'same' };
  const draft = createDraft({ phoneNumber, scheduledTime: noon(day), idempotency });
  const [result] = await store.insert([draft], { allOrNothing: false });
  return { id: draft.id, kind: result?.kind };
}

let testDatabase: TestDatabase;
let embedded: Database;
let stores: { readonly PostgreSQL: ReminderStore; readonly PGlite: ReminderStore };
beforeAll(async () => {
  testDatabase = await createTestDatabase();
  embedded = await openDatabase({ kind: 'embedded', folder: await createEmbeddedFolder() });
  stores = { PostgreSQL: storeOn(await testDatabase.open()), PGlite: storeOn(embedded) };
});
afterAll(async () => {
  await embedded.close();
  await testDatabase[Symbol.asyncDispose]();
});

describe.each(['PostgreSQL', 'PGlite'] as const)('on %s a number', (name) => {
  test('has so many reminders on a day, and others on another; a cancelled one makes room', async () => {
    const store = stores[name];
    const number = freshNumber();
    const made = [];
    for (let count = 0; count < LIMIT; count++) made.push(await create(store, number));
    expect((await create(store, number)).kind).toBe('invalid');
    expect((await create(store, number, 2)).kind).toBe('inserted');
    expect((await create(store, freshNumber())).kind).toBe('inserted');
    const [first] = made;
    await store.apply(cancel(target(first?.id ?? '')));
    expect((await create(store, number)).kind).toBe('inserted');
    expect(await store.apply(retry(target(first?.id ?? ''), null))).toMatchObject(tooMany);
    expect(await store.apply(retry(target(first?.id ?? ''), noon(3)))).toMatchObject({ kind: 'applied' });
  });

  test('is not brought beyond it by an edit of time or number, and keeps what it has through others', async () => {
    const store = stores[name];
    const number = freshNumber();
    const made = [];
    for (let count = 0; count < LIMIT; count++) made.push(await create(store, number));
    const later = await create(store, number, 2);
    const other = await create(store, freshNumber());
    expect(await store.apply(edit(target(later.id), { scheduledTime: noon(1) }))).toMatchObject(tooMany);
    expect(await store.apply(edit(target(other.id), { phoneNumber: number }))).toMatchObject(tooMany);
    const moved = edit(target(other.id), { phoneNumber: number, scheduledTime: noon(2) });
    expect(await store.apply(moved)).toMatchObject({ kind: 'applied' });
    for (const { id } of made) {
      const within = edit(target(id), { scheduledTime: new Date(noon(1).getTime() + 60_000) });
      expect(await store.apply(within)).toMatchObject({ kind: 'applied' });
      expect(await store.apply(edit(target(id), { message: 'New.' }))).toMatchObject({ kind: 'applied' });
    }
    const stale = edit({ reminderId: later.id, expectedVersion: 99 }, { scheduledTime: noon(1) });
    expect(await store.apply(stale)).toMatchObject({ kind: 'version-conflict' });
  });

  test('gets an answer to what it repeats, however many it has', async () => {
    const store = stores[name];
    const number = freshNumber();
    const key = `key of ${number}`;
    await create(store, number, 1, key);
    for (let count = 1; count < LIMIT; count++) await create(store, number);
    expect((await create(store, number, 1, key)).kind).toBe('replayed');
    const idempotency = { key: `${key} twice`, fingerprint: 'same' };
    const draft = () => createDraft({ phoneNumber: number, scheduledTime: noon(5), idempotency });
    const results = await store.insert([draft(), draft(), draft(), draft()], { allOrNothing: true });
    expect(results.map(({ kind }) => kind)).toEqual(['inserted', 'replayed', 'replayed', 'replayed']);
  });
});

test('of many simultaneous requests on several connections exactly as many succeed as fit', async () => {
  const store = stores.PostgreSQL;
  const beside = storeOn(await testDatabase.open());
  const [one, other] = [freshNumber(), freshNumber()];
  const drafts = (numbers: readonly string[]) =>
    numbers.map((phoneNumber) => createDraft({ phoneNumber, scheduledTime: noon(1) }));
  // In opposite orders, so that locks taken as they come would be a deadlock.
  const batches = await Promise.all(
    Array.from({ length: 20 }, (_, index) =>
      (index % 2 ? store : beside).insert(drafts(index % 2 ? [one, other] : [other, one]), {
        allOrNothing: false,
      }),
    ),
  );
  const kinds = batches.flat().map(({ kind }) => kind);
  expect(kinds.filter((kind) => kind === 'inserted')).toHaveLength(2 * LIMIT);
  expect(kinds.filter((kind) => kind === 'invalid')).toHaveLength(40 - 2 * LIMIT);
  for (const phoneNumber of [one, other]) expect(await store.count({ phoneNumber })).toBe(LIMIT);
});

test('of many simultaneous moves into a day exactly as many succeed as fit', async () => {
  const store = stores.PostgreSQL;
  const beside = storeOn(await testDatabase.open());
  const number = freshNumber();
  const waiting = await Promise.all(Array.from({ length: 12 }, () => create(store, freshNumber(), 2)));
  const results = await Promise.all(
    waiting.map(({ id }, index) => {
      const change = edit(target(id), { phoneNumber: number, scheduledTime: noon(4) });
      return (index % 2 ? store : beside).apply(change);
    }),
  );
  expect(results.filter(({ kind }) => kind === 'applied')).toHaveLength(LIMIT);
  expect(await store.count({ phoneNumber: number })).toBe(LIMIT);
});
