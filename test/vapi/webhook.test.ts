import { createHmac } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { Behaviour } from '../../src/vapi/simulator/behaviour.ts';
import { createWebhookReader } from '../../src/vapi/webhook.ts';
import { attemptId, createCalling, number, startCallSimulator } from './calling.ts';
import { startWebhookServer } from './webhook-server.ts';

const secret = 'a-secret-of-the-clinic';
const now = new Date('2030-01-01T00:00:00Z');
const { read: readWebhook, judgeHead } = createWebhookReader(secret);
const call = { id: 'call-1', customer: { externalId: attemptId }, status: 'queued' };
const update = { type: 'status-update', status: 'ringing', timestamp: now.getTime(), call };

const bodyOf = (message: unknown) => Buffer.from(JSON.stringify({ message }));
const read = (message: unknown, headers: IncomingHttpHeaders = { 'x-vapi-secret': secret }) =>
  readWebhook(headers, bodyOf(message), now);

function sign(body: Buffer, timestamp: string, key = secret) {
  return createHmac('sha256', key).update(`${timestamp}.`).update(body).digest();
}

describe('a webhook', () => {
  test('is known by the secret that it carries', () => {
    for (const headers of [{ 'x-vapi-secret': secret }, { authorization: `Bearer ${secret}` }]) {
      expect(read(update, headers)).toMatchObject({ status: 200, why: 'status-update' });
    }
  });

  test.each([
    ['no secret', {}],
    ['wrong secret', { 'x-vapi-secret': 'another' }],
    ['wrong secret', { 'x-vapi-secret': '' }],
    ['wrong secret', { 'x-vapi-secret': `${secret} ` }],
    ['wrong secret', { authorization: `Basic ${secret}` }],
    ['no timestamp', { 'x-signature': 'abc' }],
    ['wrong signature', { 'x-signature': '', 'x-timestamp': '1' }],
  ])('with %s is refused, without effect', (why, headers) => {
    expect(read(update, headers)).toEqual({ status: 401, report: null, why });
  });

  const nowMs = `${now.getTime()}`;
  const body = bodyOf(update);
  const hex = sign(body, nowMs).toString('hex');
  test.each([
    ['hex', hex],
    ['hex in capitals', hex.toUpperCase()],
    ['hex with its algorithm', `sha256=${hex}`],
    ['base64', sign(body, nowMs).toString('base64')],
  ])('is known by its signature in %s', (_name, signature) => {
    const headers = { 'x-signature': signature, 'x-timestamp': nowMs };
    expect(readWebhook(headers, body, now)).toMatchObject({
      status: 200,
      report: { providerCallId: 'call-1' },
    });
  });

  test.each([
    ['now, in seconds', 0, 1_000, 200],
    ['five minutes ago', -300_000, 1, 200],
    ['five minutes ahead', 300_000, 1, 200],
    ['older', -300_001, 1, 401],
    ['further ahead', 300_001, 1, 401],
    ['older, in seconds', -301_000, 1_000, 401],
  ])('that was signed %s is answered so', (_name, offsetMs, unit, status) => {
    const timestamp = `${(now.getTime() + offsetMs) / unit}`;
    const headers = { 'x-timestamp': timestamp, 'x-signature': sign(body, timestamp).toString('hex') };
    expect(readWebhook(headers, body, now).status).toBe(status);
  });

  test('is refused where the signature is of another body, instant or key', () => {
    const signed = (signature: Buffer, timestamp = nowMs) => ({
      'x-signature': signature.toString('hex'),
      'x-timestamp': timestamp,
    });
    for (const headers of [
      signed(sign(Buffer.from('{}'), nowMs)),
      signed(sign(body, nowMs), `${now.getTime() + 1}`),
      signed(sign(body, nowMs, 'another')),
      signed(sign(body, 'soon'), 'soon'),
      { ...signed(sign(body, nowMs, 'another')), 'x-vapi-secret': 'another' },
    ]) {
      expect(readWebhook(headers, body, now)).toMatchObject({ status: 401, report: null });
    }
  });

  test('is told from a forged one before it is read', () => {
    expect(readWebhook({}, Buffer.from('no JSON'), now).status).toBe(401);
    expect(readWebhook({ 'x-vapi-secret': secret }, Buffer.from('no JSON'), now)).toEqual({
      status: 400,
      report: null,
      why: 'no JSON',
    });
  });

  test.each([
    ['proves its sender by the secret', { 'x-vapi-secret': secret }, null],
    ['is refused without a secret', {}, 'no secret'],
    ['is refused with another secret', { 'x-vapi-secret': 'x' }, 'wrong secret'],
    ['proves nothing by a signature', { 'x-signature': 'x', 'x-timestamp': '1' }, 'signed'],
    ['is refused with a signature of no time', { 'x-signature': 'x' }, 'no timestamp'],
  ])('%s before its body is read', (_, headers, judgement) => {
    expect(judgeHead(headers)).toBe(judgement);
  });

  test.each([
    ['another type', { type: 'hang', call }],
    ['another type', { type: 'transcript', call }],
    ['another type', { call }],
    ['another type', null],
    ['another type', []],
    ['no call', { ...update, call: undefined }],
    ['no call', { ...update, call: { id: 7 } }],
    ['another status', { ...update, status: 'not-found' }],
    ['another status', { ...update, status: 'dreaming' }],
  ])('that says nothing to us (%s) is answered 200, or it would come again', (why, message) => {
    expect(read(message)).toEqual({ status: 200, report: null, why });
  });

  test('without a message is answered 200 too', () => {
    for (const text of ['{}', '[]', 'null', '7', '{"message":"x"}']) {
      const answer = readWebhook({ 'x-vapi-secret': secret }, Buffer.from(text), now);
      expect(answer).toEqual({ status: 200, report: null, why: 'another type' });
    }
  });
});

