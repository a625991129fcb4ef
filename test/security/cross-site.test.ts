import { once } from 'node:events';
import { request } from 'node:http';
import { createClient } from 'graphql-ws';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { type GraphQLServer, startGraphQLServer } from '../server/start-graphql-server.ts';

const mutation = 'mutation { pauseDispatch(input: { reason: "attack" }) { dispatcher { paused } } }';
const allowed = 'https://app.example';

/** As a browser would, which `fetch` may not: with any `Host`, `Origin` and `Cookie`. */
async function send(
  url: string,
  {
    method = 'POST',
    body = '',
    headers = {},
  }: { method?: string; body?: string; headers?: Record<string, string> },
) {
  const sent = request(url, { method, headers });
  sent.end(body);
  const [response] = await once(sent, 'response');
  let text = '';
  for await (const chunk of response) text += chunk;
  return { status: response.statusCode as number, headers: response.headers, text };
}

describe('another site', () => {
  let open: GraphQLServer;
  let closed: GraphQLServer;
  let secret: string;
  let session: string;
  beforeAll(async () => {
    open = await startGraphQLServer();
    closed = await startGraphQLServer({ allowedOrigins: [allowed] });
    secret = (await closed.createToken('admin')).secret;
    const signedIn = await send(closed.url.replace('/graphql', '/session'), {
      body: JSON.stringify({ token: secret }),
      headers: { 'content-type': 'application/json' },
    });
    session = String(signedIn.headers['set-cookie']).split(';')[0] ?? '';
  });
  afterAll(async () => {
    await open[Symbol.asyncDispose]();
    await closed[Symbol.asyncDispose]();
  });

  const isPaused = async (server: GraphQLServer) => (await server.services.dispatch.status()).paused;

  test.each([
    ['application/x-www-form-urlencoded', `query=${encodeURIComponent(mutation)}`],
    ['text/plain', JSON.stringify({ query: mutation })],
    [
      'multipart/form-data; boundary=x',
      `--x\r\ncontent-disposition: form-data; name="query"\r\n\r\n${mutation}\r\n--x--`,
    ],
    ['application/json', JSON.stringify({ query: mutation })],
    ['application/graphql', mutation],
  ])('changes nothing by a %s that a browser sends, with or without a cookie', async (type, body) => {
    for (const server of [open, closed]) {
      const { status } = await send(server.url, {
        body,
        headers: { 'content-type': type, origin: 'https://evil.example', cookie: session },
      });
      expect([401, 403, 415]).toContain(status);
      expect(await isPaused(server)).toBe(false);
    }
  });

  test('changes nothing by a link or an image, since GET does not', async () => {
    const { status } = await send(`${open.url}?query=${encodeURIComponent(mutation)}`, { method: 'GET' });
    expect(status).toBe(405);
    expect(await isPaused(open)).toBe(false);
  });

  test.each(['https://evil.example', 'null', 'http://127.0.0.1:1', 'https://app.example.evil.example'])(
    'opens no WebSocket from %s',
    async (origin) => {
      for (const server of [open, closed]) {
        const socket = new WebSocket(server.wsUrl, 'graphql-transport-ws', {
          origin,
          headers: { cookie: session },
        });
        const [error] = await once(socket, 'error');
        expect(error.message).toContain('403');
      }
    },
  );

  test('that is allowed may use the API with a token, and gets no cookie honoured', async () => {
    const headers = { 'content-type': 'application/json', origin: allowed };
    const body = JSON.stringify({ query: '{ viewer { name } }' });
    const answer = await send(closed.url, {
      body,
      headers: { ...headers, authorization: `Bearer ${secret}` },
    });
    expect(answer.status).toBe(200);
    expect(answer.headers['access-control-allow-origin']).toBe(allowed);
    expect(answer.headers['access-control-allow-credentials']).toBeUndefined();
    expect((await send(closed.url, { body, headers: { ...headers, cookie: session } })).status).toBe(401);
    const preflight = await send(closed.url, {
      method: 'OPTIONS',
      headers: {
        origin: allowed,
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'authorization',
      },
    });
    expect(preflight.headers['access-control-allow-headers']).toContain('authorization');
    const other = await send(closed.url, {
      method: 'OPTIONS',
      headers: { origin: 'https://evil.example', 'access-control-request-method': 'POST' },
    });
    expect(other.headers['access-control-allow-origin']).not.toBe('https://evil.example');
  });

  test.each([
    'evil.example',
    'evil.example:4000',
    '127.0.0.1.evil.example',
    'localhost.evil.example',
    '0.0.0.0',
  ])('whose name %s was made to lead here is not served without tokens', async (host) => {
    const body = JSON.stringify({ query: mutation });
    const headers = { 'content-type': 'application/json', host, origin: `http://${host}` };
    const { status, text } = await send(open.url, { body, headers });
    expect(status).toBe(403);
    expect(text).toContain('FORBIDDEN');
    expect((await send(`${open.url}?query={__typename}`, { method: 'GET', headers: { host } })).status).toBe(
      403,
    );
    const socket = new WebSocket(open.wsUrl, 'graphql-transport-ws', {
      headers: { host },
      origin: `http://${host}`,
    });
    await once(socket, 'open');
    socket.send('{"type":"connection_init"}');
    const [code] = await once(socket, 'close');
    expect(code).toBe(4403);
    expect(await isPaused(open)).toBe(false);
  });

  test.each([
    ['forwarded', 'for=198.51.100.7'],
    ['x-forwarded-for', '198.51.100.7'],
    ['x-forwarded-host', 'bellhop.example'],
    ['x-real-ip', '198.51.100.7'],
    ['cf-connecting-ip', '198.51.100.7'],
    ['via', '1.1 proxy'],
  ])('that comes through a proxy, as %s shows, is not served without tokens', async (name, value) => {
    const headers = { 'content-type': 'application/json', [name]: value };
    const origin = new URL(open.url).origin;
    for (const [method, path] of [
      ['POST', '/graphql'],
      ['GET', '/graphql?query={__typename}'],
      ['GET', '/session'],
      ['POST', '/session'],
      ['DELETE', '/session'],
      ['GET', '/'],
      ['GET', '/graphiql/index.js'],
      ['GET', '/metrics'],
    ] as const) {
      const body = method === 'POST' ? JSON.stringify({ query: mutation, token: secret }) : '';
      const { status, text } = await send(`${origin}${path}`, { method, body, headers });
      expect([path, status]).toEqual([path, 403]);
      expect(JSON.parse(text).errors[0].message).toContain(`it has the header ${name}. Create a token`);
    }
    for (const health of ['/livez', '/readyz']) {
      expect((await send(`${origin}${health}`, { method: 'GET', headers })).status).toBe(200);
    }
    const socket = new WebSocket(open.wsUrl, 'graphql-transport-ws', { headers: { [name]: value } });
    const [, response] = await once(socket, 'unexpected-response');
    expect(response.statusCode).toBe(403);
    expect(String(await response.toArray())).toContain('came through a proxy');
    socket.on('error', () => {}).terminate();
    expect(await isPaused(open)).toBe(false);

    const authorized = { ...headers, authorization: `Bearer ${secret}` };
    const body = JSON.stringify({ query: '{ viewer { name } }' });
    expect((await send(closed.url, { body, headers: authorized })).status).toBe(200);
  });

  test.each(['127.0.0.1', 'localhost:1234', '[::1]:4000', '127.1.2.3'])(
    'but %s is a name of the loopback',
    async (host) => {
      const { status } = await send(`${open.url}?query={__typename}`, { method: 'GET', headers: { host } });
      expect(status).toBe(200);
    },
  );
});

