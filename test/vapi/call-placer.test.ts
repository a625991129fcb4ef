import { describe, expect, test } from 'vitest';
import type { SentRequest, Unknown } from '../../src/reminders/call-outcome.ts';
import { rejected } from '../support/call-outcomes.ts';
import { createManualClock } from '../support/manual-clock.ts';
import { attemptId, callRequest, createCalling, number, startCallSimulator } from './calling.ts';
import { closedPort } from './closed-port.ts';
import { startRawServer } from './raw-server.ts';

describe('a call, as Vapi has it today', () => {
  test('is taken by Vapi’s validation, with every setting', async () => {
    await using simulator = await startCallSimulator();
    const webhook = { url: 'https://bellhop.example/webhooks/vapi', secret: 'hush', credentialId: null };
    for (const options of [
      {},
      { voicemailMode: 'hang-up' },
      { voicemailMode: 'off' },
      { webhook: () => webhook },
      { webhook: () => ({ ...webhook, credentialId: 'credential-1' }) },
      { assistantId: 'assistant-1' },
      { assistantId: 'assistant-1', webhook: () => webhook },
      { greeting: '{message}', goodbye: 'x'.repeat(140), voicemail: 'x'.repeat(1_000) },
    ] as const) {
      await using calling = createCalling({ baseUrl: simulator.url, ...options });
      const message = 'word '.repeat(200);
      expect(await calling.place({ message })).toMatchObject({ kind: 'placed', httpStatus: 201 });
    }
  });

  test('is one POST with the key as bearer token, and names our attempt', async () => {
    await using simulator = await startCallSimulator();
    await using calling = createCalling({ baseUrl: `${simulator.url}/` });
    await calling.place();
    expect(simulator.ledger.requests).toMatchObject([
      {
        method: 'POST',
        path: '/call',
        authorized: true,
        headers: { 'content-type': 'application/json' },
        body: {
          phoneNumberId: 'number-1',
          customer: { number, externalId: attemptId },
          assistant: {
            firstMessage:
              'Hello, this is an automated reminder. Your appointment is tomorrow at nine. Goodbye for now.',
          },
        },
      },
    ]);
    expect(simulator.ledger.calls).toMatchObject([{ to: number, attemptId }]);
  });

  test('is placed at a 201, with Vapi’s id, which stands for the SID that is not known yet', async () => {
    await using simulator = await startCallSimulator();
    await using calling = createCalling({ baseUrl: simulator.url });
    const outcome = await calling.place();
    const [call] = simulator.ledger.calls;
    expect(outcome).toEqual({
      kind: 'placed',
      httpStatus: 201,
      providerCallId: call?.providerCallId,
      callSid: call?.providerCallId,
      concurrencyLimit: 1_000,
    });
  });

  test('has the SID where the answer knows it', async () => {
    await using server = await startRawServer((_request, response) => {
      response
        .writeHead(201)
        .end(JSON.stringify({ id: 'call-1', phoneCallProviderId: 'CA1', status: 'queued' }));
    });
    await using calling = createCalling({ baseUrl: server.url });
    expect(await calling.place()).toEqual({
      kind: 'placed',
      httpStatus: 201,
      providerCallId: 'call-1',
      callSid: 'CA1',
    });
  });

  test.each([
    ['over-limit', 429, 2_000],
    ['over-limit-silent', 429, null],
    ['over-concurrency', 400, null],
    ['blocked-in-answer', 201, null],
  ] as const)(
    'finds no room at %s, which is not tried again',
    async (behaviour, httpStatus, retryAfterMs) => {
      await using simulator = await startCallSimulator();
      await using calling = createCalling({ baseUrl: simulator.url });
      simulator.script(number, [behaviour]);
      const outcome = await calling.place();
      expect(outcome).toMatchObject({ kind: 'refused', cause: 'capacity', httpStatus, retryAfterMs });
      expect(simulator.ledger.counts()).toMatchObject({ requests: 1, calls: 0 });
    },
  );

  test('is placed where it is blocked and waits for a free line, since it may ring later', async () => {
    await using simulator = await startCallSimulator({
      concurrencyLimit: 1,
      aboveLimit: 'blocked-then-rings',
    });
    await using calling = createCalling({ baseUrl: simulator.url });
    await calling.place();
    const blocked = await calling.place({ attemptId: '0197a000-0000-7000-8000-000000000002' });
    expect(blocked).toMatchObject({ kind: 'placed', providerCallId: expect.any(String) });
    expect(simulator.ledger.counts().calls).toBe(1);
  });

  test('finds no room at the account’s limit, and learns that limit', async () => {
    await using simulator = await startCallSimulator({ concurrencyLimit: 1 });
    await using calling = createCalling({ baseUrl: simulator.url });
    expect(await calling.place()).toMatchObject({ kind: 'placed', concurrencyLimit: 1 });
    expect(await calling.place()).toMatchObject({ kind: 'refused', cause: 'capacity', concurrencyLimit: 1 });
  });

  test.each([
    ['call.start.error-subscription-insufficient-credits', { kind: 'refused', cause: 'configuration' }],
    ['call.start.error-fraud-check-failed', { kind: 'refused', cause: 'attempt' }],
    ['call.in-progress.error-vapifault-worker-not-available', { kind: 'placed' }],
    ['call.start.error-subscription-concurrency-limit-reached', { kind: 'refused', cause: 'capacity' }],
    [
      'call.start.error-vapi-number-outbound-daily-limit',
      { kind: 'refused', cause: 'capacity', retryAfterMs: 900_000 },
    ],
    ['call.start.error-vapifault-get-org', { kind: 'refused', cause: 'attempt' }],
    ['customer-did-not-answer', { kind: 'placed' }],
  ])('that is over in its answer by %s', async (endedReason, expected) => {
    await using server = await startRawServer((_request, response) => {
      response.writeHead(201).end(JSON.stringify({ id: 'call-1', status: 'ended', endedReason }));
    });
    await using calling = createCalling({ baseUrl: server.url });
    expect(await calling.place()).toMatchObject({ ...expected, httpStatus: 201 });
  });

  test.each([
    ['bad-request', 400],
    ['not-found', 404],
  ] as const)('is rejected for good at %s', async (behaviour, httpStatus) => {
    await using simulator = await startCallSimulator();
    await using calling = createCalling({ baseUrl: simulator.url });
    simulator.script(number, [behaviour]);
    const outcome = await calling.place();
    expect(outcome).toMatchObject({ kind: 'rejected', httpStatus });
  });

  test.each([
    [401, 'Invalid Key.', true],
    [402, 'Pay first.', true],
    [403, 'No.', true],
    [400, ['phoneNumberId must be a UUID'], true],
    [400, ["assistantId doesn't exist"], true],
    [400, ['assistantOverrides.server.url must be a valid URL. Hot tip'], true],
    [400, ['assistant.voice.property x should not exist'], true],
    [400, ['customer.number must be a valid phone number'], false],
    [400, ['assistant.voicemailMessage must be shorter'], false],
    [422, 'What?', false],
  ])('is turned down at %i %j, by the account’s settings: %s', async (status, message, isConfiguration) => {
    await using server = await startRawServer((_request, response) => {
      response.writeHead(status).end(JSON.stringify({ message, statusCode: status }));
    });
    await using calling = createCalling({ baseUrl: server.url });
    const outcome = await calling.place();
    const expected = isConfiguration ? { kind: 'refused', cause: 'configuration' } : { kind: 'rejected' };
    expect(outcome).toMatchObject({ ...expected, httpStatus: status });
  });

  test.each([
    ['server-error', 500],
    ['unavailable', 503],
    ['no-call-sid', 201],
    ['malformed-json', 201],
  ] as const)('is unknown at %s, to be asked for', async (behaviour, httpStatus) => {
    await using simulator = await startCallSimulator();
    await using calling = createCalling({ baseUrl: simulator.url });
    simulator.script(number, [behaviour]);
    expect(await calling.place()).toMatchObject({ kind: 'unknown', httpStatus });
    expect(simulator.ledger.counts().requests).toBe(1);
  });

  test('shows neither the key nor the addresses of a call in any outcome', async () => {
    await using simulator = await startCallSimulator();
    const outcomes = [];
    for (const behaviour of ['success', 'unauthorized', 'bad-request', 'server-error'] as const) {
      await using calling = createCalling({ baseUrl: simulator.url, apiKey: 'key-of-the-clinic' });
      simulator.script(number, [behaviour]);
      outcomes.push(await calling.place());
    }
    expect(JSON.stringify(outcomes)).not.toMatch(/key-of-the-clinic|simulated\.invalid|listen|control/);
  });
});

