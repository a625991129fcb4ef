import { createClient } from 'graphql-ws';
import pg from 'pg';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { waitFor } from '../support/wait-for.ts';
import { type GraphQLServer, startGraphQLServer } from './start-graphql-server.ts';

const slow = '{ reminders(first: 1) { nodes { id } } }';
const create = `mutation { createReminder(input: {
  phoneNumber: "+14155550123", message: "Now.", scheduledTime: "${new Date(Date.now() + 60_000).toISOString()}"
}) { __typename } }`;

let server: GraphQLServer;
let locker: pg.Client;
let observer: pg.Client;
/** Whatever touches reminders waits until the lock is given back, and no statement has a time limit of its own. */
beforeEach(async () => {
  server = await startGraphQLServer({ limits: { operationMs: 3_600_000 } });
  locker = await lockReminders(server);
  observer = await observe(server);
});
afterEach(async () => {
  await locker.end();
  await observer.end();
  await server[Symbol.asyncDispose]();
});

async function lockReminders({ databaseUrl }: GraphQLServer): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: databaseUrl, application_name: 'locker' });
  await client.connect();
  await client.query('begin');
  await client.query('lock table reminders in access exclusive mode');
  return client;
}

/** Not the one that locks: a transaction is shown the same activity all the time. */
async function observe({ databaseUrl }: GraphQLServer): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  return client;
}

/** The statements that wait for the lock now. */
async function waiting(client: pg.Client): Promise<string[]> {
  const { rows } = await client.query<{ query: string }>(
    `select query from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
  );
  return rows.map(({ query }) => query.trim().slice(0, 6)).toSorted();
}

const until = (statements: string[], client = observer) =>
  waitFor(async () => expect(await waiting(client)).toEqual(statements));

function post(query: string, signal: AbortSignal): Promise<unknown> {
  const request = {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query }),
  };
  return fetch(server.url, { ...request, signal }).catch((error: unknown) => error);
}

describe('the statement of a query is ended in the database', () => {
  test('when its client hangs up, while that of a mutation goes on', async () => {
    const leaving = new AbortController();
    const [read, write] = [post(slow, leaving.signal), post(create, leaving.signal)];
    await until(['select', 'with d']);
    leaving.abort();
    await until(['with d']);
    await locker.query('rollback');
    await Promise.all([read, write]);
    await waitFor(async () => {
      const { data } = await server.execute<{ reminders: { nodes: unknown[] } }, never>(slow);
      expect(data?.reminders.nodes).toHaveLength(1);
    });
    expect(server.logged.filter(({ level }) => level === 'error')).toEqual([]);
  });

  test('when it is completed over WebSocket, or the socket closes', async () => {
    const client = createClient({ url: server.wsUrl, webSocketImpl: WebSocket, retryAttempts: 0 });
    const completed = client.iterate({ query: slow });
    completed.next().catch(() => {});
    const other = client.iterate({ query: slow });
    other.next().catch(() => {});
    await until(['select', 'select']);
    await completed.return?.();
    await until(['select']);
    client.terminate();
    await until([]);
  });

  test('of those that crowd for a connection too: none of them is begun any more', async () => {
    const leaving = new AbortController();
    const crowd = Array.from({ length: 40 }, () => post(slow, leaving.signal));
    await until(Array.from({ length: 10 }, () => 'select'));
    leaving.abort();
    await until([]);
    await Promise.all(crowd);
    await locker.query('rollback');
    const answers = await Promise.all(Array.from({ length: 40 }, () => server.execute(slow)));
    expect(answers.filter(({ errors }) => errors)).toEqual([]);
  });
});

test('the statement of a query that takes too long is ended in the database', async () => {
  await using hasty = await startGraphQLServer({ limits: { operationMs: 300 } });
  const holder = await lockReminders(hasty);
  const { errors } = await hasty.execute(slow);
  expect(errors?.[0]?.extensions).toMatchObject({ code: 'TIMEOUT' });
  const onlooker = await observe(hasty);
  await until([], onlooker);
  await Promise.all([holder.end(), onlooker.end()]);
});

test('one caller holds at most four connections of the pool, and others are served', async () => {
  await using shared = await startGraphQLServer({ limits: { connectionWaitMs: 50 } });
  const holder = await lockReminders(shared);
  const onlooker = await observe(shared);
  const { secret } = await shared.createToken('read');
  const other = await shared.createToken('admin');
  const held = Array.from({ length: 4 }, () => shared.execute(slow, undefined, secret));
  await until(['select', 'select', 'select', 'select'], onlooker);
  const { errors } = await shared.execute(slow, undefined, secret);
  expect(errors?.[0]).toMatchObject({
    message: expect.stringContaining('busy with other operations of this caller'),
    extensions: { code: 'SERVICE_UNAVAILABLE' },
  });
  const { data } = await shared.execute('{ apiTokens { name } }', undefined, other.secret);
  expect(data).toMatchObject({ apiTokens: [{}, {}] });
  await holder.query('rollback');
  expect((await Promise.all(held)).filter(({ errors }) => errors)).toEqual([]);
  await Promise.all([holder.end(), onlooker.end()]);
});
