import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type CreatedMany, createReminders } from '../../src/reminders/create-reminders.ts';
import type { Invalid } from '../../src/reminders/problem.ts';
import { createTestDatabase } from '../support/test-database.ts';
import { createStores, type Stores } from '../support/test-stores.ts';
import { createRequest, createUseCaseContext, type TestUseCaseContext } from '../support/use-case-context.ts';

let stores: Stores;
let context: TestUseCaseContext;
beforeAll(async () => {
  const database = await createTestDatabase();
  stores = createStores(await database.open());
  return () => database[Symbol.asyncDispose]();
});
beforeEach(async () => {
  await stores.clear();
  context = createUseCaseContext(stores.reminders);
});

const kinds = (result: CreatedMany | Invalid) =>
  result.kind === 'invalid' ? 'invalid' : result.results.map(({ kind }) => kind);
const issues = (result: CreatedMany | Invalid) =>
  result.kind === 'invalid' ? result.issues.map(({ code, path }) => [code, ...path]) : [];

describe.each(['reject-everything', 'reject-failed-rows'] as const)('createReminders with %s', (policy) => {
  test('creates all and answers them in order', async () => {
    const requests = Array.from({ length: 50 }, (_, index) => createRequest({ message: `No. ${index}` }));
    const result = await createReminders(context, requests, policy);
    if (result.kind !== 'created-many') throw new Error('Nothing was created.');
    expect(result.created).toBe(50);
    const messages = result.results.map((row) => row.kind === 'created' && row.reminder.message);
    expect(messages).toEqual(requests.map(({ message }) => message));
    expect(await stores.reminders.count({})).toBe(50);
    expect(await stores.allEvents()).toHaveLength(50);
  });

  test('tells the dispatcher the earliest time once', async () => {
    const early = new Date(Date.now() + 1_000);
    await createReminders(context, [createRequest(), createRequest({ scheduledTime: early })], policy);
    expect(context.scheduled).toEqual([early]);
  });

  test('takes 1,000 and refuses 1,001', async () => {
    const requests = Array.from({ length: 1_001 }, () => createRequest());
    expect(issues(await createReminders(context, requests, policy))).toEqual([['TOO_MANY', 'reminders']]);
    expect(await stores.reminders.count({})).toBe(0);
    const result = await createReminders(context, requests.slice(1), policy);
    expect(result).toMatchObject({ kind: 'created-many', created: 1_000 });
  });

  test('answers nothing for nothing', async () => {
    expect(await createReminders(context, [], policy)).toEqual({
      kind: 'created-many',
      created: 0,
      results: [],
    });
  });

  test('makes one reminder of two equal rows with one key', async () => {
    const request = createRequest({ idempotencyKey: 'k-1' });
    const result = await createReminders(context, [request, createRequest(), request], policy);
    expect(result).toMatchObject({ kind: 'created-many', created: 2 });
    if (result.kind !== 'created-many') return;
    expect(result.results[2]).toEqual(result.results[0]);
    expect(await stores.reminders.count({})).toBe(2);
  });

  test('answers a repeat of the whole batch with the same reminders and creates none', async () => {
    const requests = ['k-1', 'k-2', 'k-3'].map((idempotencyKey) => createRequest({ idempotencyKey }));
    const first = await createReminders(context, requests, policy);
    const second = await createReminders(context, requests, policy);
    expect(second).toEqual({ ...first, created: 0 });
    expect(await stores.reminders.count({})).toBe(3);
  });

  test('answers a repeat of the whole batch after its times passed', async () => {
    const scheduledTime = new Date(Date.now() + 1_000);
    const requests = ['k-1', 'k-2'].map((idempotencyKey) => createRequest({ idempotencyKey, scheduledTime }));
    const first = await createReminders(context, requests, policy);
    context.letPass(600_000);
    expect(await createReminders(context, requests, policy)).toEqual({ ...first, created: 0 });
  });

  test('of two batches with the same keys in opposite order at once, each reminder is made once', async () => {
    for (let round = 0; round < 5; round++) {
      const keys = Array.from({ length: 200 }, (_, index) => `k-${round}-${index}`);
      const scheduledTime = new Date(Date.now() + 3_600_000);
      const requests = keys.map((idempotencyKey) => createRequest({ idempotencyKey, scheduledTime }));
      const results = await Promise.all(
        [requests, requests.toReversed()].map((batch) => createReminders(context, batch, policy)),
      );
      const created = results.map((result) => (result.kind === 'created-many' ? result.created : -1));
      expect(created.reduce((sum, count) => sum + count)).toBe(200);
    }
    expect(await stores.reminders.count({})).toBe(1_000);
  });
});

describe('createReminders with reject-everything', () => {
  test('creates nothing when one row is wrong, and answers every issue of every row', async () => {
    const requests = [
      createRequest(),
      createRequest({ phoneNumber: '1', message: '' }),
      createRequest({ maxRetryAttempts: 99 }),
    ];
    expect(issues(await createReminders(context, requests, 'reject-everything'))).toEqual([
      ['INVALID_PHONE_NUMBER', 'reminders', '1', 'phoneNumber'],
      ['BLANK', 'reminders', '1', 'message'],
      ['OUT_OF_RANGE', 'reminders', '2', 'maxRetryAttempts'],
    ]);
    expect(await stores.reminders.count({})).toBe(0);
  });

  test.each([
    ['an earlier request', true],
    ['a row of the same batch', false],
  ])('creates nothing when a key conflicts with %s', async (_, isEarlier) => {
    const taken = createRequest({ idempotencyKey: 'k-1' });
    const other = createRequest({ idempotencyKey: 'k-1', message: 'Another text.' });
    if (isEarlier) await createReminders(context, [taken], 'reject-everything');
    const before = context.scheduled.length;
    const rows = isEarlier ? [createRequest(), other] : [taken, other];
    expect(issues(await createReminders(context, rows, 'reject-everything'))).toEqual([
      ['IDEMPOTENCY_CONFLICT', 'reminders', '1', 'idempotencyKey'],
    ]);
    expect(await stores.reminders.count({})).toBe(isEarlier ? 1 : 0);
    expect(await stores.allEvents()).toHaveLength(isEarlier ? 1 : 0);
    expect(context.scheduled).toHaveLength(before);
  });
});

describe('createReminders with reject-failed-rows', () => {
  test('creates the good rows and answers the others in their places', async () => {
    await createReminders(context, [createRequest({ idempotencyKey: 'k-1' })], 'reject-failed-rows');
    const requests = [
      createRequest(),
      createRequest({ message: '' }),
      createRequest({ idempotencyKey: 'k-1', message: 'Another text.' }),
      createRequest({ idempotencyKey: 'k-2' }),
      createRequest({ idempotencyKey: 'k-2', message: 'Another text.' }),
    ];
    const result = await createReminders(context, requests, 'reject-failed-rows');
    expect(kinds(result)).toEqual([
      'created',
      'invalid',
      'idempotency-conflict',
      'created',
      'idempotency-conflict',
    ]);
    expect(result).toMatchObject({ created: 2 });
    expect(await stores.reminders.count({})).toBe(3);
  });

  test('creates nothing and answers each row when all are wrong', async () => {
    const result = await createReminders(context, [createRequest({ message: '' })], 'reject-failed-rows');
    expect(result).toMatchObject({ kind: 'created-many', created: 0, results: [{ kind: 'invalid' }] });
    expect(context.scheduled).toEqual([]);
  });
});
