import { once } from 'node:events';
import { GraphQLError } from 'graphql';
import { pino } from 'pino';
import { expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { createLog } from '../../src/log.ts';
import { requestScope } from '../../src/request-scope.ts';
import { startGraphQLServer } from '../server/start-graphql-server.ts';
import { startBellhop } from '../support/bellhop-process.ts';
import { createTestDatabase } from '../support/test-database.ts';
import { codesOf, post } from './posting.ts';

test('every answer carries its id, given or made', async () => {
  await using server = await startGraphQLServer();
  const id = async (path: string, headers: Record<string, string> = {}) =>
    (await fetch(new URL(path, server.url), { headers, redirect: 'manual' })).headers.get('x-request-id');
  expect(await id('/graphql?query={__typename}', { 'x-request-id': 'from-the-proxy.1' })).toBe(
    'from-the-proxy.1',
  );
  const paths = ['/graphql', '/livez', '/readyz', '/', '/nothing', '/session', '/graphql?query={'];
  const ids = await Promise.all(paths.map((path) => id(path, { 'x-request-id': 'not\tone' })));
  for (const each of ids) expect(each).toMatch(/^[0-9a-f-]{36}$/);
  expect(new Set(ids).size).toBe(paths.length);
});

test('what runs for a request knows its id, over either transport', async () => {
  const seen: unknown[] = [];
  const status = async () => {
    seen.push(requestScope.getStore());
    throw new GraphQLError('enough');
  };
  await using server = await startGraphQLServer({ services: { dispatch: { status } as never } });
  const answer = await post(server, '{ dispatcher { paused } }', { headers: { 'x-request-id': 'one' } });
  expect([seen, answer.headers.get('x-request-id')]).toEqual([['one'], 'one']);
  const socket = new WebSocket(server.wsUrl, 'graphql-transport-ws');
  const [[upgraded]] = await Promise.all([once(socket, 'upgrade'), once(socket, 'open')]);
  socket.send('{"type":"connection_init"}');
  await once(socket, 'message');
  socket.send('{"type":"subscribe","id":"1","payload":{"query":"{ dispatcher { paused } }"}}');
  await once(socket, 'message');
  expect(upgraded.headers['x-request-id']).toMatch(/^[0-9a-f-]{36}$/);
  expect(seen[1]).toBe(upgraded.headers['x-request-id']);
  socket.terminate();
});

test('phone numbers are masked in fields and errors, and nothing else is', () => {
  const log = createLog({ level: 'info', format: 'json' });
  const lines: string[] = [];
  const stream = (log as unknown as Record<symbol, { write(line: string): void }>)[
    pino.symbols.streamSym as never
  ];
  Object.assign(stream as object, { write: (line: string) => void lines.push(line) });
  const reason = 'Cannot ring +14155550123 now, nor +4930123456';
  log.warn(
    { event: 'attempt.rejected', reason, id: '01a20e0c-a089-71b2-9736-476f48272586', count: 14155550123 },
    'x',
  );
  const refused = Object.assign(new Error(reason, { cause: new Error('+14155550123') }), {
    detail: 'Failing row contains (1, +14155550123, Your test results are in.)',
  });
  log.error({ err: refused }, 'x');
  expect(JSON.parse(lines[0] ?? '')).toMatchObject({
    reason: 'Cannot ring +14…23 now, nor +49…56',
    id: '01a20e0c-a089-71b2-9736-476f48272586',
    count: 14155550123,
  });
  expect(lines[1]).toContain('Cannot ring +14…23 now');
  expect(lines[1]).not.toMatch(/\+14155550123|\+4930123456|test results/);
});

test('a failure shows an id that the log has too, and nothing else of itself', async () => {
  const failure = new Error('password=hunter2 at 10.0.0.1');
  await using server = await startGraphQLServer({
    services: { dispatch: { status: () => Promise.reject(failure) } as never },
  });
  const answer = await post(server, '{ dispatcher { paused } }');
  expect(codesOf(answer)).toEqual(['INTERNAL_SERVER_ERROR']);
  const { errorId } = answer.json.errors[0].extensions;
  expect(server.logged).toContainEqual({
    level: 'error',
    fields: expect.objectContaining({ errorId, err: failure }),
  });
  expect(answer.text).not.toMatch(/hunter2|10\.0\.0\.1|at .*\.ts/);
});

test('a failure to look up a token is told as one, and lets nobody in', async () => {
  await using server = await startGraphQLServer();
  const { secret } = await server.createToken('admin');
  Object.assign(server.services.tokens, {
    findByHash: () =>
      Promise.reject(
        Object.assign(new Error('connect ECONNREFUSED 10.0.0.1:5432'), { code: 'ECONNREFUSED' }),
      ),
  });
  const answer = await post(server, '{ dispatcher { paused } }', { secret });
  expect(answer.status).toBe(503);
  expect(codesOf(answer)).toEqual(['SERVICE_UNAVAILABLE']);
  expect(answer.text).not.toContain('10.0.0.1');
  Object.assign(server.services.tokens, { findByHash: () => Promise.reject(new TypeError('defect')) });
  expect(codesOf(await post(server, '{ dispatcher { paused } }', { secret }))).toEqual([
    'INTERNAL_SERVER_ERROR',
  ]);
});

test('no token is ever logged or answered, good or bad, however it was sent', async () => {
  await using database = await createTestDatabase();
  await using bellhop = startBellhop({ DATABASE_URL: database.url, LOG_LEVEL: 'trace' });
  let output = '';
  bellhop.child.stdout?.on('data', (text: string) => {
    output += text;
  });
  const { url } = (await bellhop.logged('started')) as { url: string };
  expect(await bellhop.logged('access.open')).toMatchObject({
    msg: expect.stringContaining('Anybody on this machine'),
  });
  const server = { url: `${url}/graphql` };
  const made = await post(
    server,
    'mutation { createApiToken(input: { name: "me", scope: ADMIN }) { ... on CreateApiTokenSuccess { secret } } }',
  );
  const { secret } = made.json.data.createApiToken;
  expect(await bellhop.logged('token.created')).toMatchObject({
    name: 'me',
    scope: 'admin',
    requestId: made.headers.get('x-request-id'),
  });
  const bad = `${secret.slice(0, -5)}AAAAA`;
  const answers: string[] = [];
  for (const token of [secret, bad]) {
    answers.push((await post(server, '{ apiTokens { id name } }', { secret: token })).text);
    answers.push(
      (await post(server, `{ node(id: "${token}") { id } }`, { secret: token })).text.replaceAll(
        `node(id`,
        '',
      ),
    );
    const body = JSON.stringify({ token });
    const headers = { 'content-type': 'application/json' };
    answers.push(await (await fetch(`${url}/session`, { method: 'POST', headers, body })).text());
    answers.push(await (await fetch(server.url, { headers: { cookie: `bellhop=${token}` } })).text());
    answers.push(await (await fetch(`${url}/graphql?token=${token}`)).text());
  }
  for (const text of [...answers, output]) {
    expect(text).not.toContain(secret.slice(3, 30));
  }
  bellhop.kill('SIGTERM');
  await bellhop.ended;
  expect(output).not.toContain(secret.slice(3, 30));
});
