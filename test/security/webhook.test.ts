import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { MAX_WEBHOOK_BYTES } from '../../src/vapi/webhook.ts';
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
