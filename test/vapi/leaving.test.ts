import { describe, expect, test } from 'vitest';
import { createSimulator } from '../../src/vapi/simulator/simulator.ts';
import { createManualClock } from '../support/manual-clock.ts';
import { closedPort } from './closed-port.ts';
import { createPlacing } from './placing.ts';
import { startRawServer } from './raw-server.ts';

const number = '+14155550123';
const handedBack = { kind: 'refused', cause: 'handed-back', httpStatus: null, retryAfterMs: null };
const startSimulator = () => createSimulator({ port: 0, latencyMs: 0 });

describe('a request', () => {
  test('is asked for leave when it is connected and nothing of it was sent', async () => {
    await using server = await startRawServer((_request, response) => void response.end('{}'));
    await using placing = createPlacing({ baseUrl: server.url });
    const { promise: connected, resolve } = Promise.withResolvers<void>();
    let asked = 0;
    const mayLeave = () => {
      asked += 1;
      resolve();
      return false;
    };
    const outcome = placing.place({}, { mayLeave });
    await Promise.all([connected, server.whenConnected()]);
    expect(await outcome).toMatchObject(handedBack);
    expect(asked).toBe(1);
    expect(server.connections.map(({ bytesRead }) => bytesRead())).toEqual([0]);
  });

  test('that may not leave is in no ledger', async () => {
    await using simulator = await startSimulator();
    await using placing = createPlacing({ baseUrl: simulator.url });
    expect(await placing.place({}, { mayLeave: () => false })).toMatchObject(handedBack);
    expect(simulator.ledger.counts().requests).toBe(0);
  });

  test('is asked for leave before every try', async () => {
    await using simulator = await startSimulator();
    await using placing = createPlacing({ baseUrl: simulator.url });
    simulator.script(number, ['reset']);
    let asked = 0;
    const outcome = await placing.place({}, { mayLeave: () => ++asked < 3 });
    expect(outcome).toMatchObject({ kind: 'unknown', httpStatus: null });
    expect(simulator.ledger.counts().requests).toBe(2);
  });

  test('to nobody never leaves, and may be tried again', async () => {
    await using placing = createPlacing({ baseUrl: `http://127.0.0.1:${await closedPort()}` });
    let asked = 0;
    const outcome = await placing.place({}, { mayLeave: () => ++asked > 0 });
    expect(outcome).toMatchObject({ kind: 'refused', cause: 'attempt', retryAfterMs: null });
    expect(outcome).toHaveProperty(
      'reason',
      expect.stringContaining('Vapi could not be reached (ECONNREFUSED)'),
    );
    expect(asked).toBe(0);
  });

  test('does not even connect when the process is stopping', async () => {
    await using server = await startRawServer((_request, response) => void response.end('{}'));
    await using placing = createPlacing({ baseUrl: server.url });
    expect(await placing.place({}, { stopping: AbortSignal.abort() })).toMatchObject(handedBack);
    expect(server.connections).toEqual([]);
  });

  test('that left goes on while the process stops', async () => {
    const { promise: received, resolve: onReceived } = Promise.withResolvers<() => void>();
    await using server = await startRawServer((_request, response) =>
      onReceived(() => void response.end('{}')),
    );
    await using placing = createPlacing({ baseUrl: server.url });
    const stopping = new AbortController();
    const outcome = placing.place({}, { stopping: stopping.signal });
    const answer = await received;
    stopping.abort();
    answer();
    expect(await outcome).toMatchObject({ kind: 'placed' });
  });

  test('that left is unknown when the process can wait no longer', async () => {
    await using simulator = await startSimulator();
    await using placing = createPlacing({ baseUrl: simulator.url });
    simulator.script(number, ['hang']);
    const abandon = new AbortController();
    const outcome = placing.place({}, { abandon: abandon.signal });
    await simulator.ledger.whenRequests(1);
    abandon.abort();
    expect(await outcome).toMatchObject({ kind: 'unknown', httpStatus: null, abandoned: false });
    expect(simulator.ledger.counts().requests).toBe(1);
  });

  test.each([
    ['that never left is handed back', 'refused', null],
    ['whose earlier try left is unknown', 'unknown', 'reset'],
  ] as const)('%s when the process stops between tries', async (_name, kind, behaviour) => {
    await using simulator = await startSimulator();
    const clock = createManualClock();
    const baseUrl = behaviour ? simulator.url : `http://127.0.0.1:${await closedPort()}`;
    await using placing = createPlacing({ baseUrl, clock, minMs: 2_000, maxMs: 30_000 });
    if (behaviour) simulator.script(number, [behaviour]);
    const stopping = new AbortController();
    const outcome = placing.place({}, { stopping: stopping.signal });
    await expect.poll(() => clock.pending(), { interval: 2 }).toEqual([2_000]);
    stopping.abort();
    expect(await outcome).toMatchObject(kind === 'refused' ? handedBack : { kind });
    expect(clock.pending()).toEqual([]);
  });
});
