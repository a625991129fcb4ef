import type { GraphQLEnumType } from 'graphql';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { type Bellhop, createBellhop, type Reminder, type TypedDocument } from '../../src/client/client.ts';
import { schema } from '../../src/graphql/schema.ts';
import { startTestApp, type TestApp } from '../support/app.ts';

const phoneNumber = '+14155550123';
const inAnHour = () => new Date(Date.now() + 3_600_000);

describe('against a real server', () => {
  let app: TestApp;
  let bellhop: Bellhop;
  beforeAll(async () => {
    app = await startTestApp();
    bellhop = createBellhop({ url: app.url });
  });
  afterAll(() => app[Symbol.asyncDispose]());

  async function scheduled(message: string): Promise<Reminder> {
    const result = await bellhop.schedule({ phoneNumber, message, scheduledTime: inAnHour() });
    if (result.__typename !== 'CreateReminderSuccess') throw new Error(result.message);
    return result.reminder;
  }

  test('schedule answers the reminder, and takes a Date or a text as instant', async () => {
    const scheduledTime = inAnHour();
    const byDate = await bellhop.schedule({ phoneNumber: '+1 415 555 0123', message: 'x', scheduledTime });
    expect(byDate).toMatchObject({
      __typename: 'CreateReminderSuccess',
      reminder: { phoneNumber, status: 'SCHEDULED', scheduledTime: scheduledTime.toISOString() },
    });
    const byText = await bellhop.schedule({
      phoneNumber,
      message: 'x',
      scheduledTime: scheduledTime.toISOString(),
      maxRetryAttempts: 7,
    });
    expect(byText).toMatchObject({ reminder: { maxRetryAttempts: 7 } });
  });

  test('schedule answers what is wrong', async () => {
    const result = await bellhop.schedule({ phoneNumber: '1', message: '', scheduledTime: inAnHour() });
    expect(result).toMatchObject({
      __typename: 'ValidationError',
      code: 'INVALID_INPUT',
      issues: [{ path: ['phoneNumber'] }, { path: ['message'] }],
    });
  });

  test('schedule keeps a key of the caller’s own', async () => {
    const reminder = { phoneNumber, message: 'once', scheduledTime: inAnHour(), idempotencyKey: 'mine' };
    const first = await bellhop.schedule(reminder);
    expect(await bellhop.schedule({ ...reminder })).toEqual(first);
    const other = await bellhop.schedule({ ...reminder, message: 'other' });
    expect(other).toMatchObject({ __typename: 'IdempotencyConflictError', path: ['idempotencyKey'] });
  });

  test('schedule makes two reminders of one object that is scheduled twice on purpose', async () => {
    const reminder = { phoneNumber, message: 'twice', scheduledTime: inAnHour() };
    await bellhop.schedule(reminder);
    await bellhop.schedule(reminder);
    expect(await bellhop.counts({ filter: { search: 'twice' } })).toMatchObject({ SCHEDULED: 2 });
    expect(reminder).not.toHaveProperty('idempotencyKey');
  });

  test('scheduleMany answers for each row, or for all', async () => {
    const rows = [
      { phoneNumber, message: 'bulk', scheduledTime: inAnHour() },
      { phoneNumber: 'nobody', message: 'bulk', scheduledTime: inAnHour() },
    ];
    expect(await bellhop.scheduleMany(rows)).toMatchObject({
      __typename: 'ValidationError',
      issues: [{ path: ['reminders', '1', 'phoneNumber'] }],
    });
    expect(await bellhop.scheduleMany(rows, { errorPolicy: 'REJECT_FAILED_ROWS' })).toMatchObject({
      __typename: 'CreateRemindersSuccess',
      created: 1,
      results: [{ __typename: 'CreateReminderSuccess' }, { __typename: 'ValidationError' }],
    });
  });

  test('update, cancel and retry, with their conflicts', async () => {
    const { id, version } = await scheduled('to be changed');
    const updated = await bellhop.update({ id, message: 'changed', expectedVersion: version });
    expect(updated).toMatchObject({
      __typename: 'UpdateReminderSuccess',
      reminder: { message: 'changed', version: version + 1 },
    });
    expect(await bellhop.update({ id, message: 'late', expectedVersion: version })).toMatchObject({
      __typename: 'VersionConflictError',
      reminder: { message: 'changed' },
    });
    expect(await bellhop.retry(id)).toMatchObject({
      __typename: 'StatusConflictError',
      reminder: { status: 'SCHEDULED' },
    });
    expect(await bellhop.cancel({ id, expectedVersion: version + 1 })).toMatchObject({
      __typename: 'CancelReminderSuccess',
      reminder: { status: 'CANCELLED' },
    });
    expect(await bellhop.cancel(id)).toMatchObject({ __typename: 'StatusConflictError' });
    const scheduledTime = inAnHour();
    expect(await bellhop.retry({ id, scheduledTime })).toMatchObject({
      __typename: 'RetryReminderSuccess',
      reminder: { status: 'SCHEDULED', nextAttemptAt: scheduledTime.toISOString() },
    });
    expect(await bellhop.cancel('nothing')).toMatchObject({ __typename: 'NotFoundError', path: ['id'] });
  });

  test('get answers the reminder with its attempts, or null', async () => {
    const { id } = await scheduled('to be read');
    expect(await bellhop.get(id)).toMatchObject({ id, message: 'to be read', attempts: [] });
    expect(await bellhop.get('nothing')).toBeNull();
  });

  test('list goes through every page and reads none before it is asked for', async () => {
    const messages = ['list 1', 'list 2', 'list 3', 'list 4', 'list 5'];
    for (const message of messages) await scheduled(message);
    const query = {
      filter: { search: 'list ' },
      orderBy: { field: 'CREATED_AT', direction: 'ASC' },
      pageSize: 2,
      withTotalCount: true,
    } as const;
    const pages = await Array.fromAsync(bellhop.list(query));
    expect(pages.map(({ reminders }) => reminders.map(({ message }) => message))).toEqual([
      ['list 1', 'list 2'],
      ['list 3', 'list 4'],
      ['list 5'],
    ]);
    expect(pages.map(({ totalCount }) => totalCount)).toEqual([5, 5, 5]);
    expect(pages.map(({ hasNextPage }) => hasNextPage)).toEqual([true, true, false]);

    let requests = 0;
    const counting = createBellhop({
      url: app.url,
      fetch(input, init) {
        requests++;
        return fetch(input, init);
      },
    });
    const lazily = counting.list(query);
    await lazily.next();
    expect(requests).toBe(1);

    const after = pages[0]?.endCursor ?? null;
    const [second] = await Array.fromAsync(bellhop.list({ ...query, after, withTotalCount: false }));
    expect(second).toMatchObject({ totalCount: null, reminders: [{ message: 'list 3' }, {}] });
    expect(await Array.fromAsync(bellhop.list({ filter: { search: 'no such thing' } }))).toEqual([
      { reminders: [], hasNextPage: false, endCursor: null, totalCount: null },
    ]);
  });

  test('counts has every status', async () => {
    const statuses = (schema.getType('ReminderStatus') as GraphQLEnumType).getValues();
    const zeros = Object.fromEntries(statuses.map(({ name }) => [name, 0]));
    expect(await bellhop.counts({ filter: { search: 'no such thing' } })).toEqual(zeros);
  });

  test('the dispatcher is paused and resumed', async () => {
    expect(await bellhop.dispatcher.pause({ reason: 'a drill' })).toMatchObject({
      paused: true,
      pauseReason: 'a drill',
    });
    expect(await bellhop.dispatcher.status()).toMatchObject({ paused: true, instances: [{ inFlight: 0 }] });
    expect(await bellhop.dispatcher.resume()).toMatchObject({ paused: false, pauseReason: null });
  });

  test('execute runs any document', async () => {
    const { id } = await scheduled('any document');
    const document: TypedDocument<{ node: { message: string } }, { id: string }> =
      'query ($id: ID!) { node(id: $id) { ... on Reminder { message } } }';
    const { node } = await bellhop.execute(document, { id });
    expect(node.message).toBe('any document');
    expect(await bellhop.execute('{ __typename }')).toEqual({ __typename: 'Query' });
  });
});

describe('the address', () => {
  async function asked(url: string | URL): Promise<string> {
    let address = '';
    const fetch = async (input: string | URL | Request) => {
      address = String(input);
      return Response.json({ data: {} });
    };
    await createBellhop({ url, fetch }).execute('{ __typename }');
    return address;
  }

  test.each([
    ['http://127.0.0.1:4000', 'http://127.0.0.1:4000/graphql'],
    ['http://127.0.0.1:4000/', 'http://127.0.0.1:4000/graphql'],
    ['https://example.org/bellhop', 'https://example.org/bellhop/graphql'],
    ['https://example.org/bellhop/graphql/', 'https://example.org/bellhop/graphql'],
  ])('%s is meant as %s', async (url, endpoint) => {
    expect(await asked(url)).toBe(endpoint);
    expect(await asked(new URL(url))).toBe(endpoint);
  });

  test('may be relative to the page, in a browser', async () => {
    vi.stubGlobal('location', { href: 'https://example.org/clinic/' });
    expect(await asked('/')).toBe('https://example.org/graphql');
    expect(await asked('.')).toBe('https://example.org/clinic/graphql');
  });
});
