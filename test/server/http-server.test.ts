import { once } from 'node:events';
import { connect } from 'node:net';
import { createClient } from 'graphql-ws';
import { expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { createServer } from '../../src/server/http-server.ts';
import { createManualClock } from '../support/manual-clock.ts';
import { startGraphQLServer } from './start-graphql-server.ts';
import { until } from './until.ts';

const watch = 'subscription { reminderStatusChanged { status } }';

test('/livez, /readyz, / and unknown paths', async () => {
  let ready = true;
  await using server = await startGraphQLServer({ isReady: () => ready });
  const get = (path: string) => fetch(new URL(path, server.url), { redirect: 'manual' });
  expect((await get('/livez')).status).toBe(200);
  expect((await get('/readyz')).status).toBe(200);
  ready = false;
  expect((await get('/readyz')).status).toBe(503);
  expect((await get('/')).headers.get('content-type')).toBe('text/html; charset=utf-8');
  expect((await get('/webhooks/vapi')).status).toBe(404);
  const unknown = await get('/nothing?x=1');
  expect(unknown.status).toBe(404);
  expect(await unknown.json()).toEqual({ error: 'There is nothing at /nothing; GraphQL is at /graphql.' });
});

test('a port in use is one plain sentence', async () => {
  await using server = await startGraphQLServer();
  const port = Number(new URL(server.url).port);
  const clock = createManualClock();
  const second = createServer(
    {
      services: server.services,
      authenticator: server.authenticator,
      clock,
      isReady: () => true,
    },
    { host: '127.0.0.1', port },
  );
  await expect(second).rejects.toThrow(
    `The port ${port} on 127.0.0.1 is in use; set PORT to another, or to 0 for a free one.`,
  );
  // Else it would keep the process from ending.
  expect(clock.pending()).toEqual([]);
});

test('closing completes WebSocket subscriptions, then hangs up with 1001', async () => {
  await using server = await startGraphQLServer();
  const closed = Promise.withResolvers<number>();
  const client = createClient({
    url: server.wsUrl,
    webSocketImpl: WebSocket,
    retryAttempts: 0,
    on: { closed: (event) => closed.resolve((event as CloseEvent).code) },
    lazy: false,
    onNonLazyError: () => {},
  });
  const changes = client.iterate({ query: watch });
  const next = changes.next();
  await until(() => server.subscribers() === 1);
  await server.close();
  expect(await next).toMatchObject({ done: true });
  expect(await closed.promise).toBe(1001);
});

test('closing completes subscriptions over server-sent events', async () => {
  await using server = await startGraphQLServer();
  const response = await fetch(server.url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'text/event-stream' },
    body: JSON.stringify({ query: watch }),
  });
  await until(() => server.subscribers() === 1);
  await server.close();
  expect(await response.text()).toContain('event: complete');
});

test('closing does not wait for peers that never hang up', async () => {
  await using server = await startGraphQLServer({ closeGraceMs: 100 });
  const silent = new WebSocket(server.wsUrl, 'graphql-transport-ws');
  await once(silent, 'open');
  // A paused socket reads nothing, so it never answers the close frame.
  silent.pause();
  const { hostname, port } = new URL(server.url);
  const idle = connect(Number(port), hostname);
  await once(idle, 'connect');
  idle.write('POST /graphql HTTP/1.1\r\nhost: x\r\ncontent-length: 10\r\n\r\n');
  const begun = performance.now();
  await server.close();
  // Less than ws waits for the answer to a close frame by itself, which is 30 s.
  expect(performance.now() - begun).toBeLessThan(20_000);
  silent.terminate();
  idle.destroy();
});
