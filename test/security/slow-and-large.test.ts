import { once } from 'node:events';
import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { type GraphQLServer, startGraphQLServer } from '../server/start-graphql-server.ts';
import { until } from '../server/until.ts';
import { waitFor } from '../support/wait-for.ts';
import { codesOf, post } from './posting.ts';

/** What a raw connection is told before it is hung up on. */
async function raw(server: GraphQLServer, ...chunks: string[]): Promise<string> {
  const { hostname, port } = new URL(server.url);
  const socket = connect(Number(port), hostname);
  await once(socket, 'connect');
  let text = '';
  socket.on('data', (chunk) => {
    text += chunk;
  });
  socket.on('error', () => {});
  for (const chunk of chunks) socket.write(chunk);
  await once(socket, 'close');
  return text;
}

describe('a client that is slow', () => {
  let server: GraphQLServer;
  beforeAll(async () => {
    server = await startGraphQLServer({ limits: { headMs: 100, requestMs: 200, initMs: 50 } });
  });
  afterAll(() => server[Symbol.asyncDispose]());

  test('with the head of its request is hung up on', async () => {
    await using server = await startGraphQLServer({ limits: { headMs: 100, requestMs: 600_000 } });
    expect(await raw(server, 'POST /graphql HTTP/1.1\r\nhost: 127.0.0.1\r\nx-slow: ')).toContain('408');
  });

  test('with the body of its request is hung up on', async () => {
    const head =
      'POST /graphql HTTP/1.1\r\nhost: 127.0.0.1\r\ncontent-type: application/json\r\ncontent-length: 100\r\n\r\n';
    expect(await raw(server, head, '{"query"')).toContain('408');
  });

  test('to say who it is over a WebSocket is hung up on', async () => {
    const socket = new WebSocket(server.wsUrl, 'graphql-transport-ws');
    const [code] = await once(socket, 'close');
    expect(code).toBe(4408);
  });

  test('does not keep others waiting', async () => {
    await using server = await startGraphQLServer({ limits: { headMs: 60_000, requestMs: 600_000 } });
    const { hostname, port } = new URL(server.url);
    const idle = Array.from({ length: 200 }, () =>
      connect(Number(port), hostname)
        .on('error', () => {})
        .resume(),
    );
    await Promise.all(idle.map((socket) => once(socket, 'connect')));
    for (const socket of idle) socket.write('POST /graphql HTTP/1.1\r\nhost: 127.0.0.1\r\n');
    expect((await post(server, '{ __typename }')).json).toEqual({ data: { __typename: 'Query' } });
    expect(idle.filter(({ closed }) => closed)).toEqual([]);
    for (const socket of idle) socket.destroy();
  });
});

describe('a client that sends much', () => {
  let server: GraphQLServer;
  beforeAll(async () => {
    server = await startGraphQLServer({ limits: { bodyBytes: 100_000 } });
  });
  afterAll(() => server[Symbol.asyncDispose]());

  test('is told of a body that is too large, whether it says so or not', async () => {
    const query = JSON.stringify({ query: `{ node(id: "${'x'.repeat(100_000)}") { id } }` });
    const told = await fetch(server.url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: query,
    });
    expect(told.status).toBe(413);
    const head =
      'POST /graphql HTTP/1.1\r\nhost: 127.0.0.1\r\nconnection: close\r\ncontent-type: application/json\r\ntransfer-encoding: chunked\r\n\r\n';
    const untold = await raw(server, head, `${query.length.toString(16)}\r\n${query}\r\n0\r\n\r\n`);
    expect(untold).toMatch(/^HTTP\/1\.1 413/);
  });

  test('has at most two large bodies read at once, and others are served', async () => {
    await using server = await startGraphQLServer();
    const [{ secret }, other] = [await server.createToken('read'), await server.createToken('read')];
    let admitted = 0;
    const { tokens } = server.services;
    const { findByHash } = tokens;
    Object.assign(tokens, {
      async findByHash(hash: string) {
        const token = await findByHash(hash);
        admitted += 1;
        return token;
      },
    });
    const { hostname, port } = new URL(server.url);
    /** The head of a request whose large body never comes. */
    const begin = () => {
      const socket = connect(Number(port), hostname).on('error', () => {});
      socket.write(
        `POST /graphql HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ${secret}\r\ncontent-type: application/json\r\ncontent-length: 300000\r\n\r\n`,
      );
      return socket;
    };
    const begun = [begin(), begin()];
    await until(() => admitted === 2);
    const variables = { large: Array.from({ length: 40 }, () => 'x'.repeat(9_000)) };
    let answered = false;
    const third = post(server, '{ __typename }', { secret, variables }).then(({ status }) => {
      answered = true;
      return status;
    });
    // Five in turn take longer than the third would.
    for (let times = 0; times < 5; times += 1) {
      expect((await post(server, '{ __typename }', { secret: other.secret, variables })).status).toBe(200);
    }
    expect(answered).toBe(false);
    const waiting = Array.from({ length: 7 }, () => post(server, '{ __typename }', { secret, variables }));
    // Eight wait by now, or will; one more is refused, whichever of them comes last.
    const ninth = post(server, '{ __typename }', { secret, variables });
    const refused = await Promise.race([...waiting, ninth]);
    expect([refused.status, codesOf(refused)]).toEqual([429, ['RATE_LIMITED']]);
    begun[0]?.destroy();
    expect(await third).toBe(200);
    const statuses = (await Promise.all([...waiting, ninth])).map(({ status }) => status);
    expect(statuses.toSorted()).toEqual([...Array(7).fill(200), 429]);
    begun[1]?.destroy();
  });

  test('in the head of a request is told so', async () => {
    expect(
      await raw(server, `GET /graphql HTTP/1.1\r\nhost: 127.0.0.1\r\nx: ${'y'.repeat(20_000)}\r\n\r\n`),
    ).toMatch(/^HTTP\/1\.1 431/);
  });

  test('is answered in the end: the server still stands', async () => {
    expect((await post(server, '{ __typename }')).status).toBe(200);
  });
});

