import { createClient } from 'graphql-ws';
import { describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { systemClock } from '../../src/clock.ts';
import { whenEnded } from '../../src/graphql/when-ended.ts';
import { createCounted } from '../../src/server/counted.ts';
import { createTokenBuckets } from '../../src/server/token-buckets.ts';
import { startGraphQLServer } from '../server/start-graphql-server.ts';
import { until } from '../server/until.ts';
import { createManualClock } from '../support/manual-clock.ts';
import { codesOf, post } from './posting.ts';

/** No rate recovers, however long a test takes. */
const stopped = { ...systemClock, monotonicMs: () => 0 };

describe('a token bucket', () => {
  test('lets a whole minute’s worth go at once, then as they come back', () => {
    const clock = createManualClock();
    const buckets = createTokenBuckets(60, clock.monotonicMs);
    const taken = () => Array.from({ length: 100 }, () => buckets.take('a')).filter((ms) => ms === 0).length;
    expect(taken()).toBe(60);
    expect(buckets.take('a')).toBeCloseTo(1_000);
    clock.advance(10_000);
    expect(taken()).toBe(10);
    clock.advance(3_600_000);
    expect(taken()).toBe(60);
  });

  test('is each key’s own, and forgotten once it is full again', () => {
    const clock = createManualClock();
    const buckets = createTokenBuckets(1, clock.monotonicMs);
    for (let key = 0; key < 1_000; key++) expect(buckets.take(String(key))).toBe(0);
    expect(buckets.take('0')).toBeGreaterThan(0);
    expect(buckets.size).toBe(1_000);
    clock.advance(60_000);
    buckets.take('new');
    expect(buckets.size).toBe(1);
  });
});

test('what is counted is counted off once', () => {
  const counted = createCounted(2);
  const [first, second] = [counted.add('a'), counted.add('a')];
  expect([counted.add('a'), typeof counted.add('b')]).toEqual([null, 'function']);
  first?.();
  first?.();
  expect(counted.add('a')).not.toBeNull();
  expect(counted.add('a')).toBeNull();
  second?.();
  expect(counted.add('a')).not.toBeNull();
});

test.each([
  ['is not wanted before it began', []],
  ['is not wanted any more', ['next']],
  ['has ended', ['next', 'next']],
] as const)('what counts until a stream ends is told once when it %s', async (_, steps) => {
  let ended = 0;
  async function* one() {
    yield 1;
  }
  const stream = whenEnded(one(), () => ended++);
  for (const step of steps) await stream[step]();
  await stream.return?.();
  await stream.return?.();
  expect(ended).toBe(1);
  const failing = whenEnded(
    // biome-ignore lint/correctness/useYield: it fails before it has anything to say.
    (async function* () {
      throw new Error('broken off');
    })(),
    () => ended++,
  );
  await expect(failing.next()).rejects.toThrow('broken off');
  expect(ended).toBe(2);
});

test('the rate of a token is counted by field, not by request, over HTTP and WebSocket together', async () => {
  await using server = await startGraphQLServer({ limits: { fieldsPerMinute: 10 }, clock: stopped });
  const [{ secret }, other] = [await server.createToken('read'), await server.createToken('read')];
  const aliases = (count: number) =>
    `{ ${Array.from({ length: count }, (_, i) => `a${i}: viewer { name }`)} }`;
  expect(codesOf(await post(server, aliases(8), { secret }))).toEqual([]);
  const answer = await post(server, aliases(4), { secret });
  expect(codesOf(answer)).toEqual(['RATE_LIMITED']);
  expect(answer.json.errors[0].extensions.retryAfterSeconds).toBeGreaterThan(0);
  const client = createClient({
    url: server.wsUrl,
    webSocketImpl: WebSocket,
    retryAttempts: 0,
    connectionParams: { Authorization: `bearer ${secret}` },
  });
  const overWebSocket = client.iterate({ query: aliases(2) }).next();
  await expect(overWebSocket).rejects.toMatchObject([{ extensions: { code: 'RATE_LIMITED' } }]);
  await client.dispose();
  expect(codesOf(await post(server, aliases(4), { secret: other.secret }))).toEqual([]);
});

test('operations that fail cost as much as those that run, before they are read, over HTTP and WebSocket', async () => {
  await using server = await startGraphQLServer({ limits: { fieldsPerMinute: 4 }, clock: stopped });
  const { secret } = await server.createToken('read');
  const bad = '{ nothing }';
  for (let times = 0; times < 3; times += 1) {
    expect(codesOf(await post(server, bad, { secret }))).toEqual(['GRAPHQL_VALIDATION_FAILED']);
  }
  const client = createClient({
    url: server.wsUrl,
    webSocketImpl: WebSocket,
    retryAttempts: 0,
    connectionParams: { authorization: `Bearer ${secret}` },
  });
  const next = () => client.iterate({ query: bad }).next();
  await expect(next()).rejects.toMatchObject([{ extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } }]);
  await expect(next()).rejects.toMatchObject([{ extensions: { code: 'RATE_LIMITED' } }]);
  await client.dispose();
  const answer = await post(server, 'x'.repeat(1_000_000), { secret });
  expect([answer.status, codesOf(answer)]).toEqual([429, ['RATE_LIMITED']]);
  expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
});