describe('a try whose answer got lost', () => {
  test('is adopted where Vapi lists its call, and rings once', async () => {
    await using simulator = await startCallSimulator();
    await using calling = createCalling({ baseUrl: simulator.url });
    simulator.script(number, ['accept-then-drop']);
    const outcome = await calling.place();
    const [call] = simulator.ledger.calls;
    expect(outcome).toMatchObject({ kind: 'placed', providerCallId: call?.providerCallId });
    expect(simulator.ledger.requests.map(({ method }) => method)).toEqual(['POST', 'GET']);
    expect(simulator.ledger.counts().calls).toBe(1);
  });

  test('is repeated once Vapi says twice that no call came of it', async () => {
    await using simulator = await startCallSimulator();
    await using calling = createCalling({ baseUrl: simulator.url });
    simulator.script(number, ['reset', 'success']);
    expect(await calling.place()).toMatchObject({ kind: 'placed' });
    expect(simulator.ledger.requests.map(({ method }) => method)).toEqual(['POST', 'GET', 'GET', 'POST']);
    expect(simulator.ledger.counts().calls).toBe(1);
  });

  test('of which no call came casts no doubt on the answer to the next one', async () => {
    await using simulator = await startCallSimulator();
    await using calling = createCalling({ baseUrl: simulator.url });
    simulator.script(number, ['reset', 'bad-request']);
    const reason = 'Vapi answered 400 Bad Request: to must be a valid phone number.';
    expect(await calling.place()).toEqual({ kind: 'rejected', httpStatus: 400, reason });
  });

  test('is asked for only after the time that Vapi takes to list a call', async () => {
    await using simulator = await startCallSimulator({ listLagMs: 60 });
    await using calling = createCalling({ baseUrl: simulator.url, graceMs: 250 });
    simulator.script(number, ['accept-then-drop', 'success']);
    expect(await calling.place()).toMatchObject({ kind: 'placed' });
    expect(simulator.ledger.counts().calls).toBe(1);
  });

  test('stays unknown, and is not repeated, where the dispatcher stops before Vapi says', async () => {
    await using simulator = await startCallSimulator();
    await using calling = createCalling({ baseUrl: simulator.url });
    simulator.script(number, ['reset']);
    const lost: (SentRequest | null)[] = [];
    const outcome = await calling.place(
      {},
      {
        beforeRetry: async (request) => {
          lost.push(request);
          return 'stop';
        },
      },
    );
    expect(outcome).toMatchObject({
      kind: 'unknown',
      abandoned: false,
      sent: { sentAtMs: expect.any(Number) },
    });
    expect(lost).toEqual([(outcome as Unknown).sent]);
    expect(simulator.ledger.counts().requests).toBe(1);
  });

  test.each([
    ['placed', { kind: 'placed', callSid: null, httpStatus: null, providerCallId: 'call-1' }],
    ['a number that must not be called any more', rejected()],
  ] as const)('is not repeated where the dispatcher knows of it: %s', async (_what, decision) => {
    await using simulator = await startCallSimulator();
    await using calling = createCalling({ baseUrl: simulator.url });
    simulator.script(number, ['reset']);
    expect(await calling.place({}, { beforeRetry: async () => decision })).toEqual(decision);
    expect(simulator.ledger.counts().requests).toBe(1);
  });

  test('is settled by that answer where it comes while Bellhop waits to try again', async () => {
    const { promise: goOn, resolve: answer } = Promise.withResolvers<void>();
    await using server = await startRawServer(async (_request, response) => {
      await goOn;
      response.writeHead(201).end(JSON.stringify({ id: 'call-late', status: 'queued' }));
    });
    const clock = createManualClock();
    await using calling = createCalling({
      baseUrl: server.url,
      timeoutMs: 20,
      minMs: 1e6,
      maxMs: 1e6,
      clock,
    });
    const outcome = calling.place();
    await expect.poll(() => clock.pending()).toEqual([1e6]);
    answer();
    expect(await outcome).toMatchObject({ kind: 'placed', providerCallId: 'call-late', httpStatus: 201 });
    expect(server.requests()).toBe(1);
  });

  test('stays unknown after the last one that it may have, to be asked for by the dispatcher', async () => {
    await using simulator = await startCallSimulator();
    await using calling = createCalling({ baseUrl: simulator.url, maxTries: 2 });
    simulator.script(number, ['reset']);
    expect(await calling.place()).toMatchObject({ kind: 'unknown' });
    expect(simulator.ledger.requests.map(({ method }) => method)).toEqual(['POST', 'GET', 'GET', 'POST']);
  });

  test('is not repeated once the process stops, whatever Vapi would say', async () => {
    await using simulator = await startCallSimulator();
    await using calling = createCalling({ baseUrl: simulator.url, graceMs: 3_600_000 });
    simulator.script(number, ['reset']);
    const stopping = new AbortController();
    const outcome = calling.place({}, { stopping: stopping.signal });
    await simulator.ledger.whenRequests(1);
    stopping.abort();
    expect(await outcome).toMatchObject({ kind: 'unknown' });
    expect(simulator.ledger.counts().requests).toBe(1);
  });

  test('that never left is repeated without a question', async () => {
    await using calling = createCalling({ baseUrl: `http://127.0.0.1:${await closedPort()}` });
    expect(await calling.place()).toMatchObject({
      kind: 'refused',
      cause: 'attempt',
      reason: 'Vapi could not be reached (ECONNREFUSED), at 3 tries.',
    });
  });
});

