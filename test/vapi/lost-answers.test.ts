import { describe, expect, test } from 'vitest';
import type { Behaviour } from '../../src/vapi/simulator/behaviour.ts';
import { createSimulator } from '../../src/vapi/simulator/simulator.ts';
import { createManualClock } from '../support/manual-clock.ts';
import { createPlacing } from './placing.ts';
import { startRawServer } from './raw-server.ts';

const number = '+14155550123';

async function ring(script: readonly Behaviour[], { timeoutMs = 5_000, idempotent = true } = {}) {
  await using simulator = await createSimulator({ port: 0, latencyMs: 0, idempotent });
  await using placing = createPlacing({ baseUrl: simulator.url, timeoutMs });
  simulator.script(number, script);
  const outcome = await placing.place();
  return { outcome, requests: simulator.ledger.requests, calls: simulator.ledger.calls };
}

describe('where an answer got lost', () => {
  test('a call that was accepted is found again by its key, and placed once', async () => {
    const { outcome, requests, calls } = await ring(['accept-then-drop', 'success']);
    expect(requests).toHaveLength(2);
    expect(calls).toHaveLength(1);
    expect(outcome).toMatchObject({ kind: 'placed', callSid: calls[0]?.callSid });
  });

  test('every try carries the same key, and the outcome is unknown', async () => {
    const { outcome, requests, calls } = await ring(['accept-then-drop']);
    expect(new Set(requests.map(({ idempotencyKey }) => idempotencyKey))).toEqual(new Set(['key-1']));
    expect(requests).toHaveLength(3);
    expect(calls).toHaveLength(1);
    expect(outcome).toMatchObject({ kind: 'unknown', httpStatus: null, abandoned: false });
  });

  test('an answer that comes while the next try waits settles the attempt', async () => {
    const { promise: goOn, resolve: answer } = Promise.withResolvers<void>();
    await using server = await startRawServer(async (_request, response) => {
      await goOn;
      response.writeHead(202).end('{"callSid":"CA-late"}');
    });
    const clock = createManualClock();
    await using placing = createPlacing({
      baseUrl: server.url,
      timeoutMs: 20,
      minMs: 1e6,
      maxMs: 1e6,
      clock,
    });
    const outcome = placing.place();
    await expect.poll(() => clock.pending()).toEqual([1e6]);
    answer();
    expect(await outcome).toEqual({ kind: 'placed', callSid: 'CA-late', httpStatus: 202 });
    expect(server.requests()).toBe(1);
  });

  test('a timeout after sending is unknown, and says how long it waited', async () => {
    const { outcome, requests } = await ring(['hang'], { timeoutMs: 100 });
    expect(requests).toHaveLength(3);
    expect(outcome).toMatchObject({ kind: 'unknown', httpStatus: null });
    expect(outcome).toHaveProperty(
      'reason',
      expect.stringContaining('Vapi did not answer within 0.1 seconds'),
    );
    expect(outcome).toHaveProperty('reason', expect.stringMatching(/; the call may have been placed\.$/));
  });

  test('a later refusal does not unring the phone', async () => {
    for (const refusal of ['over-limit', 'over-concurrency', 'server-error'] as const) {
      const { outcome } = await ring(['accept-then-drop', refusal]);
      expect(outcome).toMatchObject({ kind: 'unknown', abandoned: false });
    }
  });

  test('a later rejection stands, and mentions the earlier try', async () => {
    const { outcome } = await ring(['reset', 'not-found']);
    expect(outcome).toMatchObject({ kind: 'rejected', httpStatus: 404 });
    expect(outcome).toHaveProperty('reason', expect.stringContaining('An earlier try got no answer'));
  });

  test.each([
    [200, { kind: 'placed', callSid: null, httpStatus: 200 }],
    [404, { kind: 'rejected', httpStatus: 404 }],
  ])('a %i whose body breaks off is still that answer', async (status, expected) => {
    await using server = await startRawServer((request, response) => {
      response.writeHead(status, { 'content-length': '100' });
      response.write('{"callSid":"', () => request.socket.resetAndDestroy());
    });
    await using placing = createPlacing({ baseUrl: server.url });
    expect(await placing.place()).toMatchObject(expected);
    expect(server.requests()).toBe(1);
  });

  test('a success whose body never ends is placed when the time is over', async () => {
    await using server = await startRawServer((_request, response) => void response.write('{"callSid":"'));
    await using placing = createPlacing({ baseUrl: server.url, timeoutMs: 100 });
    expect(await placing.place()).toEqual({ kind: 'placed', callSid: null, httpStatus: 200 });
  });
});
