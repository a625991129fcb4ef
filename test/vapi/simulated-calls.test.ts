import { describe, expect, onTestFinished, test } from 'vitest';
import {
  createSimulator,
  type SimulatedCallOptions,
  type Simulator,
} from '../../src/vapi/simulator/simulator.ts';
import { createCalling } from './calling.ts';
import { startWebhookServer } from './webhook-server.ts';

const number = '+14155550123';
const payload = {
  name: 'a-call',
  phoneNumberId: 'number-1',
  customer: { number, externalId: '0197a000-0000-7000-8000-000000000001' },
  assistant: { firstMessage: 'Hello.', voice: { provider: 'vapi', voiceId: 'Elliot' } },
};
type Json = Record<string, unknown>;

const startSimulator = (calls: SimulatedCallOptions = {}) =>
  createSimulator({
    port: 0,
    latencyMs: 0,
    calls: { ringMs: 0, talkMs: 0, webhookBackoffScale: 0, ...calls },
  });

async function post(simulator: Simulator, body: unknown = payload): Promise<{ status: number; json: Json }> {
  const answer = await fetch(`${simulator.url}/call`, { method: 'POST', body: JSON.stringify(body) });
  return { status: answer.status, json: (await answer.json()) as Json };
}

async function get(simulator: Simulator, path: string): Promise<{ status: number; json: Json & Json[] }> {
  const answer = await fetch(`${simulator.url}${path}`);
  return { status: answer.status, json: (await answer.json()) as Json & Json[] };
}

const reportingTo = (url: string, server: Json = {}) => ({
  ...payload,
  assistant: { ...payload.assistant, server: { url, ...server } },
});