describe('asked for the call of an attempt', () => {
  test('Vapi finds it among others, and only where it is ours', async () => {
    await using simulator = await startCallSimulator();
    await using calling = createCalling({ baseUrl: simulator.url });
    for (let n = 10; n < 30; n += 1)
      await calling.place({ attemptId: `0197a000-0000-7000-8000-0000000000${n}` });
    expect(await calling.find()).toEqual({ kind: 'none' });
    await calling.place();
    const call = simulator.ledger.calls.at(-1);
    expect(await calling.find()).toMatchObject({ kind: 'placed', providerCallId: call?.providerCallId });
  });

  test('it looks through as many calls as there are, in whatever order they are listed', async () => {
    const startMs = Date.now() - 60_000;
    const calls = Array.from({ length: 1_500 }, (_, n) => ({
      id: `call-${n}`,
      createdAt: new Date(startMs + n * 10).toISOString(),
      customer: { externalId: n === 777 ? attemptId : `other-${n}` },
    }));
    for (const listed of [calls, calls.toReversed()]) {
      await using server = await startRawServer((request, response) => {
        const query = new URL(request.url ?? '', 'http://x').searchParams;
        const [from, to] = [query.get('createdAtGe') ?? '', query.get('createdAtLe') ?? ''];
        const within = listed.filter(({ createdAt }) => createdAt >= from && createdAt <= to);
        response.end(JSON.stringify(within.slice(0, Number(query.get('limit')))));
      });
      await using calling = createCalling({ baseUrl: server.url });
      expect(await calling.find(new Date(startMs))).toMatchObject({
        kind: 'placed',
        providerCallId: 'call-777',
      });
      expect(server.requests()).toBeLessThan(60);
    }
  });

  test('it asks for that number’s calls since the attempt began, with room for clocks that differ', async () => {
    await using simulator = await startCallSimulator();
    await using calling = createCalling({ baseUrl: simulator.url });
    await calling.find(new Date('2030-01-01T00:00:00Z'));
    const [asked] = simulator.ledger.requests;
    expect(asked?.headers).not.toHaveProperty('content-type');
    const { searchParams } = new URL(asked?.path ?? '', 'http://x');
    expect(Object.fromEntries(searchParams)).toMatchObject({
      phoneNumberId: 'number-1',
      createdAtGe: '2029-12-31T23:55:00.000Z',
      // Three tries of 10 s to connect and twice 5 s to answer, one more answer, and clocks that differ.
      createdAtLe: '2030-01-01T00:06:05.000Z',
    });
    await calling.find(new Date('2030-01-01T00:00:00Z'), 'number-before');
    expect(simulator.ledger.requests[1]?.path).toContain('phoneNumberId=number-before&');
  });

  test('it answers for a busy account, at 50 calls a second and however long after', async () => {
    // A call each 20 ms for hours before and after the attempt.
    const startMs = Date.parse('2030-01-01T00:00:00Z');
    await using server = await startRawServer((request, response) => {
      const query = new URL(request.url ?? '', 'http://x').searchParams;
      const [from = 0, to = 0] = ['createdAtGe', 'createdAtLe'].map((name) =>
        Date.parse(query.get(name) ?? ''),
      );
      const first = Math.ceil((from - startMs) / 20);
      const count = Math.min(Number(query.get('limit')), Math.floor((to - startMs) / 20) - first + 1);
      const calls = Array.from({ length: count }, (_, n) => ({
        id: `call-${first + n}`,
        customer: { externalId: `other-${first + n}` },
      }));
      response.end(JSON.stringify(calls));
    });
    await using calling = createCalling({ baseUrl: server.url });
    expect(await calling.find(new Date(startMs))).toEqual({ kind: 'none' });
  });

  test('it says that there was no room where the call says so', async () => {
    await using simulator = await startCallSimulator({ ringMs: 0 });
    await using calling = createCalling({ baseUrl: simulator.url, maxTries: 1 });
    simulator.script(number, ['no-room']);
    await calling.place();
    await expect
      .poll(() => calling.find(), { interval: 5 })
      .toMatchObject({ kind: 'refused', cause: 'capacity' });
  });

  test.each([
    ['a refusal', 401, '{"message":"Invalid Key."}', 'Vapi answered 401 Unauthorized: Invalid Key.'],
    ['a rate limit', 429, '', 'Vapi answered 429 Too Many Requests.'],
    ['no list', 200, '{}', 'Vapi answered 200 with something else than was asked for.'],
    ['no JSON', 200, '<html>', 'Vapi answered 200 with something else than was asked for.'],
  ])('it did not say, at %s', async (_name, status, body, reason) => {
    await using server = await startRawServer((_request, response) => {
      response.writeHead(status).end(body);
    });
    await using calling = createCalling({ baseUrl: server.url });
    expect(await calling.find()).toEqual({ kind: 'unanswered', reason });
  });

  test('it did not say, when it hangs or is away', async () => {
    await using server = await startRawServer(() => undefined);
    await using calling = createCalling({ baseUrl: server.url, timeoutMs: 50 });
    const reason = 'Vapi did not answer within 0.05 seconds.';
    expect(await calling.find()).toEqual({ kind: 'unanswered', reason });
    await using nobody = createCalling({ baseUrl: `http://127.0.0.1:${await closedPort()}` });
    const away = 'Vapi could not be reached (ECONNREFUSED).';
    expect(await nobody.find()).toEqual({ kind: 'unanswered', reason: away });
  });
});