describe('a browser', () => {
  let server: GraphQLServer;
  let url: string;
  let secret: string;
  beforeAll(async () => {
    server = await startGraphQLServer();
    url = server.url.replace('/graphql', '/session');
    secret = (await server.createToken('read', new Date(Date.now() + 3_600_000))).secret;
  });
  afterAll(() => server[Symbol.asyncDispose]());

  const json = { 'content-type': 'application/json' };
  const signIn = (headers: Record<string, string> = json, body = JSON.stringify({ token: secret })) =>
    send(url, { body, headers });

  test('signs in with a token, which no script can read', async () => {
    const { status, headers, text } = await signIn();
    expect(status).toBe(200);
    expect(JSON.parse(text)).toMatchObject({ name: 'a read token', scope: 'read' });
    const [cookie = ''] = headers['set-cookie'] ?? [];
    expect(cookie).toMatch(
      new RegExp(`^bellhop=${secret}; Path=/; HttpOnly; SameSite=Strict; Max-Age=3[56]\\d\\d$`),
    );
    expect(text).not.toContain(secret);
  });

  test('is given a Secure cookie of this host alone beyond the loopback', async () => {
    const { headers } = await signIn({ ...json, host: 'bellhop.example' });
    expect(headers['set-cookie']?.[0]).toMatch(
      /^__Host-bellhop=bh_[^;]+; Path=\/; HttpOnly; SameSite=Strict; Secure; /,
    );
  });

  test('is let in by its cookie over HTTP and WebSocket, from this server’s own pages', async () => {
    const cookie = `other=1; bellhop=${secret}`;
    const { origin } = new URL(server.url);
    const body = JSON.stringify({ query: '{ viewer { scope } }' });
    expect((await send(server.url, { body, headers: { ...json, cookie, origin } })).text).toContain('READ');
    class WithCookie extends WebSocket {
      constructor(address: string, protocols: string[]) {
        super(address, protocols, { headers: { cookie }, origin });
      }
    }
    const client = createClient({ url: server.wsUrl, webSocketImpl: WithCookie, retryAttempts: 0 });
    expect(await client.iterate({ query: '{ viewer { scope } }' }).next()).toMatchObject({
      value: { data: { viewer: { scope: 'READ' } } },
    });
    await client.dispose();
    const page = await send(server.url, { method: 'GET', headers: { cookie, accept: 'text/html' } });
    expect(page.status).toBe(200);
  });

  test.each([
    ['of a forged token', () => `bellhop=bh_${'A'.repeat(43)}`],
    ['of the other name', () => `__Host-bellhop=${secret}`],
    ['without a value', () => 'bellhop='],
    ['of nonsense', () => 'bellhop=%00; ;;=; bellhop'],
  ])('with a cookie %s is not let in', async (_, cookie) => {
    const body = JSON.stringify({ query: '{ viewer { scope } }' });
    expect((await send(server.url, { body, headers: { ...json, cookie: cookie() } })).status).toBe(401);
  });

  test('that is not signed in is sent to where it can', async () => {
    const page = await send(server.url, { method: 'GET', headers: { accept: 'text/html' } });
    expect(page).toMatchObject({ status: 302, headers: { location: '/session?to=/graphql' } });
    const form = await send(url, { method: 'GET' });
    expect(form.status).toBe(200);
    expect(form.headers['content-security-policy']).toContain("default-src 'none'");
    expect(form.text).toContain('type="password"');
    const script = await send(`${url}/sign-in.js`, { method: 'GET' });
    expect(() => new Function(script.text)).not.toThrow();
  });

  test('signs out', async () => {
    const { status, headers } = await send(url, { method: 'DELETE' });
    expect(status).toBe(204);
    expect(headers['set-cookie']?.[0]).toContain('bellhop=; Path=/; HttpOnly; SameSite=Strict; Max-Age=0');
  });

  test.each([
    ['from a page of another site', 403, { ...json, origin: 'https://evil.example' }, undefined],
    ['by a form', 400, { 'content-type': 'application/x-www-form-urlencoded' }, 'token=x'],
    ['by text that looks like JSON', 400, { 'content-type': 'text/plain' }, undefined],
    ['with a token that is none', 401, json, '{"token":"bh_x"}'],
    [
      'with a token that would break the cookie',
      400,
      json,
      '{"token":"x; Domain=evil.example\\r\\nset-cookie: a=b"}',
    ],
    ['with what is no JSON', 400, json, '{'],
    ['with far too much', 400, json, JSON.stringify({ token: 'x'.repeat(100_000) })],
  ])('is not signed in %s', async (_, expected, headers, body) => {
    const answer = await signIn(headers as Record<string, string>, body);
    expect(answer.status).toBe(expected);
    expect(answer.headers['set-cookie']).toBeUndefined();
  });
});
