import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from 'vitest';
import {
  AuthError,
  BellhopError,
  createBellhop,
  OperationError,
  TransportError,
} from '../../src/client/client.ts';
import { startTestApp } from '../support/app.ts';

interface FakeServer extends AsyncDisposable {
  readonly url: string;
  readonly headers: IncomingHttpHeaders[];
}

/** A server that answers as the test says. */
async function startServer(answer: (response: ServerResponse, count: number) => void): Promise<FakeServer> {
  const headers: IncomingHttpHeaders[] = [];
  const server = createServer((request, response) => {
    headers.push(request.headers);
    request.resume().on('end', () => answer(response, headers.length));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    headers,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

function sendJson(response: ServerResponse, status: number, body: unknown) {
  response.writeHead(status, { 'content-type': 'application/json', 'x-request-id': 'request-7' });
  response.end(JSON.stringify(body));
}

const refused = { errors: [{ message: 'No such token.', extensions: { code: 'UNAUTHENTICATED' } }] };

test('the token goes along, and a function is asked for it each time', async () => {
  await using server = await startServer((response) => sendJson(response, 200, { data: {} }));
  await createBellhop({ url: server.url }).execute('{ __typename }');
  await createBellhop({ url: server.url, token: 'abc' }).execute('{ __typename }');
  let count = 0;
  const asking = createBellhop({ url: server.url, token: async () => `t${++count}` });
  await asking.execute('{ __typename }');
  await asking.execute('{ __typename }');
  expect(server.headers.map(({ authorization }) => authorization)).toEqual([
    undefined,
    'Bearer abc',
    'Bearer t1',
    'Bearer t2',
  ]);
});

test.each([
  ['401 with a GraphQL error', 401, refused, 'No such token.'],
  ['401 with anything else', 401, { sorry: true }, 'The server refused this token.'],
  ['403', 403, { errors: [{ message: 'Read only.' }] }, 'Read only.'],
  ['200 with the code UNAUTHENTICATED', 200, refused, 'No such token.'],
])('%s is an AuthError that is not tried again', async (_name, status, body, message) => {
  await using server = await startServer((response) => sendJson(response, status, body));
  const error = await createBellhop({ url: server.url })
    .dispatcher.status()
    .catch((caught) => caught);
  expect(error).toBeInstanceOf(AuthError);
  expect(error).toBeInstanceOf(BellhopError);
  expect(error).toMatchObject({ name: 'AuthError', message, requestId: 'request-7' });
  expect(server.headers).toHaveLength(1);
});

test('what the server cannot answer is an OperationError with its code', async () => {
  await using app = await startTestApp();
  const error = await createBellhop({ url: app.url })
    .list({ pageSize: 101 })
    .next()
    .catch((caught) => caught);
  expect(error).toBeInstanceOf(OperationError);
  expect(error).toMatchObject({
    code: 'BAD_USER_INPUT',
    message: expect.stringContaining('first'),
    problems: [{ path: ['reminders'], extensions: { code: 'BAD_USER_INPUT' } }],
  });
});

test('errors beside data are thrown, with the id that the server’s log has', async () => {
  const errors = [
    { message: 'Unexpected error.', extensions: { code: 'INTERNAL_SERVER_ERROR', errorId: 'e-1' } },
  ];
  await using server = await startServer((response) => {
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end(JSON.stringify({ data: { reminder: null }, errors }));
  });
  const error = await createBellhop({ url: server.url })
    .get('x')
    .catch((caught) => caught);
  expect(error).toMatchObject({ name: 'OperationError', code: 'INTERNAL_SERVER_ERROR', requestId: 'e-1' });
  expect(server.headers).toHaveLength(1);
});

test('a page in place of a result is a TransportError with its status', async () => {
  await using server = await startServer((response) =>
    response
      .writeHead(404, { 'content-type': 'text/html', 'x-request-id': 'request-8' })
      .end('<h1>Nothing</h1>'),
  );
  const error = await createBellhop({ url: server.url })
    .get('x')
    .catch((caught) => caught);
  expect(error).toBeInstanceOf(TransportError);
  expect(error).toMatchObject({ status: 404, requestId: 'request-8' });
  expect(server.headers).toHaveLength(1);
});

test('a server that cannot be reached is a TransportError with its cause', async () => {
  const server = await startServer(() => {});
  await server[Symbol.asyncDispose]();
  const error = await createBellhop({ url: server.url, retries: 0 })
    .get('x')
    .catch((caught) => caught);
  expect(error).toBeInstanceOf(TransportError);
  expect(error).toMatchObject({ status: null, cause: expect.any(Error) });
});

test.each([
  ['does not come in time', () => {}],
  [
    'begins in time, and does not end',
    (response: ServerResponse) =>
      void response.writeHead(200, { 'content-type': 'application/json' }).write('{'),
  ],
])('an answer that %s is a TransportError', async (_, answer) => {
  await using server = await startServer(answer);
  const error = await createBellhop({ url: server.url, retries: 0, timeoutMs: 200 })
    .get('x')
    .catch((caught) => caught);
  expect(error).toBeInstanceOf(TransportError);
  expect(error.message).toContain('within 200 ms');
});

test('aborting rejects with the signal’s reason: before, during and between tries', async () => {
  const arrived = Promise.withResolvers<void>();
  await using server = await startServer((response, count) => {
    arrived.resolve();
    if (count > 1) response.writeHead(503, { 'retry-after': '4' }).end();
  });
  const bellhop = createBellhop({ url: server.url });
  const reason = new Error('Enough.');
  await expect(bellhop.get('x', { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
  expect(server.headers).toHaveLength(0);

  const during = new AbortController();
  const rejected = expect(bellhop.get('x', { signal: during.signal })).rejects.toBe(reason);
  await arrived.promise;
  during.abort(reason);
  await rejected;

  const between = new AbortController();
  const fetched = createBellhop({
    url: server.url,
    async fetch(input, init) {
      const response = await fetch(input, init);
      // The client is told of the answer first, and then waits to try again.
      setImmediate(() => setImmediate(() => between.abort(reason)));
      return response;
    },
  });
  await expect(fetched.get('x', { signal: between.signal })).rejects.toBe(reason);
  expect(server.headers).toHaveLength(2);
});
