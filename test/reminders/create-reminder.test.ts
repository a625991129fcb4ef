import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Created, createReminder } from '../../src/reminders/create-reminders.ts';
import { createTestDatabase } from '../support/test-database.ts';
import { createStores, type SqlStores } from '../support/test-stores.ts';
import { createRequest, createUseCaseContext, type TestUseCaseContext } from '../support/use-case-context.ts';

let stores: SqlStores;
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

async function create(...args: Parameters<typeof createRequest>): Promise<Created> {
  const result = await createReminder(context, createRequest(...args));
  if (result.kind !== 'created') throw new Error(`The reminder was not created: ${JSON.stringify(result)}`);
  return result;
}

describe('createReminder', () => {
  test('stores the checked request and tells the dispatcher when it falls due', async () => {
    const scheduledTime = new Date(Date.now() + 5_000);
    const { reminder } = await create({
      scheduledTime,
      message: '  Hello ',
      phoneNumber: '+44 20 7946 0958',
    });
    expect(reminder).toMatchObject({
      phoneNumber: '+442079460958',
      message: 'Hello',
      scheduledTime,
      status: 'scheduled',
      nextAttemptAt: scheduledTime,
      retryCount: 0,
      maxRetryAttempts: 3,
      attemptCount: 0,
      version: 1,
    });
    expect(await stores.reminder(reminder.id)).toEqual(reminder);
    expect(context.scheduled).toEqual([scheduledTime]);
  });

  test('keeps the budget that was asked for', async () => {
    expect((await create({ maxRetryAttempts: 7 })).reminder.maxRetryAttempts).toBe(7);
  });

  test('answers every issue at once, each with its path, and stores nothing', async () => {
    const result = await createReminder(context, {
      phoneNumber: '555',
      message: ' ',
      scheduledTime: new Date(0),
      maxRetryAttempts: 0,
      idempotencyKey: 'k'.repeat(256),
    });
    expect(result.kind === 'invalid' && result.issues.map(({ code, path }) => [code, ...path])).toEqual([
      ['INVALID_PHONE_NUMBER', 'phoneNumber'],
      ['BLANK', 'message'],
      ['TIME_IN_PAST', 'scheduledTime'],
      ['OUT_OF_RANGE', 'maxRetryAttempts'],
      ['TOO_LONG', 'idempotencyKey'],
    ]);
    expect(await stores.reminders.count({})).toBe(0);
    expect(context.scheduled).toEqual([]);
  });

  test('without a key makes a new reminder each time', async () => {
    const request = createRequest();
    await createReminder(context, request);
    await createReminder(context, request);
    expect(await stores.reminders.count({})).toBe(2);
  });
});

describe('an idempotency key', () => {
  test('with the same request answers the same reminder and creates no other', async () => {
    const request = createRequest({ idempotencyKey: 'k-1' });
    const { reminder } = await create(request);
    const again = await create({
      ...request,
      phoneNumber: '+1 (415) 555-0123',
      message: ` ${request.message}`,
    });
    expect(again.reminder).toEqual(reminder);
    expect(await stores.reminders.count({})).toBe(1);
    expect(await stores.allEvents()).toHaveLength(1);
    expect(context.scheduled).toHaveLength(1);
  });

  test('answers the reminder as it is by now', async () => {
    const request = createRequest({ idempotencyKey: 'k-1', scheduledTime: new Date(Date.now() - 1_000) });
    const { reminder } = await create(request);
    await stores.sql(`update reminders set message = 'edited', version = 2 where id = $1`, [reminder.id]);
    expect((await create(request)).reminder).toMatchObject({
      id: reminder.id,
      message: 'edited',
      version: 2,
    });
  });

  test.each([
    { phoneNumber: '+14155550199' },
    { message: 'Another text.' },
    { scheduledTime: new Date(Date.now() + 7_200_000) },
    { maxRetryAttempts: 5 },
  ])('with another request is a conflict: %j', async (change) => {
    const request = createRequest({ idempotencyKey: 'k-1' });
    const { reminder } = await create(request);
    expect(await createReminder(context, { ...request, ...change })).toEqual({
      kind: 'idempotency-conflict',
      idempotencyKey: 'k-1',
    });
    expect(await stores.reminders.count({})).toBe(1);
    expect(await stores.reminder(reminder.id)).toEqual(reminder);
  });

  test('answers a repeat whose time lies in the past by now', async () => {
    const request = createRequest({ idempotencyKey: 'k-1', scheduledTime: new Date(Date.now() + 1_000) });
    const { reminder } = await create(request);
    context.letPass(600_000);
    expect((await create(request)).reminder.id).toBe(reminder.id);
  });

  test('does not answer a late request with another payload, or one that is wrong in more than its time', async () => {
    const request = createRequest({ idempotencyKey: 'k-1', scheduledTime: new Date(Date.now() + 1_000) });
    await create(request);
    context.letPass(600_000);
    const codesOf = async (change: object) => {
      const result = await createReminder(context, { ...request, ...change });
      return result.kind === 'invalid' ? result.issues.map(({ code }) => code) : result.kind;
    };
    expect(await codesOf({ message: 'Another' })).toEqual(['TIME_IN_PAST']);
    expect(await codesOf({ message: '' })).toEqual(['BLANK', 'TIME_IN_PAST']);
    expect(await codesOf({ idempotencyKey: 'k-2' })).toEqual(['TIME_IN_PAST']);
  });

  test('under 20 creates at once makes one reminder, and all are answered with it', async () => {
    const request = createRequest({ idempotencyKey: 'k-1' });
    const results = await Promise.all(Array.from({ length: 20 }, () => create(request)));
    expect(new Set(results.map(({ reminder }) => reminder.id)).size).toBe(1);
    expect(await stores.reminders.count({})).toBe(1);
    expect(await stores.allEvents()).toHaveLength(1);
  });
});
