import { createParser, type EventSourceMessage } from 'eventsource-parser';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { CreateReminderDocument, ReminderStatusChangedDocument } from '../../src/client/generated/graphql.ts';
import { CursorExpiredError } from '../../src/events/cursor-expired-error.ts';
import { type GraphQLServer, startGraphQLServer } from './start-graphql-server.ts';
import { until } from './until.ts';

async function open(server: GraphQLServer, query: unknown, variables = {}, signal?: AbortSignal) {
  const response = await fetch(server.url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'text/event-stream' },
    body: JSON.stringify({ query: String(query), variables }),
    signal: signal ?? null,
  });
  expect(response.headers.get('content-type')).toContain('text/event-stream');
  return messages(response);
}

async function* messages(response: Response): AsyncGenerator<EventSourceMessage> {
  const waiting: EventSourceMessage[] = [];
  const parser = createParser({ onEvent: (message) => waiting.push(message) });
  for await (const chunk of response.body ?? []) {
    parser.feed(new TextDecoder().decode(chunk));
    yield* waiting.splice(0);
  }
}

describe('a subscription over server-sent events', () => {
  let server: GraphQLServer;
  beforeAll(async () => {
    server = await startGraphQLServer();
  });
  afterAll(() => server[Symbol.asyncDispose]());

  test('tells changes as they happen, goes on from a cursor, and ends when the client leaves', async () => {
    const input = (message: string) => ({
      input: {
        phoneNumber: '+14155550123',
        message,
        scheduledTime: new Date(Date.now() + 60_000).toISOString(),
      },
    });
    const controller = new AbortController();
    const live = await open(server, ReminderStatusChangedDocument, {}, controller.signal);
    const first = live.next();
    await until(() => server.subscribers() === 1);
    await server.execute(CreateReminderDocument, input('one'));
    const { data } = JSON.parse((await first).value.data);
    expect(data.reminderStatusChanged).toMatchObject({
      status: 'SCHEDULED',
      previousStatus: null,
      retryCount: 0,
    });
    controller.abort();
    await live.next().catch(() => {});
    await until(() => server.subscribers() === 0);

    await server.execute(CreateReminderDocument, input('two'));
    const resumed = await open(server, ReminderStatusChangedDocument, {
      after: data.reminderStatusChanged.cursor,
      filter: { status: ['SCHEDULED'] },
    });
    const second = JSON.parse((await resumed.next()).value?.data ?? '');
    expect(second.data.reminderStatusChanged.reminder.message).toBe('two');
    await resumed.return(undefined);
    await until(() => server.subscribers() === 0);
  });

  test('with a malformed cursor is told so, and completes', async () => {
    const [error, complete] = await Array.fromAsync(
      await open(server, ReminderStatusChangedDocument, { after: 'x' }),
    );
    expect(JSON.parse(error?.data ?? '').errors[0]).toMatchObject({
      message: expect.stringContaining('after is not a cursor'),
      extensions: { code: 'BAD_USER_INPUT' },
    });
    expect(complete?.event).toBe('complete');
  });
});

test('a subscription that fails later says why in a last result, and completes', async () => {
  const subscribe = () => ({
    // biome-ignore lint/correctness/useYield: it fails before it has anything to say.
    async *[Symbol.asyncIterator]() {
      throw new CursorExpiredError('The events after this cursor are gone.');
    },
  });
  await using server = await startGraphQLServer({
    services: { feed: { subscribe, position: () => ({ transactionId: 0n, sequence: 0n }) } },
  });
  const [error, complete] = await Array.fromAsync(await open(server, ReminderStatusChangedDocument));
  expect(JSON.parse(error?.data ?? '').errors[0]).toMatchObject({
    message: 'The events after this cursor are gone.',
    extensions: { code: 'CURSOR_EXPIRED' },
  });
  expect(complete?.event).toBe('complete');
});
