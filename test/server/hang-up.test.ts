import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { ServerResponse } from 'node:http';
import { connect } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { waitFor } from '../support/wait-for.ts';
import { startGraphQLServer } from './start-graphql-server.ts';
import { until } from './until.ts';

/** Every response that a server of this process begins, until the end of the test. */
function followResponses(): ServerResponse[] {
  const responses: ServerResponse[] = [];
  const channel = 'http.server.request.start';
  const note = (message: unknown) => void responses.push((message as { response: ServerResponse }).response);
  subscribe(channel, note);
  onTestFinished(() => void unsubscribe(channel, note));
  return responses;
}

test('clients that hang up while they are authenticated are forgotten, and their queries do not run', async () => {
  await using server = await startGraphQLServer({ limits: { recheckMs: 20 } });
  const { secret } = await server.createToken('read');
  const { authenticator } = server;
  const { authenticate, ended } = authenticator;
  const gate = Promise.withResolvers<void>();
  const open: number[] = [];
  Object.assign(authenticator, {
    async authenticate(credentials: string | null) {
      await gate.promise;
      return authenticate(credentials);
    },
    async ended(callers: Iterable<never>) {
      open.push([...callers].length);
      return ended(callers);
    },
  });
  const responses = followResponses();
  const leaving = new AbortController();
  const ask = (signal: AbortSignal | null) =>
    fetch(server.url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${secret}` },
      body: JSON.stringify({ query: '{ reminders(first: 1) { nodes { id } } }' }),
      signal,
    });

  const asked = Array.from({ length: 20 }, () => ask(leaving.signal).catch(() => null));
  await waitFor(() => expect(responses).toHaveLength(20));
  leaving.abort();
  await Promise.all(asked);
  await waitFor(() => expect(responses.filter(({ destroyed }) => !destroyed)).toEqual([]));
  gate.resolve();

  // One that stays is answered after all of them, and counted as long as it is there.
  expect((await ask(null)).status).toBe(200);
  const before = open.length;
  await waitFor(() => expect(open.length).toBeGreaterThan(before + 1));
  expect(open.at(-1)).toBe(0);
  expect(server.storeCalls).toEqual(['list']);
});

test('a client that hangs up in the middle of its body is not taken for a database that is away', async () => {
  await using server = await startGraphQLServer();
  const responses = followResponses();
  const { authenticator } = server;
  const { authenticate } = authenticator;
  let isAdmitted = false;
  Object.assign(authenticator, {
    async authenticate(credentials: string | null) {
      const caller = await authenticate(credentials);
      isAdmitted = true;
      return caller;
    },
  });
  const { hostname, port } = new URL(server.url);
  const socket = connect(Number(port), hostname);
  socket.write(
    'POST /graphql HTTP/1.1\r\nhost: 127.0.0.1\r\ncontent-type: application/json\r\ncontent-length: 100\r\n\r\n{"query":',
  );
  // From then on the server waits for the rest of the body.
  await until(() => isAdmitted);
  socket.destroy();
  await waitFor(() => expect(responses[0]?.closed).toBe(true));
  const query = encodeURIComponent('{ __typename }');
  expect((await fetch(`${server.url}?query=${query}`)).status).toBe(200);
  expect(server.logged.filter(({ level }) => level === 'warn' || level === 'error')).toEqual([]);
});