describe('the simulator, asked for a call', () => {
  test('answers 201 with a call that is queued, and keeps it in the ledger', async () => {
    await using simulator = await startSimulator();
    const { status, json } = await post(simulator);
    expect(status).toBe(201);
    expect(json).toMatchObject({
      id: expect.stringMatching(/^[\da-f-]{36}$/),
      type: 'outboundPhoneCall',
      status: 'queued',
      customer: payload.customer,
      subscriptionLimits: { concurrencyBlocked: false, concurrencyLimit: 10 },
    });
    expect(json).not.toHaveProperty('phoneCallProviderId');
    expect(simulator.ledger.callsTo(number)).toMatchObject([
      { providerCallId: json['id'], attemptId: payload.customer.externalId, text: 'Hello.', voice: 'Elliot' },
    ]);
  });

  test('knows no idempotency keys', async () => {
    await using simulator = await startSimulator();
    const headers = { 'idempotency-key': 'key-1' };
    for (let n = 0; n < 2; n += 1) {
      await fetch(`${simulator.url}/call`, { method: 'POST', headers, body: JSON.stringify(payload) });
    }
    expect(simulator.ledger.counts().calls).toBe(2);
  });

  const { assistant } = payload;
  test.each([
    [{ ...payload, metadata: {} }, 'property metadata should not exist'],
    [
      { ...payload, assistant: { ...assistant, silenceTimeoutSeconds: 5 } },
      'assistant.property silenceTimeoutSeconds should not exist',
    ],
    [
      { ...payload, customer: { number: '0415 555' } },
      'customer.number must be a valid phone number in the E.164 format',
    ],
    [
      { ...payload, customer: { number, externalId: 'x'.repeat(41) } },
      'customer.externalId must be a string of 0 to 40 characters',
    ],
    [{ ...payload, customer: {} }, 'customer.number should not be empty'],
    [{ ...payload, phoneNumberId: undefined }, 'phoneNumberId should not be empty'],
    [{ ...payload, assistantId: 'a' }, 'exactly one of assistant and assistantId must be given'],
    [
      { ...payload, assistant: { ...assistant, maxDurationSeconds: 9 } },
      'assistant.maxDurationSeconds must be a number from 10 to 43200',
    ],
    [
      reportingTo('http://example.com/hook'),
      expect.stringContaining('assistant.server.url must be a valid URL'),
    ],
    [
      reportingTo('https://example.com', { secret: 'x' }),
      'assistant.server.property secret should not exist',
    ],
    [
      { ...payload, assistant: { ...assistant, artifactPlan: { transcriptPlan: false } } },
      'assistant.artifactPlan.transcriptPlan must be an object',
    ],
    [
      { ...payload, assistant: { ...assistant, analysisPlan: { summaryPlan: { on: false } } } },
      'assistant.analysisPlan.summaryPlan.property on should not exist',
    ],
    [
      {
        ...payload,
        assistant: {
          ...assistant,
          model: {
            provider: 'openai',
            model: 'm',
            tools: [{ type: 'endCall', messages: [{ type: 'request-start', content: 'x'.repeat(1_001) }] }],
          },
        },
      },
      'assistant.model.tools.0.messages.0.content must be a string of 0 to 1000 characters',
    ],
    [
      { ...payload, assistant: { ...assistant, hooks: [{ on: 'x' }] } },
      'assistant.hooks.0.do should not be empty',
    ],
  ])('refuses what Vapi would refuse %#', async (body, problem) => {
    await using simulator = await startSimulator();
    const { status, json } = await post(simulator, body);
    expect(status).toBe(400);
    expect(json).toEqual({ message: [problem], error: 'Bad Request', statusCode: 400 });
    expect(simulator.ledger.counts()).toMatchObject({ requests: 1, calls: 0 });
  });

  test.each([
    ['0123', 'assistant-said-end-call-phrase', 1],
    ['0170', 'voicemail', 1],
    ['0171', 'customer-did-not-answer', 1],
    ['0173', 'customer-busy', 1],
    ['0174', 'twilio-failed-to-connect-call', 0],
    ['0175', 'call.start.error-subscription-concurrency-limit-reached', 0],
    ['0176', 'call.start.error-subscription-concurrency-limit-reached', 0],
    ['0177', 'call.start.error-subscription-insufficient-credits', 0],
    ['0178', 'call.start.error-vapifault-database-error', 0],
    ['0179', 'call.in-progress.error-vapifault-worker-died', 1],
  ])('lets a number that ends in %s end with %s', async (suffix, endedReason, rung) => {
    await using hook = await startWebhookServer();
    await using simulator = await startSimulator();
    const to = { ...reportingTo(hook.url), customer: { number: `+1415555${suffix}` } };
    const { json } = await post(simulator, to);
    await hook.when(({ message }) => message['type'] === 'end-of-call-report');
    const shown = await get(simulator, `/call/${json['id']}`);
    expect(shown.json).toMatchObject({ status: 'ended', endedReason, endedAt: expect.any(String) });
    expect(simulator.ledger.counts().calls).toBe(rung);
  });

  test('lists calls by number and time, newest first, and deletes them', async () => {
    await using simulator = await startSimulator();
    const ids: unknown[] = [];
    for (let n = 0; n < 3; n += 1) ids.unshift((await post(simulator)).json['id']);
    await post(simulator, { ...payload, phoneNumberId: 'number-2' });
    const listed = await get(simulator, '/call?phoneNumberId=number-1');
    expect(listed.json.map(({ id }) => id)).toEqual(ids);
    expect((await get(simulator, '/call?phoneNumberId=number-1&limit=2')).json).toHaveLength(2);
    expect((await get(simulator, '/call?createdAtGe=2999-01-01T00:00:00Z')).json).toEqual([]);
    expect((await get(simulator, '/call?createdAtLe=2000-01-01T00:00:00Z')).json).toEqual([]);
    expect((await get(simulator, '/call?limit=1001')).status).toBe(400);
    await fetch(`${simulator.url}/call/${ids[0]}`, { method: 'DELETE' });
    expect((await get(simulator, `/call/${ids[0]}`)).status).toBe(404);
  });

  test('lists a call only after its lag, though it shows it at once', async () => {
    await using simulator = await startSimulator({ listLagMs: 60_000 });
    const { json } = await post(simulator);
    expect((await get(simulator, '/call')).json).toEqual([]);
    expect((await get(simulator, `/call/${json['id']}`)).status).toBe(200);
  });

  test('blocks what is above its limit of calls at once', async () => {
    await using simulator = await startSimulator({ concurrencyLimit: 2, ringMs: 60_000 });
    const blocked = [];
    for (let n = 0; n < 3; n += 1) {
      const { json } = await post(simulator);
      blocked.push((json['subscriptionLimits'] as Json)['concurrencyBlocked']);
    }
    expect(blocked).toEqual([false, false, true]);
    expect(simulator.ledger.counts().calls).toBe(2);
    expect(simulator.callsUp().now).toBeGreaterThanOrEqual(2);
  });

  test('asks for the key everywhere', async () => {
    await using simulator = await createSimulator({ port: 0, latencyMs: 0, apiKey: 'right-key' });
    for (const [method, path] of [
      ['POST', '/call'],
      ['GET', '/call'],
      ['GET', '/call/some-id'],
      ['DELETE', '/call/some-id'],
    ]) {
      const body = method === 'POST' ? JSON.stringify(payload) : undefined;
      const answer = await fetch(`${simulator.url}${path}`, { method, body } as RequestInit);
      expect(answer.status).toBe(401);
    }
  });

  test('keeps no secret of a webhook', async () => {
    await using simulator = await startSimulator();
    await post(simulator, reportingTo('http://127.0.0.1:9/x', { headers: { 'X-Vapi-Secret': 'hush' } }));
    expect(JSON.stringify(simulator.ledger.requests)).not.toContain('hush');
  });
});

