import { pino } from 'pino';
import { expect, test } from 'vitest';
import { startApp } from '../../src/app.ts';
import { readConfig } from '../../src/config/read-config.ts';
import { isLoopbackAddress, isLoopbackHost } from '../../src/loopback.ts';
import { runBellhop } from '../cli/run-bellhop.ts';
import { testConfig } from '../support/app.ts';
import { startBellhop } from '../support/bellhop-process.ts';
import { createTestDatabase } from '../support/test-database.ts';
import { post } from './posting.ts';

test.each([
  ['127.0.0.1', true],
  ['127.8.9.1', true],
  ['::1', true],
  ['localhost', true],
  ['0.0.0.0', false],
  ['::', false],
  ['192.168.1.2', false],
  ['127.0.0.1.example', false],
  ['localhost.example', false],
])('%s is the loopback: %s', (host, is) => {
  expect(isLoopbackAddress(host)).toBe(is);
  expect(isLoopbackHost(host.includes(':') ? `[${host}]:4000` : `${host}:4000`)).toBe(is);
});

test('beyond the loopback GraphiQL and introspection are off unless they are switched on', () => {
  const server = (variables: Record<string, string>) => readConfig(variables, { isTerminal: false }).server;
  expect(server({})).toMatchObject({ graphiql: true, introspection: true });
  expect(server({ HOST: '0.0.0.0' })).toMatchObject({ graphiql: false, introspection: false });
  expect(server({ HOST: '0.0.0.0', GRAPHIQL: 'on' })).toMatchObject({ graphiql: true, introspection: false });
  expect(server({ INTROSPECTION: 'off' })).toMatchObject({ graphiql: true, introspection: false });
});

test.each([
  [{}, null],
  [{ HOST: '::1', OPEN: 'on' }, null],
  [{ OPEN: 'off' }, 'OPEN is off'],
  [{ HOST: '0.0.0.0' }, 'HOST is 0.0.0.0'],
  [{ VAPI_API_KEY: 'key', VAPI_PHONE_NUMBER_ID: 'id', ALLOWED_COUNTRY_CODES: 'US' }, 'VAPI_API_KEY is set'],
  [{ PUBLIC_URL: 'https://bellhop.example', VAPI_WEBHOOK_SECRET: 'sixteen-letters!' }, 'PUBLIC_URL is set'],
] as const)('%j requires authentication: %s', (variables, reason) => {
  const { authenticationReason } = readConfig(variables);
  if (reason === null) expect(authenticationReason).toBeNull();
  else expect(authenticationReason).toContain(reason);
  if (!('HOST' in variables))
    expect(readConfig({ ...variables, OPEN: 'on' }).authenticationReason).toBeNull();
});

test('with a real key Bellhop starts with a token or with OPEN=on, and otherwise says so', async () => {
  await using database = await createTestDatabase();
  const environment = {
    DATABASE_URL: database.url,
    VAPI_API_KEY: 'the-key',
    VAPI_BASE_URL: 'http://127.0.0.1:1',
    VAPI_PHONE_NUMBER_ID: 'number-1',
    ALLOWED_COUNTRY_CODES: 'US',
  };
  const start = (more = {}) =>
    startApp(testConfig({ ...environment, ...more }), { log: pino({ level: 'silent' }) });
  await expect(start()).rejects.toThrow(
    'VAPI_API_KEY is set, so calls cost money, but there is no API token. Create one first (npm run bellhop -- token create --name me --scope admin), or set JWT_JWKS_URL, JWT_ISSUER and JWT_AUDIENCE. To let every user and program of this machine in without one, set OPEN=on.',
  );
  {
    await using open = await start({ OPEN: 'on' });
    expect(open.isOpen).toBe(true);
  }
  await runBellhop(['token', 'create', '--name', 'me', '--scope', 'admin'], environment);
  await using closed = await start();
  expect(closed.isOpen).toBe(false);
});

test('on any other address Bellhop does not start without authentication, and says what to do', async () => {
  await using database = await createTestDatabase();
  await using refused = startBellhop({ DATABASE_URL: database.url, HOST: '0.0.0.0' });
  const { code, stderr } = await refused.ended;
  expect(code).toBe(1);
  expect(stderr).toContain('HOST is 0.0.0.0');
  expect(stderr).toContain('token create');
  expect(stderr).toContain('JWT_JWKS_URL');
  expect(stderr).not.toMatch(/\n\s+at /);

  const environment = { DATABASE_URL: database.url };
  const { stdout } = await runBellhop(['token', 'create', '--name', 'me', '--scope', 'admin'], environment);
  await using bellhop = startBellhop({ DATABASE_URL: database.url, HOST: '0.0.0.0' });
  const { url } = (await bellhop.logged('started')) as { url: string };
  const server = { url: `${url.replace('0.0.0.0', '127.0.0.1')}/graphql` };
  expect((await post(server, '{ viewer { name } }')).status).toBe(401);
  expect((await post(server, '{ viewer { name } }', { secret: stdout.trim() })).json.data.viewer.name).toBe(
    'me',
  );
});
