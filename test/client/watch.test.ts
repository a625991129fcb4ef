import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { WebSocketServer } from 'ws';
import {
  AuthError,
  type Bellhop,
  type BellhopOptions,
  type ConnectionState,
  CursorExpiredError,
  createBellhop,
  OperationError,
  type StatusChange,
  TransportError,
} from '../../src/client/client.ts';
import { startTestApp, type TestApp } from '../support/app.ts';
import { startTcpProxy, type TcpProxy } from '../support/tcp-proxy.ts';
import { waitFor, waitUntil } from '../support/wait-for.ts';
import { settle } from './settle.ts';

const phoneNumber = '+14155550123';
const scheduledTime = () => new Date(Date.now() + 3_600_000);

/** Creates so many reminders, one after the other, and answers their messages. */
async function create(bellhop: Bellhop, prefix: string, count: number): Promise<string[]> {
  const messages = Array.from({ length: count }, (_, index) => `${prefix} ${index}`);
  for (const message of messages) {
    const result = await bellhop.schedule({ phoneNumber, message, scheduledTime: scheduledTime() });
    expect(result.__typename).toBe('CreateReminderSuccess');
  }
  return messages;
}

/** Reads so many changes. */
async function take(changes: AsyncIterator<StatusChange>, count: number): Promise<string[]> {
  const messages: string[] = [];
  while (messages.length < count) {
    const { value, done } = await changes.next();
    if (done) throw new Error(`Ended after ${messages.length} of ${count} changes.`);
    messages.push(value.reminder.message);
  }
  return messages;
}

