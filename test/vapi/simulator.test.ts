import { once } from 'node:events';
import { request } from 'node:http';
import { describe, expect, test } from 'vitest';
import { behaviours, scriptedNumbers } from '../../src/vapi/simulator/behaviour.ts';
import { createSimulator, type Simulator } from '../../src/vapi/simulator/simulator.ts';

const number = '+14155550123';
const payload = {
  to: number,
  from: '+15005550006',
  voice: 'Elliot',
  content: { type: 'voice', text: 'Hi.' },
};
const startSimulator = () => createSimulator({ port: 0, latencyMs: 0 });

function post(simulator: Simulator, body: unknown, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(`${simulator.url}/call`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
}

describe('the simulator', () => {
  test('places a call, answers its id and keeps it in the ledger', async () => {
    await using simulator = await startSimulator();
    const before = Date.now();
    const answer = await post(simulator, payload, { 'idempotency-key': 'key-1' });
    expect(answer.status).toBe(202);
    const { callSid } = (await answer.json()) as { callSid: string };
    expect(callSid).toMatch(/^CA[0-9a-f]{32}$/);
    const [call] = simulator.ledger.callsTo(number);
    expect(call).toMatchObject({ callSid, to: number, text: 'Hi.', idempotencyKey: 'key-1' });
    // By the very clock that due instants are held against.
    expect(call?.placedAtMs).toBeGreaterThanOrEqual(before);
    expect(call?.placedAtMs).toBeLessThanOrEqual(Date.now());
    const [request] = simulator.ledger.requestsTo(number);
    expect(request?.receivedAtMs).toBeGreaterThanOrEqual(before);
    expect(request?.receivedAtMs).toBeLessThanOrEqual(Date.now());
  });

  test('answers a key that it knows with the first call', async () => {
    await using simulator = await startSimulator();
    const ids = [];
    for (let n = 0; n < 3; n += 1) {
      const answer = await post(simulator, payload, { 'idempotency-key': 'key-1' });
      ids.push(((await answer.json()) as { callSid: string }).callSid);
    }
    expect(new Set(ids).size).toBe(1);
    expect(simulator.ledger.counts()).toMatchObject({ requests: 3, calls: 1 });
  });

  test('places a call for every request where it does not know such keys', async () => {
    await using simulator = await createSimulator({ port: 0, latencyMs: 0, idempotent: false });
    for (let n = 0; n < 3; n += 1) await post(simulator, payload, { 'idempotency-key': 'key-1' });
    expect(simulator.ledger.counts()).toMatchObject({ requests: 3, calls: 3 });
  });

  test.each([
    ['no JSON', '{"to":'],
    ['no object', []],
    ['an unknown property', { ...payload, extra: 1 }],
    ['an unknown property inside', { ...payload, content: { ...payload.content, extra: 1 } }],
    ['a number in no international format', { ...payload, to: '0415 555 0123' }],
    ['a missing caller', { ...payload, from: undefined }],
    ['another kind of content', { ...payload, content: { type: 'text', text: 'Hi.' } }],
    ['nothing to say', { ...payload, content: { type: 'voice', text: '' } }],
  ])('refuses %s', async (_name, body) => {
    await using simulator = await startSimulator();
    const answer = await post(simulator, body);
    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({ statusCode: 400, message: expect.anything() });
    expect(simulator.ledger.counts()).toMatchObject({ requests: 1, calls: 0 });
  });

  test('refuses another key, and keeps none', async () => {
    await using simulator = await createSimulator({ port: 0, latencyMs: 0, apiKey: 'right-key' });
    expect((await post(simulator, payload, { authorization: 'Bearer wrong-key' })).status).toBe(401);
    expect((await post(simulator, payload, { authorization: 'Bearer right-key' })).status).toBe(202);
    expect(simulator.ledger.requests.map(({ authorized }) => authorized)).toEqual([false, true]);
    expect(JSON.stringify(simulator.ledger.requests)).not.toContain('-key"');
  });

  test('writes down whatever it is asked: method, path and headers, without the key', async () => {
    await using simulator = await startSimulator();
    expect((await post(simulator, 'x'.repeat(65_537), { authorization: 'Bearer secret-key' })).status).toBe(
      413,
    );
    const answer = await fetch(`${simulator.url}/elsewhere?page=2`, {
      headers: { 'user-agent': 'somebody' },
    });
    expect([answer.status, answer.headers.get('content-type')]).toEqual([404, 'application/json']);
    expect(simulator.ledger.requests).toMatchObject([
      { method: 'POST', path: '/call', status: 413, headers: { 'content-type': 'application/json' } },
      { method: 'GET', path: '/elsewhere?page=2', status: 404, headers: { 'user-agent': 'somebody' } },
    ]);
    expect(JSON.stringify(simulator.ledger.requests)).not.toContain('secret-key');
    await fetch(simulator.ledgerUrl);
    expect(simulator.ledger.counts().requests).toBe(2);
  });

  test('words its refusals as NestJS does', async () => {
    await using simulator = await startSimulator();
    const answer = await fetch(`${simulator.url}/elsewhere`);
    expect(await answer.json()).toEqual({
      message: 'Cannot GET /elsewhere',
      error: 'Not Found',
      statusCode: 404,
    });
    expect(await (await post(simulator, { ...payload, extra: 1 })).json()).toEqual({
      message: ['property extra should not exist'],
      error: 'Bad Request',
      statusCode: 400,
    });
  });

  test('shows its ledger of one number, and forgets it', async () => {
    await using simulator = await startSimulator();
    await post(simulator, payload, { 'idempotency-key': 'key-1' });
    await post(simulator, { ...payload, to: '+14155550124' });
    for (const query of ['+14155550123', '%2B14155550123']) {
      const shown = await (await fetch(`${simulator.ledgerUrl}?phoneNumber=${query}`)).json();
      expect(shown).toMatchObject({ counts: { requests: 2, calls: 2 }, calls: [{ to: number }] });
      expect(shown).toHaveProperty('requests.length', 1);
    }
    await fetch(simulator.ledgerUrl, { method: 'DELETE' });
    expect(simulator.ledger.counts()).toMatchObject({ requests: 0, calls: 0 });
    await post(simulator, payload, { 'idempotency-key': 'key-1' });
    expect(simulator.ledger.counts()).toMatchObject({ requests: 1, calls: 1 });
  });

  test('shows its ledger by a random path and to loopback names alone', async () => {
    await using simulator = await startSimulator();
    await post(simulator, payload);
    expect(new URL(simulator.ledgerUrl).pathname).toMatch(/^\/ledger\/[\w-]{22}$/);
    await using other = await startSimulator();
    expect(new URL(other.ledgerUrl).pathname).not.toBe(new URL(simulator.ledgerUrl).pathname);
    for (const path of ['/ledger', '/ledger/', new URL(other.ledgerUrl).pathname]) {
      expect((await fetch(`${simulator.url}${path}`)).status).toBe(404);
    }
    const asked = async (path: string, host: string) => {
      const sent = request(path, { headers: { host, authorization: 'Bearer any' } }).end();
      const [response] = await once(sent, 'response');
      return [response.statusCode, String(await response.toArray()).includes('+1415')];
    };
    expect(await asked(simulator.ledgerUrl, 'localhost')).toEqual([200, true]);
    for (const path of [simulator.ledgerUrl, `${simulator.url}/call`]) {
      expect(await asked(path, 'evil.example')).toEqual([403, false]);
    }
  });

  test('keeps the newest, and counts all', async () => {
    await using simulator = await createSimulator({ port: 0, latencyMs: 0, ledgerCapacity: 10 });
    for (let n = 0; n < 25; n += 1) await post(simulator, { ...payload, to: `+141555502${10 + n}` });
    expect(simulator.ledger.counts()).toMatchObject({ requests: 25, calls: 25 });
    expect(simulator.ledger.requests.length).toBeLessThanOrEqual(10);
    expect(simulator.ledger.calls.at(-1)?.to).toBe('+14155550234');
  });

  test('ends what hangs when it closes', async () => {
    const simulator = await startSimulator();
    simulator.script(number, ['hang']);
    const answer = post(simulator, payload).catch(() => 'ended');
    await simulator.ledger.whenRequests(1);
    await simulator.close();
    expect(await answer).toBe('ended');
  });

  test('says what to do when its port is taken', async () => {
    await using simulator = await startSimulator();
    const port = Number(new URL(simulator.url).port);
    await expect(createSimulator({ port })).rejects.toThrow(/Set SIMULATOR_PORT/);
  });

  test('every behaviour has a number that shows it, or is the rule', () => {
    const shown = new Set<string>(scriptedNumbers.flatMap(({ script }) => script));
    expect(Object.keys(behaviours).filter((behaviour) => !shown.has(behaviour))).toEqual([]);
    expect(new Set(scriptedNumbers.map(({ suffix }) => suffix)).size).toBe(scriptedNumbers.length);
  });

  test.each([
    ['0110', [200], 1],
    ['0112', [202], 1],
    ['0113', [202], 1],
    ['0140', [400], 0],
    ['0141', [401], 0],
    ['0142', [429, 202], 1],
    ['0143', [429, 202], 1],
    ['0144', [404], 0],
    ['0145', [400, 202], 1],
    ['0150', [500], 0],
    ['0153', [503, 503, 202], 1],
    ['0161', ['reset'], 0],
    ['0162', ['reset'], 1],
    ['0123', [202], 1],
  ] as const)('a number that ends in %s is answered %j', async (suffix, expected, calls) => {
    await using simulator = await startSimulator();
    const answers = [];
    for (const _ of expected) {
      const to = `+1415555${suffix}`;
      answers.push(
        await post(simulator, { ...payload, to }).then(
          ({ status }) => status,
          () => 'reset',
        ),
      );
    }
    expect(answers).toEqual(expected);
    expect(simulator.ledger.counts().calls).toBe(calls);
  });

  test('a 429 says when to come back, or does not', async () => {
    await using simulator = await startSimulator();
    simulator.script(number, ['over-limit', 'over-limit-silent']);
    const waits = [];
    for (let n = 0; n < 2; n += 1) waits.push((await post(simulator, payload)).headers.get('retry-after'));
    expect(waits).toEqual(['2', null]);
  });

  test('meets faults by chance, whatever the number says', async () => {
    const draws = [0.05, 0.15, 0.5];
    const faultRates = { 'not-found': 0.1, 'server-error': 0.1 };
    const random = () => draws.shift() ?? 1;
    await using simulator = await createSimulator({ port: 0, latencyMs: 0, faultRates, random });
    const statuses = [];
    for (let n = 0; n < 3; n += 1) statuses.push((await post(simulator, payload)).status);
    expect(statuses).toEqual([404, 500, 202]);
  });
});
