import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  CancelReminderDocument,
  CreateRemindersDocument,
  type ReminderStatus,
  RetryReminderDocument,
  UpdateReminderDocument,
} from '../../src/client/generated/graphql.ts';
import { reminderIdOf } from '../../src/graphql/global-id.ts';
import { post } from '../security/posting.ts';
import { type GraphQLServer, startGraphQLServer } from '../server/start-graphql-server.ts';
import { waitUntil } from '../support/wait-for.ts';

interface Change {
  readonly cursor: string;
  readonly previousStatus: ReminderStatus | null;
  readonly status: ReminderStatus;
  readonly reminder: { readonly message: string; readonly version: number };
}

const changesQuery = `query ($id: ID!, $last: Int) {
  reminder(id: $id) { changes(last: $last) { cursor previousStatus status reminder { message version } } }
}`;

describe('the changes of a reminder', () => {
  let server: GraphQLServer;
  let ids: readonly string[];
  beforeAll(async () => {
    server = await startGraphQLServer();
    const scheduledTime = new Date(Date.now() + 3_600_000).toISOString();
    const reminders = Array.from({ length: 25 }, (_, index) => ({
      phoneNumber: '+14155550123',
      message: `Number ${index}`,
      scheduledTime,
    }));
    const { data } = await server.execute(CreateRemindersDocument, { input: { reminders } });
    if (data?.createReminders.__typename !== 'CreateRemindersSuccess') throw new Error(JSON.stringify(data));
    ids = data.createReminders.results.map((result) => ('reminder' in result ? result.reminder.id : ''));
    const id = ids[0] as string;
    await server.execute(UpdateReminderDocument, { input: { id, message: 'Another' } });
    await server.execute(CancelReminderDocument, { input: { id } });
    await server.execute(RetryReminderDocument, { input: { id, scheduledTime } });
    // Transactions of other tests on the same server hold changes back for a moment.
    const all = ids.map((each) => reminderIdOf(each) ?? '');
    const { store } = server.services.useCases;
    await waitUntil(async () => (await store.changesOf(all, 100)).length === 28);
  });
  afterAll(() => server[Symbol.asyncDispose]());

  async function changes(variables: { readonly id?: string | undefined; readonly last?: number | null }) {
    const answer = await server.execute<{ reminder: { changes: readonly Change[] } }, unknown>(changesQuery, {
      id: ids[0],
      ...variables,
    });
    if (!answer.data) throw new Error(answer.errors?.[0]?.message);
    return answer.data.reminder.changes;
  }

  test('are listed oldest first, each with the reminder as it stood', async () => {
    const all = await changes({});
    expect(all.map(({ previousStatus, status }) => `${previousStatus} → ${status}`)).toEqual([
      'null → SCHEDULED',
      'SCHEDULED → SCHEDULED',
      'SCHEDULED → CANCELLED',
      'CANCELLED → SCHEDULED',
    ]);
    expect(all.map(({ reminder }) => `${reminder.version} ${reminder.message}`)).toEqual([
      '1 Number 0',
      '2 Another',
      '3 Another',
      '4 Another',
    ]);
    expect(await changes({ last: null })).toEqual(all);
    expect(await changes({ last: 100 })).toEqual(all);
  });

  test('are the last ones, as many as are asked for', async () => {
    expect(await changes({ last: 2 })).toEqual((await changes({})).slice(-2));
  });

  test.each([0, -1, 101])('last: %i is refused, and says what may be', async (last) => {
    const { errors } = await server.execute(changesQuery, { id: ids[0], last });
    expect(errors?.[0]).toMatchObject({
      message: `last is ${last}; it must be from 1 to 100.`,
      extensions: { code: 'BAD_USER_INPUT' },
    });
  });

  test('are read for a page of reminders in one statement', async () => {
    server.storeCalls.length = 0;
    const query = '{ reminders(first: 25) { nodes { id changes(last: 3) { status } } } }';
    interface Page {
      readonly reminders: { readonly nodes: readonly { readonly id: string; readonly changes: unknown[] }[] };
    }
    const { data } = await server.execute<Page, unknown>(query);
    const counted = new Map(data?.reminders.nodes.map(({ id, changes }) => [id, changes.length]));
    expect(counted).toEqual(new Map(ids.map((id, index) => [id, index === 0 ? 3 : 1])));
    expect(server.storeCalls).toEqual(['list', 'changesOf']);
  });

  test('asked for twice, with two numbers, are as many as each asked for', async () => {
    const query =
      'query ($id: ID!) { reminder(id: $id) { a: changes(last: 1) { status } b: changes { status } } }';
    const { data } = await server.execute(query, { id: ids[0] });
    expect(data).toMatchObject({ reminder: { a: { length: 1 }, b: { length: 4 } } });
  });

  test('count as rows of the operation’s budget, those of the reminders of changes too', async () => {
    const wide = '{ reminders(first: 25) { nodes { changes(last: 100) { status } } } }';
    const deep = `{ reminder(id: "${ids[0]}") { ${'changes { reminder { '.repeat(4)} id ${'} }'.repeat(4)} } }`;
    for (const query of [wide, deep]) {
      const { errors } = await server.execute(query);
      expect(errors?.[0]?.extensions).toMatchObject({ code: 'TOO_COSTLY' });
    }
  });

  test('are refused in a subscription, which has no budget', async () => {
    const query =
      'subscription ($after: String) { reminderStatusChanged(after: $after) { reminder { changes { status } } } }';
    const [first] = await changes({ last: 4 });
    const response = await fetch(server.url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'text/event-stream' },
      body: JSON.stringify({ query, variables: { after: first?.cursor } }),
    });
    const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
    let text = '';
    while (reader && !text.includes('changes cannot be asked for in a subscription')) {
      const { value, done } = await reader.read();
      if (done) break;
      text += value;
    }
    await reader?.cancel();
    expect(text).toContain('ask for them in a query');
  });

  test('need the scope of the field that they are reached by', async () => {
    await using closed = await startGraphQLServer({ mayBeOpen: false });
    const query = '{ reminders { nodes { changes { status } } } }';
    expect((await post(closed, query)).json.errors[0].extensions.code).toBe('UNAUTHENTICATED');
    const { secret } = await closed.createToken('read');
    expect(await closed.execute(query, {}, secret)).toEqual({ data: { reminders: { nodes: [] } } });
  });
});