describe.each(['websocket', 'server-sent-events'] as const)('watching by %s', (transport) => {
  let app: TestApp;
  let proxy: TcpProxy;
  let direct: Bellhop;
  beforeAll(async () => {
    app = await startTestApp();
    proxy = await startTcpProxy(app.url);
    direct = createBellhop({ url: app.url });
  });
  afterAll(async () => {
    await proxy[Symbol.asyncDispose]();
    await app[Symbol.asyncDispose]();
  });

  afterEach(() => {
    proxy.refuse(false);
    proxy.blackHole(false);
  });

  const client = (options: Partial<BellhopOptions> = {}) =>
    createBellhop({ url: proxy.url, transport, ...options });

  /** Watches through the proxy, and tells what became of the connection. */
  function watch(options: { after?: string; search?: string } & Partial<BellhopOptions> = {}) {
    const { after, search, ...others } = options;
    const states: ConnectionState[] = [];
    const controller = new AbortController();
    const changes = client(others).watch({
      ...(after === undefined ? {} : { after }),
      ...(search === undefined ? {} : { filter: { search } }),
      signal: controller.signal,
      onConnection: (state) => states.push(state),
    });
    const times = (kind: ConnectionState['kind']) => states.filter((state) => state.kind === kind).length;
    return {
      changes,
      states,
      stop: () => controller.abort(),
      connected: (count: number) => waitFor(() => expect(times('connected')).toBeGreaterThanOrEqual(count)),
      lost: (count: number) => waitFor(() => expect(times('lost')).toBeGreaterThanOrEqual(count)),
    };
  }

  test('tells each change with its reminder, from now on', async () => {
    await settle(direct, () => create(direct, 'earlier', 1));
    const { changes, connected, stop } = watch();
    const next = changes.next();
    await connected(1);
    await create(direct, 'now', 1);
    expect((await next).value).toMatchObject({
      previousStatus: null,
      status: 'SCHEDULED',
      cursor: expect.any(String),
      reminder: { message: 'now 0', phoneNumber },
    });
    stop();
    expect(await changes.next()).toEqual({ done: true, value: undefined });
  });

  test('begins after a cursor, and tells only what matches', async () => {
    const after = await direct.cursor();
    await create(direct, 'unwanted', 2);
    const wanted = await create(direct, 'wanted', 2);
    const { changes, stop } = watch({ after, search: 'wanted 1' });
    expect(await take(changes, 2)).toEqual(['unwanted 1', wanted[1]]);
    stop();
  });

  test('misses and repeats nothing while the connection is cut again and again', async () => {
    const { changes, connected, stop } = watch({ search: ' cut ' });
    const total = 60;
    const seen = take(changes, total);
    await connected(1);
    const created: string[] = [];
    for (let round = 1; round <= 3; round++) {
      created.push(...(await create(direct, `before cut ${round}`, 10)));
      proxy.cut();
      created.push(...(await create(direct, `after cut ${round}`, 10)));
      if (round < 3) await connected(round + 1);
    }
    expect(await seen).toEqual(created);
    stop();
  });

  test('misses nothing where it is cut before the first change', async () => {
    const { changes, connected, lost, stop } = watch({ search: 'while away' });
    const seen = take(changes, 3);
    await connected(1);
    proxy.refuse(true);
    proxy.cut();
    await lost(1);
    const created = await create(direct, 'while away', 3);
    proxy.refuse(false);
    expect(await seen).toEqual(created);
    stop();
  });

  test('goes on by itself after a peer that fell silent', async () => {
    const { changes, connected, lost, stop } = watch({ silenceMs: 400, search: 'in silence' });
    const seen = take(changes, 2);
    await connected(1);
    proxy.blackHole(true);
    const created = await create(direct, 'in silence', 2);
    await lost(1);
    proxy.blackHole(false);
    // What was swallowed is gone: the old connection is of no use any more.
    expect(await seen).toEqual(created);
    stop();
  });

  test('a slow reader gets everything in the end', async () => {
    const after = await direct.cursor();
    const { changes, stop } = watch({ after, search: 'slow ' });
    const rows = Array.from({ length: 1_500 }, (_, index) => ({
      phoneNumber,
      message: `slow ${index}`,
      scheduledTime: scheduledTime(),
    }));
    const first = take(changes, 1);
    await direct.scheduleMany(rows.slice(0, 750));
    await direct.scheduleMany(rows.slice(750));
    const seen = await first;
    // Nobody reads while all the others arrive, which they have when another reader has them.
    await take(direct.watch({ after, filter: { search: 'slow ' } }), rows.length);
    seen.push(...(await take(changes, rows.length - 1)));
    expect(new Set(seen).size).toBe(rows.length);
    stop();
  });

  test('ends its subscription and its connection with the loop, and with the signal', async () => {
    const after = await direct.cursor();
    await create(direct, 'left', 2);
    proxy.cut();
    await waitFor(() => expect(proxy.open()).toBe(0));
    for await (const { reminder } of client().watch({ after, filter: { search: 'left' } })) {
      expect(reminder.message).toBe('left 0');
      expect(proxy.open()).toBe(1);
      break;
    }
    await waitFor(() => expect(proxy.open()).toBe(0));
    const { changes, stop } = watch({ after });
    await changes.next();
    expect(proxy.open()).toBe(1);
    // Nobody asks for the next change.
    stop();
    await waitFor(() => expect(proxy.open()).toBe(0));
  });

  test('ends at once when it is aborted or returned, also while it waits to connect again', async () => {
    const aborted = watch();
    const next = aborted.changes.next();
    await aborted.connected(1);
    aborted.stop();
    expect(await next).toEqual({ done: true, value: undefined });

    const returned = watch();
    const pending = returned.changes.next();
    await returned.connected(1);
    await returned.changes.return?.();
    expect(await pending).toEqual({ done: true, value: undefined });

    const waiting = watch({ after: await direct.cursor() });
    proxy.refuse(true);
    proxy.cut();
    const never = waiting.changes.next();
    await waiting.lost(2);
    waiting.stop();
    expect(await never).toEqual({ done: true, value: undefined });
    proxy.refuse(false);

    const signal = AbortSignal.abort();
    expect(await Array.fromAsync(client().watch({ signal }))).toEqual([]);
  });

  test('says that a cursor is from another database', async () => {
    const after = Buffer.from('9223372036854775807:1').toString('base64url');
    const error = await watch({ after })
      .changes.next()
      .catch((caught) => caught);
    expect(error).toBeInstanceOf(CursorExpiredError);
    expect(error.message).toContain('Load the list again');
  });

  test('says that a cursor is none, and that a filter is wrong', async () => {
    const error = await watch({ after: '?' })
      .changes.next()
      .catch((caught) => caught);
    expect(error).toBeInstanceOf(OperationError);
    expect(error).toMatchObject({ code: 'BAD_USER_INPUT' });
  });

  test('fails at once where there is no server to begin with', async () => {
    proxy.refuse(true);
    proxy.cut();
    const { changes } = watch({ retries: 0 });
    await expect(changes.next()).rejects.toThrow(TransportError);
    proxy.refuse(false);
  });

  test('says why the connection was lost', async () => {
    const { changes, states, connected, lost, stop } = watch();
    const next = changes.next();
    await connected(1);
    proxy.cut();
    await lost(1);
    expect(states[1]).toMatchObject({ kind: 'lost', error: expect.any(TransportError) });
    stop();
    await next;
  });
});

