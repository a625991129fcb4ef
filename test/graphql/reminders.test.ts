import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  CreateRemindersDocument,
  DispatcherDocument,
  ReminderCountsDocument,
  RemindersDocument,
  type RemindersQueryVariables,
} from '../../src/client/generated/graphql.ts';
import { type GraphQLServer, startGraphQLServer } from '../server/start-graphql-server.ts';

const total = 57;

describe('lists of reminders', () => {
  let server: GraphQLServer;
  beforeAll(async () => {
    server = await startGraphQLServer();
    const soon = Date.now() + 3_600_000;
    const reminders = Array.from({ length: total }, (_, index) => ({
      phoneNumber: `+1415555${String(1_000 + (index % 3))}`,
      message: `Number ${index}, 100%_ sure`,
      // Some share their time, so that ties are broken across pages.
      scheduledTime: new Date(soon + Math.floor(index / 5) * 1_000).toISOString(),
    }));
    const { data } = await server.execute(CreateRemindersDocument, { input: { reminders } });
    expect(data?.createReminders).toMatchObject({ created: total });
  });
  afterAll(() => server[Symbol.asyncDispose]());

  async function page(variables: RemindersQueryVariables) {
    const { data, errors } = await server.execute(RemindersDocument, variables);
    if (!data) throw new Error(errors?.[0]?.message);
    return data.reminders;
  }

  test('that search for more than a message can hold are refused, in lists, counts and subscriptions', async () => {
    const filter = { search: '😀'.repeat(1_001) };
    for (const operation of [
      'query ($filter: ReminderFilter) { reminders(filter: $filter) { totalCount } }',
      'query ($filter: ReminderFilter) { reminderCounts(filter: $filter) { count } }',
      'subscription ($filter: ReminderFilter) { reminderStatusChanged(filter: $filter) { status } }',
    ]) {
      const { errors } = await server.execute<unknown, unknown>(operation, { filter });
      expect(errors?.[0]).toMatchObject({
        message: expect.stringContaining('more than 1000 characters'),
        extensions: { code: 'BAD_USER_INPUT' },
      });
    }
    expect((await page({ filter: { search: '😀'.repeat(1_000) } })).edges).toEqual([]);
  });

  async function walk(variables: RemindersQueryVariables, direction: 'forwards' | 'backwards', size: number) {
    const ids: string[] = [];
    let cursor: string | null = null;
    for (;;) {
      const result: Awaited<ReturnType<typeof page>> = await page(
        direction === 'forwards'
          ? { ...variables, first: size, after: cursor }
          : { ...variables, last: size, before: cursor },
      );
      const pageIds = result.edges.map(({ node }) => node.id);
      if (direction === 'forwards') ids.push(...pageIds);
      else ids.unshift(...pageIds);
      const { hasNextPage, hasPreviousPage, startCursor, endCursor } = result.pageInfo;
      const more = direction === 'forwards' ? hasNextPage : hasPreviousPage;
      if (!more) return ids;
      cursor = direction === 'forwards' ? (endCursor ?? null) : (startCursor ?? null);
    }
  }

  const orders = (['SCHEDULED_TIME', 'CREATED_AT', 'UPDATED_AT'] as const).flatMap((field) =>
    (['ASC', 'DESC'] as const).map((direction) => ({ field, direction })),
  );
  test.each(orders)('are the same walked forwards and backwards: $field $direction', async (orderBy) => {
    const forwards = await walk({ orderBy }, 'forwards', 7);
    expect(new Set(forwards).size).toBe(total);
    expect(await walk({ orderBy }, 'backwards', 10)).toEqual(forwards);
    const { field, direction } = orderBy;
    const opposite = { field, direction: direction === 'ASC' ? ('DESC' as const) : ('ASC' as const) };
    expect(await walk({ orderBy: opposite }, 'forwards', 100)).toEqual(forwards.toReversed());
  });

  test('hold 20 by default, and count all only when asked', async () => {
    server.storeCalls.length = 0;
    const result = await page({});
    expect(result.edges).toHaveLength(20);
    expect(result.pageInfo).toMatchObject({ hasNextPage: true, hasPreviousPage: false });
    expect(server.storeCalls).toEqual(['list']);
    expect((await page({ withTotalCount: true, filter: { search: 'number 1' } })).totalCount).toBe(11);
  });

  test('are counted once, and say whether that is all', async () => {
    server.storeCalls.length = 0;
    const counted = '{ reminders(first: 1) { totalCount totalCountIsExact } reminderCounts { isExact } }';
    const { data } = await server.execute(counted);
    expect(data).toEqual({
      reminders: { totalCount: total, totalCountIsExact: true },
      reminderCounts: Array(6).fill({ isExact: true }),
    });
    expect(server.storeCalls.toSorted()).toEqual(['list', 'tally', 'tally']);
  });

  test('that are cut at both ends say so', async () => {
    const all = await page({ first: 100 });
    const { edges, pageInfo } = await page({ after: all.edges[4]?.cursor, before: all.edges[10]?.cursor });
    expect(edges.map(({ node }) => node.id)).toEqual(all.edges.slice(5, 10).map(({ node }) => node.id));
    expect(pageInfo).toMatchObject({ hasNextPage: true, hasPreviousPage: true });
  });

  test('read the attempts of a page at once', async () => {
    server.storeCalls.length = 0;
    const query = '{ reminders { nodes { attempts { id } } edges { node { attempts { number } } } } }';
    expect((await server.execute(query)).errors).toBeUndefined();
    expect(server.storeCalls).toEqual(['list', 'attemptsOf']);
  });

  test('are found by every condition, read literally', async () => {
    const count = async (filter: RemindersQueryVariables['filter']) =>
      (await page({ filter, withTotalCount: true })).totalCount;
    expect(await count({ status: ['SCHEDULED'] })).toBe(total);
    expect(await count({ status: ['FAILED', 'CANCELLED'] })).toBe(0);
    expect(await count({ status: [] })).toBe(0);
    expect(await count({ status: null, search: '' })).toBe(total);
    expect(await count({ phoneNumber: '+1 (415) 555-1000' })).toBe(total / 3);
    expect(await count({ search: '100%_ SURE' })).toBe(total);
    expect(await count({ search: '1_0' })).toBe(0);
    const { edges } = await page({ first: 100 });
    const scheduledFrom = edges[5]?.node.scheduledTime;
    const scheduledUntil = edges[10]?.node.scheduledTime;
    expect(await count({ scheduledFrom, scheduledUntil })).toBe(5);
  });

  test.each<[string, RemindersQueryVariables]>([
    ['give first to page forwards', { first: 1, last: 1 }],
    ['first is 101', { first: 101 }],
    ['first is 0', { first: 0 }],
    ['first is -1', { first: -1 }],
    ['last is -1', { last: -1 }],
    ['after is not a cursor', { after: '' }],
    ['after is not a cursor', { after: 'nonsense' }],
    ['before is not a cursor', { before: Buffer.from('scheduledTime asc x y').toString('base64url') }],
    ['filter.search holds', { filter: { search: '\0' } }],
    ['filter.search holds', { filter: { search: '\ud800' } }],
    ['is not a complete international phone number', { filter: { phoneNumber: '555' } }],
    ['is not an instant', { filter: { scheduledFrom: '2026-01-02T03:04:05' } }],
  ])('with wrong arguments say what to do: %s', async (message, variables) => {
    const { errors } = await server.execute(RemindersDocument, variables);
    expect(errors?.[0]?.message).toContain(message);
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT' });
  });

  test('with a cursor of another order say so', async () => {
    const after = (await page({})).pageInfo.endCursor;
    const { errors } = await server.execute(RemindersDocument, {
      after,
      orderBy: { field: 'CREATED_AT', direction: 'ASC' },
    });
    expect(errors?.[0]?.message).toContain('a cursor of a list in another order');
  });

  test('reminderCounts has every status, zeros included', async () => {
    const { data } = await server.execute(ReminderCountsDocument, {});
    expect(data?.reminderCounts).toEqual([
      { status: 'SCHEDULED', count: total },
      { status: 'DISPATCHING', count: 0 },
      { status: 'CALLING', count: 0 },
      { status: 'COMPLETED', count: 0 },
      { status: 'FAILED', count: 0 },
      { status: 'CANCELLED', count: 0 },
    ]);
  });

  test('dispatcher', async () => {
    const { data } = await server.execute(DispatcherDocument, {});
    const first = (await page({ first: 1 })).edges[0]?.node;
    expect(data?.dispatcher).toEqual({
      paused: false,
      pauseReason: null,
      simulated: true,
      nextDueAt: first?.scheduledTime,
      overdue: 0,
      inFlight: 0,
      unresolved: 0,
      throttledUntil: null,
      concurrencyLimit: null,
      clockSetBackSeconds: 0,
      instances: [],
    });
  });

  test('nodes reads everything at once, in order, at most 100', async () => {
    const ids = (await page({ first: 10 })).edges.map(({ node }) => node.id).toReversed();
    server.storeCalls.length = 0;
    const query = 'query($ids: [ID!]!) { nodes(ids: $ids) { __typename id } }';
    const { data } = await server.execute<{ nodes: { id: string }[] }, unknown>(query, {
      ids: [...ids, ids[0]],
    });
    expect(data?.nodes.map(({ id }) => id)).toEqual([...ids, ids[0]]);
    expect(server.storeCalls).toEqual(['find']);
    const { errors } = await server.execute(query, { ids: Array(101).fill(ids[0]) });
    expect(errors?.[0]?.message).toContain('at most 100');
  });
});
