import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { type ClientRequest, type IncomingMessage, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { WebSocket } from 'ws';
import { startTestApp, type TestApp } from '../support/app.ts';
import { waitFor } from '../support/wait-for.ts';
import { closedPort } from '../vapi/closed-port.ts';

const page = readFileSync(new URL('../../docs/proxy.md', import.meta.url), 'utf8');
const host = 'bellhop.example';
const origin = `https://${host}`;
const json = { host, origin, 'content-type': 'application/json' };

/** A snippet of docs/proxy.md. */
function snippet(language: string): string {
  const [, text = ''] = new RegExp(`\`\`\`${language}\n(.*?)\`\`\``, 's').exec(page) ?? [];
  return text;
}

const installed = (name: string) =>
  ['/usr/sbin', '/usr/bin', '/usr/local/bin', '/opt/homebrew/bin']
    .map((folder) => `${folder}/${name}`)
    .find(existsSync);

interface ProxyKind {
  readonly name: string;
  readonly program: string | undefined;
  /** Its configuration and the arguments that it is started with. */
  readonly start: (options: { port: number; upstream: string; folder: string }) => {
    readonly config: string;
    readonly args: (file: string) => readonly string[];
  };
}

const nginxWith = (name: string, http: (port: number, upstream: string) => string): ProxyKind => ({
  name,
  program: installed('nginx'),
  start: ({ port, upstream, folder }) => ({
    config: `daemon off; pid ${folder}/pid; error_log ${folder}/error.log; worker_processes 1; events {}
http { access_log off; ${['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((each) => `${each}_temp_path ${folder}/${each};`).join(' ')}
${http(port, upstream)}
}`,
    args: (file) => ['-c', file, '-p', folder],
  }),
});

const documented: readonly ProxyKind[] = [
  nginxWith('nginx', (port, upstream) =>
    snippet('nginx')
      .replace('listen 443 ssl', `listen 127.0.0.1:${port}`)
      .replaceAll(/^ *ssl_.*$/gm, '')
      .replace('http://127.0.0.1:4000', upstream),
  ),
  {
    name: 'Caddy',
    program: installed('caddy'),
    start: ({ port, upstream }) => ({
      config: `{\n\tadmin off\n}\n${snippet('caddy')
        .replace(host, `http://${host}:${port}`)
        .replace('127.0.0.1:4000', new URL(upstream).host)}`,
      args: (file) => ['run', '--config', file, '--adapter', 'caddyfile'],
    }),
  },
];
const bareNginx = nginxWith(
  'nginx with proxy_pass and nothing else',
  (port, upstream) => `server { listen 127.0.0.1:${port}; location / { proxy_pass ${upstream}; } }`,
);

async function startProxy({ program = '', start }: ProxyKind, upstream: string): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'bellhop-proxy-'));
  const port = await closedPort();
  const { config, args } = start({ port, upstream, folder });
  const file = join(folder, 'config');
  writeFileSync(file, config);
  const env = { PATH: process.env['PATH'], HOME: folder };
  const child: ChildProcess = spawn(program, args(file), { env, stdio: ['ignore', 'ignore', 'pipe'] });
  let problems = '';
  child.stderr?.on('data', (text) => {
    problems += text;
  });
  const ended = once(child, 'close');
  onTestFinished(async () => {
    child.kill('SIGTERM');
    await ended;
    rmSync(folder, { recursive: true, force: true });
  });
  const url = `http://127.0.0.1:${port}`;
  await waitFor(async () => {
    if (child.exitCode !== null) throw new Error(problems);
    expect((await answerOf(send(url, 'GET', '/livez', { host }))).status).toBe(200);
  });
  return url;
}

function send(
  url: string,
  method: string,
  path: string,
  headers: Record<string, string>,
  body = '',
): ClientRequest {
  return request(`${url}${path}`, { method, headers }).end(body);
}

async function answerOf(sent: ClientRequest) {
  const [response] = (await once(sent, 'response')) as [IncomingMessage];
  return {
    status: response.statusCode,
    headers: response.headers,
    text: Buffer.concat(await response.toArray()).toString(),
  };
}

const subscription = JSON.stringify({ query: 'subscription { reminderStatusChanged { status } }' });

describe('behind a proxy', () => {
  let app: TestApp;
  let token: string;
  beforeAll(async () => {
    app = await startTestApp();
    const made = await app.execute<{ createApiToken: { secret: string } }>(
      'mutation { createApiToken(input: { name: "me", scope: ADMIN }) { ... on CreateApiTokenSuccess { secret } } }',
    );
    token = made.data?.createApiToken.secret ?? '';
  });
  afterAll(() => app[Symbol.asyncDispose]());

  const create = (url: string, headers: Record<string, string>) => {
    const scheduledTime = new Date(Date.now() + 3_600_000).toISOString();
    const query = `mutation { createReminder(input: { phoneNumber: "+14155550100", message: "x", scheduledTime: "${scheduledTime}" }) { __typename } }`;
    return answerOf(send(url, 'POST', '/graphql', headers, JSON.stringify({ query })));
  };

  /** The headers of a stream, once it has shown an event. */
  async function firstEvent(url: string, headers: Record<string, string>) {
    const sent = send(url, 'POST', '/graphql', { ...headers, accept: 'text/event-stream' }, subscription);
    const [response] = (await once(sent, 'response')) as [IncomingMessage];
    await create(app.url, { 'content-type': 'application/json', authorization: `Bearer ${token}` });
    let text = '';
    for await (const chunk of response) {
      text += chunk;
      if (text.includes('event: next')) return response.headers;
    }
    throw new Error(`The stream ended: ${text}`);
  }

  for (const kind of documented) {
    const how = kind.program === undefined ? ', which is not installed here' : '';
    test.skipIf(how)(`${kind.name}${how}, as docs/proxy.md sets it up, everything works`, async () => {
      const url = await startProxy(kind, app.url);
      const signedIn = await answerOf(send(url, 'POST', '/session', json, JSON.stringify({ token })));
      expect(signedIn.status).toBe(200);
      const [cookie = ''] = signedIn.headers['set-cookie'] ?? [];
      expect(cookie).toMatch(/^__Host-bellhop=.*; Secure/);
      const headers = { ...json, cookie: cookie.split(';')[0] ?? '' };

      expect((await create(url, headers)).text).toContain('CreateReminderSuccess');
      const large = JSON.stringify({ query: '{ __typename }', variables: { text: 'x'.repeat(4_000_000) } });
      expect((await answerOf(send(url, 'POST', '/graphql', headers, large))).status).not.toBe(413);
      expect(await firstEvent(url, headers)).toMatchObject({
        'cache-control': 'no-cache, no-transform',
        'content-type': expect.stringContaining('text/event-stream'),
      });

      const socket = new WebSocket(`${url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws', {
        headers,
      });
      await once(socket, 'open');
      socket.send('{"type":"connection_init"}');
      expect(String((await once(socket, 'message'))[0])).toContain('connection_ack');
      socket.terminate();
    });
  }

  const isMissing = bareNginx.program === undefined;
  test.skipIf(isMissing)(
    `${bareNginx.name}, events arrive, and a refusal names Host and Origin`,
    async () => {
      const url = await startProxy(bareNginx, app.url);
      const upstream = new URL(app.url).host;
      const authorization = `Bearer ${token}`;
      for (const path of ['/session', '/graphql']) {
        const { status, text } = await answerOf(send(url, 'POST', path, { ...json, authorization }, '{}'));
        const [{ message, extensions }] = JSON.parse(text).errors;
        expect([status, extensions.code]).toEqual([403, 'ORIGIN_NOT_ALLOWED']);
        expect(message).toContain(`Origin is "${origin}", and Host is "${upstream}"`);
        expect(message).toContain('docs/proxy.md');
      }
      const { origin: _page, ...program } = json;
      await firstEvent(url, { ...program, authorization });
    },
  );

  test('a WebSocket that is refused for its origin says the same', async () => {
    const socket = new WebSocket(app.wsUrl, 'graphql-transport-ws', { origin });
    const [, response] = await once(socket, 'unexpected-response');
    expect(Buffer.concat(await response.toArray()).toString()).toContain(`Origin is "${origin}"`);
    socket.on('error', () => {}).terminate();
  });
});