describe.each(['websocket', 'server-sent-events'] as const)('over a restart, by %s', (transport) => {
  test('nothing is missed and nothing repeated', async () => {
    const first = await startTestApp();
    await using proxy = await startTcpProxy(first.url);
    const states: string[] = [];
    const controller = new AbortController();
    const changes = createBellhop({ url: proxy.url, transport }).watch({
      signal: controller.signal,
      filter: { search: 'first ' },
      onConnection: ({ kind }) => states.push(kind),
    });
    const seen = take(changes, 40);
    await waitFor(() => expect(states).toContain('connected'));
    // Another instance, which goes on changing things while the first one is restarted.
    await using second = await startTestApp({ beside: first });
    const created = await create(createBellhop({ url: second.url }), 'first up', 10);
    const [, while_] = await Promise.all([
      first.app.stop(),
      create(createBellhop({ url: second.url }), 'first going down', 10),
    ]);
    created.push(...while_, ...(await create(createBellhop({ url: second.url }), 'first down', 10)));
    await using again = await startTestApp({ beside: first });
    proxy.target(again.url);
    created.push(...(await create(createBellhop({ url: second.url }), 'first again', 10)));
    expect(await seen).toEqual(created);
    expect(states).toContain('lost');
    controller.abort();
    await again[Symbol.asyncDispose]();
    await second[Symbol.asyncDispose]();
    await first[Symbol.asyncDispose]();
  });

  test('a cursor that expired meanwhile is told, not passed over', async () => {
    await using app = await startTestApp();
    await using proxy = await startTcpProxy(app.url);
    const direct = createBellhop({ url: app.url });
    const states: string[] = [];
    const changes = createBellhop({ url: proxy.url, transport }).watch({
      onConnection: ({ kind }) => states.push(kind),
    });
    const first = changes.next();
    await waitFor(() => expect(states).toContain('connected'));
    await create(direct, 'kept', 1);
    await first;
    const next = changes.next();
    proxy.refuse(true);
    proxy.cut();
    await create(direct, 'missed', 3);
    await forgetEvents(app.databaseUrl);
    proxy.refuse(false);
    await expect(next).rejects.toThrow(CursorExpiredError);
  });
});

/** What retention does to old events, at once. Any transaction on the whole server holds it up as long as it runs. */
async function forgetEvents(databaseUrl: string): Promise<void> {
  const { readDatabaseUrl } = await import('../../src/config/database-url.ts');
  const { openDatabase } = await import('../../src/persistence/open-database.ts');
  const { createEventLog } = await import('../../src/persistence/event-log.ts');
  const { pruneOldEvents } = await import('../../src/events/retention.ts');
  const database = await openDatabase({ kind: 'server', connection: readDatabaseUrl(databaseUrl) });
  try {
    const log = createEventLog(database);
    await waitUntil(async () => {
      await pruneOldEvents(log, 0);
      const { events, hasMore } = await log.readAfter(await log.prunedThrough(), 1);
      return events.length === 0 && !hasMore;
    });
  } finally {
    await database.close();
  }
}