describe('what is kept of a conversation', () => {
  const reportOf = async (assistant: Json) => {
    await using hook = await startWebhookServer(200);
    await using simulator = await startSimulator();
    await post(simulator, {
      ...payload,
      assistant: { ...payload.assistant, ...assistant, server: { url: hook.url } },
    });
    const { message } = await hook.when((webhook) => webhook.message['type'] === 'end-of-call-report');
    return { artifact: message['artifact'], analysis: message['analysis'] };
  };

  test('is everything, unless the call switches it off', async () => {
    expect(await reportOf({})).toMatchObject({
      artifact: {
        recordingUrl: expect.any(String),
        logUrl: expect.any(String),
        pcapUrl: expect.any(String),
        transcript: 'AI: Hello.',
      },
      analysis: { summary: expect.stringContaining('Hello.'), successEvaluation: 'true' },
    });
  });

  test('is nothing of the calls that Bellhop places, with an assistant of the account too', async () => {
    await using hook = await startWebhookServer(200);
    await using simulator = await startSimulator();
    for (const assistantId of [null, 'assistant-1']) {
      const webhook = () => ({ url: hook.url, secret: 'a secret', credentialId: null });
      await using calling = createCalling({ baseUrl: simulator.url, assistantId, webhook });
      expect(await calling.place()).toMatchObject({ kind: 'placed' });
      const id = simulator.ledger.calls.at(-1)?.providerCallId;
      const { message } = await hook.when(
        ({ message: { type, call } }) => type === 'end-of-call-report' && (call as Json)['id'] === id,
      );
      expect(message).toMatchObject({ startedAt: expect.any(String), endedReason: expect.any(String) });
      expect([message['artifact'], message['analysis']]).toEqual([{}, {}]);
    }
  });
});

