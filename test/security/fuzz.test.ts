import { once } from 'node:events';
import { connect } from 'node:net';
import fc from 'fast-check';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { WebSocket } from 'ws';
import { type GraphQLServer, startGraphQLServer } from '../server/start-graphql-server.ts';
import { waitFor } from '../support/wait-for.ts';
import { post } from './posting.ts';
import { operation, safeJson, wideVariables } from './random-operation.ts';

const seed = Number(process.env['FUZZ_SEED'] ?? 20_261_124);
/** More of each with FUZZ_RUNS=10000 and a longer timeout. */
const numRuns = Number(process.env['FUZZ_RUNS'] ?? 300);

describe('random input', () => {
  let server: GraphQLServer;
  const unhandled: unknown[] = [];
  const note = (error: unknown) => void unhandled.push(error);
  beforeAll(async () => {
    server = await startGraphQLServer({ limits: { headMs: 500, requestMs: 1_000, initMs: 500 } });
  });
  afterAll(() => server[Symbol.asyncDispose]());
  beforeEach(() => {
    // Libraries print there what they take for a defect.
    vi.spyOn(console, 'error').mockImplementation(note);
    process.on('unhandledRejection', note);
    process.on('uncaughtExceptionMonitor', note);
  });
  afterEach(async () => {
    vi.restoreAllMocks();
    process.off('unhandledRejection', note);
    process.off('uncaughtExceptionMonitor', note);
    expect(unhandled).toEqual([]);
    // Whatever came, others are served.
    const served = { data: { __typename: 'Query' } };
    await waitFor(async () => expect((await post(server, '{ __typename }')).json).toEqual(served));
    const failures = server.logged.filter(({ level }) => level === 'error');
    expect(failures.map(({ fields }) => fields)).toEqual([]);
  });

  function inOrder(status: number, text: string): void {
    expect(status).not.toBe(500);
    expect(text).not.toMatch(/\n\s+at |node_modules|INTERNAL_SERVER_ERROR/);
  }

  test('as operations of the schema is answered, and never a defect', async () => {
    await fc.assert(
      fc.asyncProperty(operation, async (query) => {
        const { status, text } = await post(server, query);
        inOrder(status, text);
      }),
      { seed, numRuns },
    );
  });

  test('as variables of any width is answered in a few words, and never a defect', async () => {
    const query = `query ($f: ReminderFilter, $ids: [ID!]!, $id: ID!) {
      reminders(filter: $f, first: 1) { nodes { id } } nodes(ids: $ids) { id } node(id: $id) { id }
    }`;
    await fc.assert(
      fc.asyncProperty(wideVariables, async (variables) => {
        const body = `{"query":${JSON.stringify(query)},"variables":${variables}}`;
        const response = await fetch(server.url, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body,
        });
        const text = await response.text();
        inOrder(response.status, text);
        expect(text.length).toBeLessThan(10_000);
      }),
      { seed, numRuns: Math.ceil(numRuns / 3) },
    );
  });

  test('as a body is refused, and never a defect', async () => {
    const types = fc.constantFrom(
      'application/json',
      'application/graphql',
      'text/plain',
      'x',
      'multipart/form-data',
    );
    const bodies = fc.oneof(
      fc.uint8Array({ maxLength: 2_000 }),
      fc.json({ maxDepth: 4 }).map((text) => Buffer.from(text)),
      fc
        .record(
          {
            query: fc.anything(),
            variables: fc.anything(),
            operationName: fc.anything(),
            extensions: fc.anything(),
            documentId: fc.anything(),
          },
          { requiredKeys: [] },
        )
        .map((params) => Buffer.from(safeJson(params))),
    );
    await fc.assert(
      fc.asyncProperty(types, bodies, async (type, body) => {
        const response = await fetch(server.url, {
          method: 'POST',
          headers: { 'content-type': type },
          body: Buffer.from(body),
        });
        inOrder(response.status, await response.text());
      }),
      { seed, numRuns },
    );
  });

  test('as bytes on a connection is hung up on', async () => {
    const { hostname, port } = new URL(server.url);
    const heads = [
      '',
      'POST /graphql HTTP/1.1\r\nhost: 127.0.0.1\r\n',
      'GET /graphql HTTP/1.1\r\nupgrade: websocket\r\nconnection: upgrade\r\n',
    ];
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...heads), fc.uint8Array({ maxLength: 500 }), async (head, bytes) => {
        const socket = connect(Number(port), hostname).on('error', () => {});
        await once(socket, 'connect');
        let text = '';
        socket.on('data', (chunk) => {
          text += chunk;
        });
        socket.end(Buffer.concat([Buffer.from(head), bytes]));
        if (!socket.closed) await once(socket, 'close');
        inOrder(Number(text.slice(9, 12)), text);
      }),
      { seed, numRuns: Math.ceil(numRuns / 3) },
    );
  });

  test('as messages on a WebSocket is answered or hung up on', async () => {
    const message = fc.oneof(
      fc.string({ maxLength: 200 }),
      fc.json({ maxDepth: 3 }),
      fc
        .record({
          type: fc.constantFrom('connection_init', 'subscribe', 'complete', 'ping', 'pong', 'next', 'x'),
          id: fc.oneof(fc.string(), fc.constant('1'), fc.anything()),
          payload: fc.oneof(
            fc.anything(),
            fc.record({ query: fc.oneof(operation, fc.string()), variables: fc.anything() }),
          ),
        })
        .map(safeJson),
      fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes)),
    );
    await fc.assert(
      fc.asyncProperty(fc.boolean(), fc.array(message, { maxLength: 8 }), async (polite, messages) => {
        const socket = new WebSocket(server.wsUrl, 'graphql-transport-ws').on('error', () => {});
        let text = '';
        socket.on('message', (data) => {
          text += data;
        });
        await once(socket, 'open');
        if (polite) socket.send('{"type":"connection_init"}');
        for (const each of messages) if (socket.readyState === WebSocket.OPEN) socket.send(each);
        if (socket.readyState === WebSocket.OPEN) socket.close();
        if (socket.readyState !== WebSocket.CLOSED) await once(socket, 'close');
        inOrder(0, text);
      }),
      { seed, numRuns: Math.ceil(numRuns / 3) },
    );
  });
});