describe('a WebSocket server that', () => {
  async function answering(
    onMessage: (
      reply: (message: object) => void,
      close: (code: number) => void,
      message: { type: string; payload?: unknown },
    ) => void,
  ) {
    const server = new WebSocketServer({
      port: 0,
      host: '127.0.0.1',
      handleProtocols: () => 'graphql-transport-ws',
    });
    const received: { type: string; payload?: unknown }[] = [];
    server.on('connection', (socket) => {
      socket.on('message', (data) => {
        const message = JSON.parse(String(data));
        received.push(message);
        onMessage(
          (reply) => socket.send(JSON.stringify(reply)),
          (code) => socket.close(code, 'Said no.'),
          message,
        );
      });
    });
    await new Promise((resolve) => server.once('listening', resolve));
    const { port } = server.address() as { port: number };
    return {
      url: `http://127.0.0.1:${port}`,
      received,
      async [Symbol.asyncDispose]() {
        for (const socket of server.clients) socket.terminate();
        await new Promise((resolve) => server.close(resolve));
      },
    };
  }

  test.each([4401, 4403])(
    'closes with %i throws an AuthError, after the token was shown to it',
    async (code) => {
      await using server = await answering((_reply, close) => close(code));
      const bellhop = createBellhop({ url: server.url, token: async () => 'abc' });
      const error = await bellhop
        .watch({ after: 'x' })
        .next()
        .catch((caught) => caught);
      expect(error).toBeInstanceOf(AuthError);
      expect(error.message).toBe('Said no.');
      expect(server.received).toMatchObject([
        { type: 'connection_init', payload: { authorization: 'Bearer abc' } },
      ]);
    },
  );

  test('closes normally is come back to, from the last cursor', async () => {
    await using server = await answering((reply, close, message) => {
      if (message.type === 'connection_init') return reply({ type: 'connection_ack' });
      const { id, payload } = message as unknown as { id: string; payload: { variables: { after: string } } };
      const cursor = `${payload.variables.after}+`;
      reply({ type: 'next', id, payload: { data: { reminderStatusChanged: { cursor } } } });
      close(1000);
    });
    const cursors: string[] = [];
    for await (const { cursor } of createBellhop({ url: server.url }).watch({ after: 'x' })) {
      cursors.push(cursor);
      if (cursors.length === 3) break;
    }
    expect(cursors).toEqual(['x+', 'x++', 'x+++']);
  });

  test('never answers the greeting is left and tried again', async () => {
    await using server = await answering(() => {});
    const states: ConnectionState[] = [];
    const controller = new AbortController();
    const changes = createBellhop({ url: server.url, timeoutMs: 50 }).watch({
      after: 'x',
      signal: controller.signal,
      onConnection: (state) => states.push(state),
    });
    const next = changes.next();
    await waitFor(() => expect(states.length).toBeGreaterThan(1));
    expect(states[0]).toMatchObject({
      kind: 'lost',
      error: { message: expect.stringContaining('within 50 ms') },
    });
    controller.abort();
    await next;
  });
});

test('a runtime without WebSocket watches by server-sent events, or by the one it is given', async () => {
  await using app = await startTestApp();
  const { WebSocket } = await import('ws');
  vi.stubGlobal('WebSocket', undefined);
  let opened = 0;
  class Given extends WebSocket {
    constructor(...args: ConstructorParameters<typeof WebSocket>) {
      super(...args);
      opened++;
    }
  }
  const direct = createBellhop({ url: app.url });
  const after = await direct.cursor();
  await create(direct, 'either way', 1);
  expect(await take(direct.watch({ after }), 1)).toEqual(['either way 0']);
  expect(opened).toBe(0);
  const withGiven = createBellhop({
    url: app.url,
    WebSocket: Given as unknown as typeof globalThis.WebSocket,
  });
  const changes = withGiven.watch({ after });
  expect(await take(changes, 1)).toEqual(['either way 0']);
  expect(opened).toBe(1);
  await changes.return?.();
});