describe('its webhooks', () => {
  const said = (hook: { received: readonly { message: Json }[] }) =>
    hook.received.map(({ message }) => `${message['type']} ${message['status']}`);
  const inOrder = [
    'status-update ringing',
    'status-update in-progress',
    'status-update ended',
    'end-of-call-report ended',
  ];

  interface Ring extends SimulatedCallOptions {
    readonly server?: Json;
    readonly answered?: number;
  }

  async function ring(suffix: string, { server = {}, answered = 200, ...calls }: Ring = {}) {
    const hook = await startWebhookServer(answered);
    const simulator = await startSimulator(calls);
    onTestFinished(async () => {
      await simulator.close();
      await hook.close();
    });
    const body = { ...reportingTo(hook.url, server), customer: { number: `+1415555${suffix}` } };
    const { json } = await post(simulator, body);
    return { hook, simulator, id: json['id'] };
  }

  test('tell of each status, and of the end twice', async () => {
    const { hook, simulator, id } = await ring('0123');
    await simulator.ledger.whenWebhooks(4);
    expect(said(hook)).toEqual(inOrder);
    expect(hook.received[3]?.message).toMatchObject({
      endedReason: 'assistant-said-end-call-phrase',
      startedAt: expect.any(String),
      endedAt: expect.any(String),
      cost: 0.05,
      call: { id, phoneCallProviderId: expect.stringMatching(/^CA/), monitor: expect.anything() },
    });
  });

  test('come twice, in reverse or before the answer, where the number says so', async () => {
    const twice = await ring('0181');
    await twice.simulator.ledger.whenWebhooks(8);
    expect(said(twice.hook)).toEqual(inOrder.flatMap((each) => [each, each]));
    const reversed = await ring('0182');
    await reversed.simulator.ledger.whenWebhooks(4);
    expect(said(reversed.hook)).toEqual(inOrder.toReversed());
    const early = await ring('0183');
    expect(said(early.hook)).toEqual(inOrder);
  });

  test('get lost where the number says so, though the call can be asked for', async () => {
    const { hook, simulator, id } = await ring('0180');
    await expect
      .poll(async () => (await get(simulator, `/call/${id}`)).json['status'], { interval: 5 })
      .toBe('ended');
    expect(hook.received).toEqual([]);
  });

  test('get lost and come twice by chance', async () => {
    const lost = await ring('0123', { webhookFaults: { lostRate: 1 } });
    const twice = await ring('0123', { webhookFaults: { repeatedRate: 1, maxDelayMs: 1 } });
    await twice.simulator.ledger.whenWebhooks(8);
    expect(said(twice.hook).toSorted()).toEqual(inOrder.flatMap((each) => [each, each]).toSorted());
    expect(lost.hook.received).toEqual([]);
  });

  test('are sent again as the plan says, and once without one', async () => {
    const backoffPlan = { type: 'fixed', maxRetries: 2, baseDelaySeconds: 1 };
    const planned = await ring('0171', { server: { backoffPlan }, answered: 500 });
    await planned.simulator.ledger.whenWebhooks(9);
    expect(planned.simulator.ledger.webhooks.every(({ answered }) => answered === 500)).toBe(true);
    const once = await ring('0171', { answered: 500 });
    await once.simulator.ledger.whenWebhooks(3);
    expect(said(once.hook)).toEqual([inOrder[0], inOrder[2], inOrder[3]]);
  });
});

describe('a blocked call', () => {
  const limited = { concurrencyLimit: 1, aboveLimit: 'blocked-then-rings' } as const;

  test('that waits rings when a line is free', async () => {
    await using simulator = await startSimulator({ ...limited, ringMs: 20, talkMs: 20 });
    await post(simulator);
    const { json } = await post(simulator);
    expect(json).toMatchObject({ status: 'scheduled', subscriptionLimits: { concurrencyBlocked: true } });
    expect(simulator.ledger.counts().calls).toBe(1);
    await simulator.ledger.whenCalls(2);
    expect(simulator.ledger.calls[1]?.providerCallId).toBe(json['id']);
    expect(simulator.callsUp().most).toBe(1);
  });

  test('that waits and is deleted never rings, and is shown as deleted', async () => {
    await using simulator = await startSimulator({ ...limited, ringMs: 20, talkMs: 20 });
    const first = await post(simulator);
    const { json } = await post(simulator);
    const deleted = await fetch(`${simulator.url}/call/${json['id']}`, { method: 'DELETE', body: '{}' });
    expect(deleted.status).toBe(200);
    expect((await get(simulator, `/call/${json['id']}`)).json).toMatchObject({
      status: 'ended',
      endedReason: 'scheduled-call-deleted',
    });
    await expect
      .poll(async () => (await get(simulator, `/call/${first.json['id']}`)).json['status'])
      .toBe('ended');
    await post(simulator);
    await simulator.ledger.whenCalls(2);
    expect(simulator.ledger.calls.map(({ providerCallId }) => providerCallId)).not.toContain(json['id']);
  });

  test('that ends says so in its answer', async () => {
    await using simulator = await startSimulator({ concurrencyLimit: 1, ringMs: 60_000 });
    await post(simulator);
    expect((await post(simulator)).json).toMatchObject({
      status: 'ended',
      endedReason: 'call.start.error-subscription-concurrency-limit-reached',
      subscriptionLimits: { concurrencyBlocked: true },
    });
  });
});