describe('what a webhook reports', () => {
  test('is the status that it names, not the one of the call that it quotes', () => {
    expect(read({ ...update, status: 'in-progress', surprise: { of: ['the', 'future'] } }).report).toEqual({
      providerCallId: 'call-1',
      attemptId,
      callSid: null,
      status: 'in-progress',
      result: null,
      endedReason: null,
      neverRang: false,
      reportedAt: now,
      startedAt: null,
      endedAt: null,
      costUsd: null,
    });
  });

  test('is the end, by either of the two that tell of it', () => {
    const end = { endedReason: 'customer-busy', call: { ...call, transport: { callSid: 'CA7' } } };
    const expected = { status: 'ended', result: 'busy', endedReason: 'customer-busy', callSid: 'CA7' };
    expect(read({ ...update, status: 'ended', ...end }).report).toMatchObject(expected);
    const quoting = { ...update, status: 'ended', call: { ...call, endedReason: 'customer-busy' } };
    expect(read(quoting).report).toMatchObject({ result: 'busy' });
    expect(read({ type: 'end-of-call-report', call }).report).toMatchObject({ result: 'other' });
    const report = { type: 'end-of-call-report', ...end, endedAt: '2030-01-01T00:00:00Z', cost: 0.2 };
    expect(read(report).report).toMatchObject({ ...expected, endedAt: now, costUsd: 0.2 });
  });

  test('says whether anybody can have been rung', () => {
    const end = { ...update, status: 'ended', endedReason: 'call.start.error-vapifault-get-org' };
    expect(read(end).report).toMatchObject({ neverRang: true, result: 'provider-fault' });
  });
});

describe('webhooks on the wire', () => {
  async function ring(behaviour: Behaviour, credentialId: string | null) {
    const hook = await startWebhookServer();
    const simulator = await startCallSimulator({ ringMs: 0, webhookSecret: secret });
    const webhook = () => ({ url: hook.url, secret, credentialId });
    const calling = createCalling({ baseUrl: simulator.url, webhook });
    onTestFinished(async () => {
      await calling[Symbol.asyncDispose]();
      await simulator.close();
      await hook.close();
    });
    simulator.script(number, [behaviour]);
    await calling.place();
    await hook.when(({ message }) => message['type'] === 'end-of-call-report');
    return { hook, simulator };
  }

  test.each([
    ['with the secret', null],
    ['signed', 'credential-1'],
  ])('come %s, and say what became of the call', async (_name, credentialId) => {
    const { hook, simulator } = await ring('voicemail', credentialId);
    const answers = hook.received.map(({ headers, rawBody }) => readWebhook(headers, rawBody, new Date()));
    const [rung] = simulator.ledger.calls;
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    expect(answers.map(({ report }) => report?.status)).toEqual(['ringing', 'in-progress', 'ended', 'ended']);
    expect(answers.map(({ report }) => report?.providerCallId)).toEqual(Array(4).fill(rung?.providerCallId));
    expect(answers.at(-1)?.report).toMatchObject({ attemptId, callSid: rung?.callSid, result: 'voicemail' });
    for (const { headers, rawBody } of hook.received) {
      expect(createWebhookReader('another-secret').read(headers, rawBody, new Date()).status).toBe(401);
    }
  });
});
