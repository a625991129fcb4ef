import { once } from 'node:events';
import { createClient } from 'graphql-ws';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { CreateReminderDocument } from '../../src/client/generated/graphql.ts';
import { CursorExpiredError } from '../../src/events/cursor-expired-error.ts';
import { type GraphQLServer, startGraphQLServer } from './start-graphql-server.ts';
import { until } from './until.ts';

const watch = 'subscription { reminderStatusChanged { status reminder { message attempts { id } } } }';

describe('one socket', () => {
  let server: GraphQLServer;
  beforeAll(async () => {
    server = await startGraphQLServer();
  });
  afterAll(() => server[Symbol.asyncDispose]());

  const client = () => createClient({ url: server.wsUrl, webSocketImpl: WebSocket, retryAttempts: 0 });
  const create = (message: string) =>
    server.execute(CreateReminderDocument, {
      input: {
        phoneNumber: '+14155550123',
        message,
        scheduledTime: new Date(Date.now() + 60_000).toISOString(),
      },
    });

  test('survives operations that are wrong, with its other subscriptions', async () => {
    const socket = client();
    const changes = socket.iterate({ query: watch });
    const change = changes.next();
    await until(() => server.subscribers() === 1);
    for (const query of [
      '{',
      '{ nothing }',
      'subscription { nothing }',
      'query A { __typename } query B { __typename }',
      'subscription { reminderStatusChanged(after: "?") { status } }',
      'query($n: Int!) { reminders(first: $n) { totalCount } }',
    ]) {
      const results = await collect(socket.iterate({ query }));
      expect(results.errors.length, query).toBeGreaterThan(0);
      expect(results.errors[0]?.extensions, query).not.toHaveProperty('http');
      expect(JSON.stringify(results.errors), query).not.toMatch(/\n\s+at |node_modules|unexpected/);
    }
    await create('still here');
    expect(await change).toMatchObject({
      value: {
        data: { reminderStatusChanged: { status: 'SCHEDULED', reminder: { message: 'still here' } } },
      },
    });
    await changes.return?.();
    await until(() => server.subscribers() === 0);
    await socket.dispose();
  });

  test('that leaves takes its subscriptions along', async () => {
    const socket = client();
    void collect(socket.iterate({ query: watch }));
    void collect(socket.iterate({ query: watch }));
    await until(() => server.subscribers() === 2);
    socket.terminate();
    await until(() => server.subscribers() === 0);
  });

  test('may run 100 operations and no more', async () => {
    const socket = client();
    for (let i = 0; i < 100; i++) void collect(socket.iterate({ query: watch }));
    await until(() => server.subscribers() === 100);
    const { errors } = await collect(socket.iterate({ query: '{ __typename }' }));
    expect(errors[0]).toMatchObject({ extensions: { code: 'TOO_MANY_OPERATIONS' } });
    socket.terminate();
    await until(() => server.subscribers() === 0);
  });

  test('with a message above 256 KiB is closed', async () => {
    const socket = new WebSocket(server.wsUrl, 'graphql-transport-ws');
    await once(socket, 'open');
    socket.send('x'.repeat(256 * 1024 + 1));
    const [code] = await once(socket, 'close');
    expect(code).toBe(1009);
  });

  test('from a page of another site is refused', async () => {
    const socket = new WebSocket(server.wsUrl, 'graphql-transport-ws', { origin: 'https://evil.example' });
    const [error] = await once(socket, 'error');
    expect(error.message).toContain('403');
  });

  test('from a page of this server is welcome', async () => {
    const { origin } = new URL(server.url);
    const socket = new WebSocket(server.wsUrl, 'graphql-transport-ws', { origin });
    await once(socket, 'open');
    socket.terminate();
  });
});

test('a subscription that fails later ends with the code of its error', async () => {
  const subscribe = () => ({
    // biome-ignore lint/correctness/useYield: it fails before it has anything to say.
    async *[Symbol.asyncIterator]() {
      throw new CursorExpiredError('The events after this cursor are gone.');
    },
  });
  await using server = await startGraphQLServer({
    services: { feed: { subscribe, position: () => ({ transactionId: 0n, sequence: 0n }) } },
  });
  const socket = createClient({ url: server.wsUrl, webSocketImpl: WebSocket, retryAttempts: 0 });
  const { errors } = await collect(socket.iterate({ query: watch }));
  expect(errors).toMatchObject([
    { message: 'The events after this cursor are gone.', extensions: { code: 'CURSOR_EXPIRED' } },
  ]);
  await socket.dispose();
});

interface Failure {
  readonly message: string;
  readonly extensions?: Record<string, unknown>;
}

/** All results of an operation, and its errors whether they came as a result or ended it. */
async function collect(results: AsyncIterable<{ errors?: unknown }>): Promise<{ errors: Failure[] }> {
  const errors: Failure[] = [];
  try {
    for await (const result of results) errors.push(...((result.errors as Failure[] | undefined) ?? []));
  } catch (error) {
    if (Array.isArray(error)) errors.push(...error);
  }
  return { errors };
}
