import { once } from 'node:events';
import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { MAX_WEBHOOK_BYTES } from '../../src/vapi/webhook.ts';
import { seriesValue } from '../metrics/series-value.ts';
import { startTestApp, type TestApp } from '../support/app.ts';

const secret = 'the-secret-of-webhooks';

describe('the place where reports of calls arrive', () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await startTestApp({
      environment: {
        VAPI_PHONE_NUMBER_ID: 'number-1',
        PUBLIC_URL: 'http://127.0.0.1:1',
        OPEN: 'on',
        VAPI_WEBHOOK_SECRET: secret,
      },
    });
  });
  afterAll(() => app[Symbol.asyncDispose]());

  const post = (body: BodyInit, headers: Record<string, string> = { 'x-vapi-secret': secret }) =>
    fetch(`${app.url}/webhooks/vapi`, { method: 'POST', body, headers, duplex: 'half' } as RequestInit);

  test('reads no more than a report may have, whether its length is told or not', async () => {
    const body = Buffer.alloc(MAX_WEBHOOK_BYTES + 1, ' ');
    expect((await post(body)).status).toBe(413);
    const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>();
    const writer = writable.getWriter();
    // Nobody reads it to its end.
    writer.write(body).catch(() => {});
    expect((await post(readable)).status).toBe(413);
    await writer.abort().catch(() => {});
  });

  /** A report that never ends, once its head and its first byte are there. */
  async function begin(headers: Record<string, string>) {
    const { hostname, port } = new URL(app.url);
    const socket = connect(Number(port), hostname).on('error', () => {});
    onTestFinished(() => void socket.destroy());
    const lines = Object.entries({ host: 'x', 'content-length': '1000', ...headers }).map(
      ([name, value]) => `${name}: ${value}\r\n`,
    );
    socket.write(`POST /webhooks/vapi HTTP/1.1\r\n${lines.join('')}\r\n{`);
    return once(socket, 'data').then(([data]) => String(data));
  }

  test('reads no body of a sender without the secret', async () => {
    expect(await begin({})).toContain('401 Unauthorized');
    expect(await begin({ 'x-vapi-secret': 'wrong' })).toContain('401 Unauthorized');
  });

  test('reads at most eight bodies whose signatures are still to be checked, and others still come through', async () => {
    const signed = { 'x-signature': 'x', 'x-timestamp': '1' };
    const answers = Array.from({ length: 9 }, () => begin(signed));
    expect(await Promise.race(answers)).toContain('503 Service Unavailable');
    expect((await post('{"message":{"type":"status-update"}}')).status).toBe(200);
  });

  test('counts each refusal, also those that the log does not repeat', async () => {
    const before = await refusals();
    for (let times = 0; times < 5; times += 1) await post('{}', {});
    expect((await refusals()) - before).toBe(5);
  });

  async function refusals(): Promise<number> {
    const text = await (await fetch(`${app.url}/metrics`)).text();
    return seriesValue(text, 'bellhop_webhooks_refused_total{status="401"}') ?? 0;
  }

  test('takes nothing but what is posted', async () => {
    for (const method of ['GET', 'PUT', 'DELETE']) {
      const response = await fetch(`${app.url}/webhooks/vapi`, { method });
      expect([response.status, response.headers.get('allow')]).toEqual([405, 'POST']);
    }
  });

  test.each([
    ['no secret', {}],
    ['a shorter secret', { 'x-vapi-secret': secret.slice(0, -1) }],
    ['a longer secret', { 'x-vapi-secret': `${secret}x` }],
    ['an empty secret', { 'x-vapi-secret': '' }],
    ['a signature without a time', { 'x-signature': 'x', 'x-vapi-secret': secret }],
    ['an API token', { authorization: 'Bearer bh_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA' }],
  ])('refuses who comes with %s', async (_, headers) => {
    const response = await post('{"message":{"type":"status-update"}}', headers);
    expect([response.status, await response.json()]).toEqual([401, { error: 'Not taken.' }]);
  });

  test('is known by its secret to who has it', async () => {
    expect((await post('{"message":{"type":"status-update"}}')).status).toBe(200);
  });
});