test('the subscriptions of a token are counted over both transports, and counted off when they end', async () => {
  await using server = await startGraphQLServer({ limits: { subscriptionsPerClient: 2 } });
  const { secret } = await server.createToken('read');
  const query = 'subscription { reminderStatusChanged { status } }';
  const controller = new AbortController();
  const events = (signal?: AbortSignal) =>
    fetch(server.url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        accept: 'text/event-stream',
        authorization: `Bearer ${secret}`,
      },
      body: JSON.stringify({ query }),
      signal: signal ?? null,
    });
  await events(controller.signal);
  const client = createClient({
    url: server.wsUrl,
    webSocketImpl: WebSocket,
    retryAttempts: 0,
    connectionParams: { authorization: `Bearer ${secret}` },
  });
  const socket = client.iterate({ query });
  void socket.next().catch(() => {});
  await until(() => server.subscribers() === 2);
  expect(await (await events()).text()).toContain('TOO_MANY_SUBSCRIPTIONS');
  expect(await client.iterate({ query }).next()).toMatchObject({
    value: { errors: [{ extensions: { code: 'TOO_MANY_SUBSCRIPTIONS' } }] },
  });
  controller.abort();
  await until(() => server.subscribers() === 1);
  void client
    .iterate({ query })
    .next()
    .catch(() => {});
  await until(() => server.subscribers() === 2);
  client.terminate();
  await until(() => server.subscribers() === 0);
});

test('an operation that takes too long is ended, and what it had not begun does not begin', async () => {
  const begun: string[] = [];
  const answer = Promise.withResolvers<never>();
  const dispatch = {
    status: () => {
      begun.push('status');
      return answer.promise;
    },
    pause: async () => void begun.push('pause'),
    resume: async () => void begun.push('resume'),
  };
  await using server = await startGraphQLServer({
    limits: { operationMs: 100 },
    services: { dispatch: dispatch as never },
  });
  expect(codesOf(await post(server, '{ dispatcher { paused } }'))).toEqual(['TIMEOUT']);
  const mutation = await post(
    server,
    'mutation { a: pauseDispatch(input: {}) { dispatcher { paused } } b: resumeDispatch(input: {}) { dispatcher { paused } } }',
  );
  expect(codesOf(mutation)).toEqual(['TIMEOUT']);
  // What it waited for comes after all. The next mutation begins after whatever would go on now.
  answer.resolve({ paused: true } as never);
  await post(server, 'mutation { pauseDispatch(input: {}) { dispatcher { paused } } }');
  expect(begun).toEqual(['status', 'pause', 'status', 'pause', 'status']);
  dispatch.status = () => new Promise(() => {});
  const client = createClient({ url: server.wsUrl, webSocketImpl: WebSocket, retryAttempts: 0 });
  expect(await client.iterate({ query: '{ dispatcher { paused } }' }).next()).toMatchObject({
    value: { errors: [{ extensions: { code: 'TIMEOUT' } }] },
  });
  await client.dispose();
});