describe('sockets', () => {
  test('are counted: those beyond MAX_SOCKETS are refused, and room is made by those that leave', async () => {
    await using server = await startGraphQLServer({ limits: { sockets: 3 } });
    const open = await Promise.all(Array.from({ length: 3 }, () => acknowledged(server)));
    const [error] = await once(new WebSocket(server.wsUrl, 'graphql-transport-ws'), 'error');
    expect(error.message).toContain('503');
    const first = open[0] as WebSocket;
    first.close();
    await once(first, 'close');
    // The server may notice later than its client that a socket has closed.
    const late = await waitFor(() => opened(server));
    for (const socket of [...open, late]) socket.terminate();
  });

  test('that have sent no credentials make room for those that come after them, and count for nothing else', async () => {
    await using server = await startGraphQLServer({ limits: { sockets: 3, newSockets: 2, initMs: 600_000 } });
    const strangers = [await opened(server), await opened(server)];
    const closed = once(strangers[0] as WebSocket, 'close');
    const client = await acknowledged(server);
    expect((await closed)[0]).toBe(1013);
    expect(strangers[1]?.readyState).toBe(WebSocket.OPEN);
    const others = [await acknowledged(server), await acknowledged(server)];
    const [error] = await once(new WebSocket(server.wsUrl, 'graphql-transport-ws'), 'error');
    expect(error.message).toContain('503');
    for (const socket of [...strangers, client, ...others]) socket.terminate();
  });

  test('of one token are counted, over all of its connections', async () => {
    await using server = await startGraphQLServer({ limits: { socketsPerClient: 2 } });
    const [{ secret }, other] = [await server.createToken('read'), await server.createToken('read')];
    const sockets = await Promise.all([acknowledged(server, secret), acknowledged(server, secret)]);
    const beyond = await opened(server);
    beyond.send(init(secret));
    const [code, reason] = await once(beyond, 'close');
    expect([code, String(reason)]).toEqual([1013, 'At most 2 sockets may be open for one client.']);
    const others = await acknowledged(server, other.secret);
    sockets[0]?.close();
    await once(sockets[0] as WebSocket, 'close');
    const late = await waitFor(() => acknowledged(server, secret));
    for (const socket of [...sockets, others, late]) socket.terminate();
  });

  // This process is both ends of each, so each takes two open files; where the system allows fewer, as many as it does.
  const report = process.report.getReport() as { userLimits?: { open_files?: { soft: number | string } } };
  const allowed = Number(report.userLimits?.open_files?.soft);
  const count = Math.min(2_000, Math.floor(((allowed || Number.POSITIVE_INFINITY) - 500) / 2));
  test(`${count} at once are served, and let go`, async () => {
    await using server = await startGraphQLServer();
    const sockets: WebSocket[] = [];
    while (sockets.length < count) {
      const some = Array.from({ length: Math.min(100, count - sockets.length) }, () => acknowledged(server));
      sockets.push(...(await Promise.all(some)));
    }
    const watch = {
      type: 'subscribe',
      id: '1',
      payload: { query: 'subscription { reminderStatusChanged { status } }' },
    };
    for (const socket of sockets) socket.send(JSON.stringify(watch));
    await until(() => server.subscribers() === count);
    const told = sockets.map((socket) => once(socket, 'message'));
    const created = await post(
      server,
      `mutation { createReminder(input: { phoneNumber: "+14155550123", message: "x", scheduledTime: "${new Date().toISOString()}" }) { __typename } }`,
    );
    expect(codesOf(created)).toEqual([]);
    for (const [message] of await Promise.all(told)) expect(String(message)).toContain('SCHEDULED');
    for (const socket of sockets) socket.terminate();
    await until(() => server.subscribers() === 0);
  });
});

async function opened(server: GraphQLServer): Promise<WebSocket> {
  const socket = new WebSocket(server.wsUrl, 'graphql-transport-ws');
  await once(socket, 'open');
  return socket;
}

async function acknowledged(server: GraphQLServer, secret?: string): Promise<WebSocket> {
  const socket = await opened(server);
  const acknowledgement = once(socket, 'message');
  const closed = once(socket, 'close').then(([code]) => Promise.reject(new Error(`Closed with ${code}.`)));
  closed.catch(() => {});
  socket.send(init(secret));
  expect(String((await Promise.race([acknowledgement, closed]))[0])).toContain('connection_ack');
  return socket;
}

function init(secret?: string): string {
  return JSON.stringify({
    type: 'connection_init',
    payload: secret && { authorization: `Bearer ${secret}` },
  });
}