describe('asked for a call by its id', () => {
  test('Vapi tells how far it is', async () => {
    await using simulator = await startCallSimulator({ ringMs: 0 });
    await using calling = createCalling({ baseUrl: simulator.url });
    simulator.script(number, ['no-answer']);
    await calling.place();
    const [call] = simulator.ledger.calls;
    const read = () => calling.read(call?.providerCallId ?? '');
    await expect.poll(read, { interval: 5 }).toMatchObject({ kind: 'report', report: { status: 'ended' } });
    expect(await read()).toEqual({
      kind: 'report',
      report: {
        providerCallId: call?.providerCallId,
        attemptId: callRequest.attemptId,
        callSid: call?.callSid,
        status: 'ended',
        result: 'no-answer',
        endedReason: 'customer-did-not-answer',
        neverRang: false,
        reportedAt: expect.any(Date),
        startedAt: null,
        endedAt: expect.any(Date),
        costUsd: 0,
      },
    });
  });

  test('Vapi deletes a call that waits for a line, so that it never rings', async () => {
    await using simulator = await startCallSimulator({
      concurrencyLimit: 1,
      aboveLimit: 'blocked-then-rings',
    });
    await using calling = createCalling({ baseUrl: simulator.url });
    await calling.place();
    const blocked = await calling.place({ attemptId: '0197a000-0000-7000-8000-000000000002' });
    const id = (blocked as { providerCallId?: string }).providerCallId ?? '';
    expect(await calling.read(id)).toMatchObject({ report: { status: 'scheduled' } });
    await calling.remove(id);
    expect(await calling.read(id)).toMatchObject({
      report: { status: 'ended', endedReason: 'scheduled-call-deleted', neverRang: true },
    });
    const deleted = simulator.ledger.requests.find(({ method }) => method === 'DELETE');
    expect(deleted).toMatchObject({ path: `/call/${id}`, body: {}, status: 200 });
    expect(simulator.ledger.counts().calls).toBe(1);
  });

  test('it knows none, or does not say', async () => {
    await using simulator = await startCallSimulator();
    await using calling = createCalling({ baseUrl: simulator.url });
    expect(await calling.read('no/such?call')).toEqual({ kind: 'none' });
    expect(simulator.ledger.requests[0]?.path).toBe('/call/no%2Fsuch%3Fcall');
    await using wrongKey = createCalling({ baseUrl: simulator.url, apiKey: 'another' });
    expect(await wrongKey.read('call-1')).toMatchObject({ kind: 'unanswered' });
    await using odd = await startRawServer(
      (_request, response) => void response.end('{"id":"call-1","status":"dreaming"}'),
    );
    await using asking = createCalling({ baseUrl: odd.url });
    expect(await asking.read('call-1')).toEqual({
      kind: 'unanswered',
      reason: 'Vapi names no status of the call that Bellhop knows (dreaming).',
    });
  });
});
