import { describe, expect, test } from 'vitest';
import { createSimulator } from '../../src/vapi/simulator/simulator.ts';
import { createManualClock } from '../support/manual-clock.ts';
import { apiKey, createPlacing } from './placing.ts';
import { startRawServer } from './raw-server.ts';

const number = '+14155550123';
const startSimulator = () => createSimulator({ port: 0, latencyMs: 0, apiKey });

describe('a call, as the specification has it', () => {
  test('is one POST of to, from, voice and content', async () => {
    await using simulator = await startSimulator();
    await using placing = createPlacing({ baseUrl: simulator.url });
    await placing.place();
    expect(simulator.ledger.requests.map(({ body }) => body)).toEqual([
      {
        to: number,
        from: '+15005550006',
        voice: 'Elliot',
        content: { type: 'voice', text: 'Your appointment is tomorrow at nine.' },
      },
    ]);
  });

  test('carries the key as bearer token, as JSON, with its idempotency key', async () => {
    const seen: (string | undefined)[] = [];
    await using server = await startRawServer(({ headers, method, url }, response) => {
      seen.push(method, url, headers.authorization, headers['content-type'], `${headers['idempotency-key']}`);
      response.end('{}');
    });
    await using placing = createPlacing({ baseUrl: `${server.url}/` });
    await placing.place({ idempotencyKey: 'attempt-7' });
    expect(seen).toEqual(['POST', '/call', `Bearer ${apiKey}`, 'application/json', 'attempt-7']);
  });

  test.each([
    ['success', 202],
    ['ok', 200],
  ] as const)('is placed where %s answers %i, with the callSid', async (behaviour, httpStatus) => {
    await using simulator = await startSimulator();
    await using placing = createPlacing({ baseUrl: simulator.url });
    simulator.script(number, [behaviour]);
    const outcome = await placing.place();
    const [call] = simulator.ledger.callsTo(number);
    expect(outcome).toEqual({ kind: 'placed', callSid: call?.callSid, httpStatus });
  });

  test.each(['no-call-sid', 'malformed-json'] as const)(
    'is placed without an id at %s',
    async (behaviour) => {
      await using simulator = await startSimulator();
      await using placing = createPlacing({ baseUrl: simulator.url });
      simulator.script(number, [behaviour]);
      expect(await placing.place()).toEqual({ kind: 'placed', callSid: null, httpStatus: 202 });
    },
  );

  test('waits 2 s, then 2 s, then 4 s between its tries', async () => {
    await using simulator = await startSimulator();
    const clock = createManualClock();
    const policy = { maxTries: 4, minMs: 2_000, maxMs: 30_000 };
    await using placing = createPlacing({ baseUrl: simulator.url, clock, ...policy });
    simulator.script(number, ['reset', 'reset', 'reset', 'success']);
    const outcome = placing.place();
    for (const delayMs of [2_000, 2_000, 4_000]) {
      await expect.poll(() => clock.pending(), { interval: 2 }).toEqual([delayMs]);
      clock.advance(delayMs);
    }
    expect((await outcome).kind).toBe('placed');
    expect(simulator.ledger.requests.map(({ idempotencyKey }) => idempotencyKey)).toEqual(
      Array(4).fill('key-1'),
    );
  });

  test('is tried at most as often as it may be', async () => {
    await using simulator = await startSimulator();
    await using placing = createPlacing({ baseUrl: simulator.url, maxTries: 3 });
    simulator.script(number, ['reset']);
    await placing.place();
    expect(simulator.ledger.counts()).toMatchObject({ requests: 3, calls: 0 });
  });

  test.each([
    ['bad-request', 400],
    ['not-found', 404],
  ] as const)('is rejected for good at %s', async (behaviour, httpStatus) => {
    await using simulator = await startSimulator();
    await using placing = createPlacing({ baseUrl: simulator.url });
    simulator.script(number, [behaviour]);
    expect(await placing.place()).toMatchObject({ kind: 'rejected', httpStatus });
    expect(simulator.ledger.counts()).toMatchObject({ requests: 1, calls: 0 });
  });

  test('is refused by a rejected key for the sake of the configuration, so that it fails no reminder', async () => {
    await using simulator = await startSimulator();
    await using placing = createPlacing({ baseUrl: simulator.url });
    simulator.script(number, ['unauthorized']);
    expect(await placing.place()).toMatchObject({
      kind: 'refused',
      cause: 'configuration',
      httpStatus: 401,
    });
  });

  test.each([
    ['over-limit', 429, 2_000],
    ['over-limit-silent', 429, null],
    ['over-concurrency', 400, null],
  ] as const)('is given back at %s, and not tried again', async (behaviour, httpStatus, retryAfterMs) => {
    await using simulator = await startSimulator();
    await using placing = createPlacing({ baseUrl: simulator.url });
    simulator.script(number, [behaviour]);
    expect(await placing.place()).toMatchObject({
      kind: 'refused',
      cause: 'capacity',
      httpStatus,
      retryAfterMs,
    });
    expect(simulator.ledger.counts().requests).toBe(1);
  });

  test.each([
    ['server-error', 500],
    ['unavailable', 503],
  ] as const)('is unknown at %s, and not tried again', async (behaviour, httpStatus) => {
    await using simulator = await startSimulator();
    await using placing = createPlacing({ baseUrl: simulator.url });
    simulator.script(number, [behaviour]);
    expect(await placing.place()).toMatchObject({ kind: 'unknown', abandoned: false, httpStatus });
    expect(simulator.ledger.counts().requests).toBe(1);
  });

  test('a wrong key is rejected in words that do not repeat it', async () => {
    await using simulator = await startSimulator();
    await using placing = createPlacing({ baseUrl: simulator.url, apiKey: 'another' });
    const reason = 'Vapi answered 401 Unauthorized: Invalid Key.';
    expect(await placing.place()).toMatchObject({ cause: 'configuration', httpStatus: 401, reason });
  });
});
