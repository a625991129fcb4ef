import { once } from 'node:events';
import { chmodSync, chownSync, copyFileSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { type AddressInfo, connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { readDatabaseUrl } from '../../src/config/database-url.ts';
import { checkServer } from '../../src/persistence/check-server.ts';
import { openDatabase } from '../../src/persistence/open-database.ts';
import { connect as openClient } from '../../src/persistence/session.ts';
import { run } from '../../src/persistence/statement.ts';
import { readScope } from '../../src/read-scope.ts';
import { runBellhop } from '../cli/run-bellhop.ts';
import { query } from '../faults/stage.ts';
import { startTestApp } from '../support/app.ts';
import { type Certificates, createCertificates } from '../support/certificates.ts';
import { type PostgresServer, startPostgresServer } from '../support/postgres-server.ts';
import { waitFor } from '../support/wait-for.ts';

/** How a connection begins that is to be encrypted: https://www.postgresql.org/docs/current/protocol-message-formats.html */
const SSL_REQUEST = '0000000804d2162f';

const PASSWORD = 'p#/?@%:+ä word';

let server: PostgresServer;
let certificates: Certificates;
let folder: string;
let socket: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'bellhop-certificates-'));
  certificates = createCertificates(folder);
  server = await startPostgresServer();
  socket = await takeTlsOnly(server.url('postgres'));
});
afterAll(async () => {
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** Returns the folder of its Unix socket. */
async function takeTlsOnly(url: string): Promise<string> {
  const [row] = await query<{ data: string }>(url, `select current_setting('data_directory') as data`);
  const data = row?.data ?? '';
  const { uid, gid } = statSync(data);
  const give = (from: string, name: string) => {
    const to = join(data, name);
    copyFileSync(from, to);
    chownSync(to, uid, gid);
    chmodSync(to, 0o600);
  };
  give(certificates.server.certificate, 'server.crt');
  give(certificates.server.key, 'server.key');
  give(certificates.ca, 'root.crt');
  await query(url, 'create role certified superuser login');
  await query(url, `create role secretive login password '${PASSWORD}'`);
  await query(url, `alter system set ssl_ca_file = 'root.crt'`);
  await query(url, 'alter system set ssl = on');
  writeFileSync(
    join(data, 'pg_hba.conf'),
    'local all all trust\nhostssl all certified 127.0.0.1/32 cert\nhostssl all secretive 127.0.0.1/32 scram-sha-256\nhostssl all all 127.0.0.1/32 trust\n',
  );
  await query(url, 'select pg_reload_conf()');
  // The server reads its configuration again after this returns.
  await waitFor(() => checkServer(readDatabaseUrl(urlWith({ sslmode: 'require' }))));
  return data;
}

function urlWith(
  parameters: Record<string, string>,
  { host = '127.0.0.1', port = server.port, user = 'postgres' } = {},
): string {
  const query = Object.entries(parameters).map(([name, value]) => `${name}=${encodeURIComponent(value)}`);
  return `postgres://${user}@${host}:${port}/postgres?${query.join('&')}`;
}

const verified = () => ({ sslmode: 'verify-full', sslrootcert: certificates.ca });

/** A network to the server that notes how each connection begins. */
async function startObserver() {
  const beginnings: string[] = [];
  const observer = createServer((client) => {
    const upstream = connect(server.port, '127.0.0.1');
    client.once('data', (chunk) => beginnings.push(chunk.subarray(0, 8).toString('hex')));
    client.pipe(upstream).pipe(client);
    client.on('error', () => upstream.destroy());
    upstream.on('error', () => client.destroy());
  });
  observer.listen(0, '127.0.0.1');
  await once(observer, 'listening');
  onTestFinished(() => void observer.close());
  return { beginnings, port: (observer.address() as AddressInfo).port };
}

const sessionsSql = `
  select distinct application_name as name, ssl from pg_stat_activity join pg_stat_ssl using (pid)
  where application_name like 'bellhop%' order by name`;

test('every connection to a server that accepts only TLS is encrypted, also the one that cancels a query', async () => {
  const { beginnings, port } = await startObserver();
  const url = urlWith(verified(), { port });
  await using _app = await startTestApp({ databaseUrl: url });
  const admin = await openClient(readDatabaseUrl(urlWith({ ...verified(), application_name: 'test' })), {
    purpose: 'admin',
  });
  onTestFinished(() => admin.end());
  const sessions = async () => (await admin.query(sessionsSql)).rows;
  await waitFor(async () =>
    expect(await sessions()).toEqual([
      { name: 'bellhop', ssl: true },
      { name: 'bellhop listener', ssl: true },
    ]),
  );

  const { code, stdout } = await runBellhop(['doctor', '--json'], { DATABASE_URL: url });
  expect({ code, ok: JSON.parse(stdout).ok }).toEqual({ code: 0, ok: true });

  const database = await openDatabase({ kind: 'server', connection: readDatabaseUrl(url) });
  onTestFinished(() => database.close());
  const reading = new AbortController();
  const sleeping = readScope.run(reading.signal, () => run(database.fork(), 'select pg_sleep(3600)'));
  const sleepers = async () =>
    (
      await admin.query(
        `select pid from pg_stat_activity where query = 'select pg_sleep(3600)' and state = 'active'`,
      )
    ).rows;
  await waitFor(async () => expect(await sleepers()).toHaveLength(1));
  const before = beginnings.length;
  reading.abort();
  await expect(sleeping).rejects.toThrow('canceling statement due to user request');
  expect(beginnings.length).toBe(before + 1);

  expect(new Set(beginnings)).toEqual(new Set([SSL_REQUEST]));
});

test.each([
  ['127.0.0.1', 'verify-full', true],
  ['127.0.0.1', 'verify-ca', true],
  ['127.0.0.1', 'require', true],
  // The certificate does not name it.
  ['localhost', 'verify-full', false],
  ['localhost', 'verify-ca', true],
])('the certificate of %s satisfies sslmode=%s: %s', async (host, sslmode, isFit) => {
  const checked = checkServer(readDatabaseUrl(urlWith({ ...verified(), sslmode }, { host })));
  if (isFit) await expect(checked).resolves.toEqual({ schema: 'public' });
  else await expect(checked).rejects.toThrow("does not match certificate's altnames");
});

test.each([
  ['require', true],
  ['no-verify', true],
  ['verify-full', false],
])('a server whose CA is unknown satisfies sslmode=%s: %s', async (sslmode, isFit) => {
  const checked = checkServer(readDatabaseUrl(urlWith({ sslmode })));
  if (isFit) await expect(checked).resolves.toEqual({ schema: 'public' });
  else await expect(checked).rejects.toThrow('self-signed certificate');
});

test.each([{}, { sslmode: 'disable' }])(
  'a URL with %j is refused by the server, in words',
  async (parameters) => {
    const opening = openDatabase({ kind: 'server', connection: readDatabaseUrl(urlWith(parameters)) });
    await expect(opening).rejects.toThrow(
      /^The database postgres at 127\.0\.0\.1:\d+ cannot be used: .*no encryption\. Check DATABASE_URL/,
    );
  },
);

test('a password of any characters is bound to the TLS session', async () => {
  const user = `secretive:${encodeURIComponent(PASSWORD)}`;
  const url = urlWith({ ...verified(), channel_binding: 'prefer' }, { user });
  await expect(checkServer(readDatabaseUrl(url))).resolves.toEqual({ schema: 'public' });
  const wrong = urlWith(verified(), { user: 'secretive:wrong' });
  await expect(checkServer(readDatabaseUrl(wrong))).rejects.toThrow('password authentication failed');
});

test('TLS begins without a request for it where the URL says so', async () => {
  const { beginnings, port } = await startObserver();
  const direct = urlWith({ ...verified(), sslnegotiation: 'direct' }, { port });
  await expect(checkServer(readDatabaseUrl(direct))).resolves.toEqual({ schema: 'public' });
  // A handshake of TLS.
  expect(beginnings).toHaveLength(2);
  for (const beginning of beginnings) expect(beginning).toMatch(/^1603/);
});

test('both pools present the certificate of the client, whose key is encrypted', async () => {
  const { certificate: sslcert, key: sslkey, passphrase: sslpassword } = certificates.client;
  const url = urlWith({ ...verified(), sslcert, sslkey, sslpassword }, { user: 'certified' });
  const database = await openDatabase({ kind: 'server', connection: readDatabaseUrl(url) });
  onTestFinished(() => database.close());
  for (const em of [database.fork(), database.forkReserved()]) {
    const sql = 'select client_dn from pg_stat_ssl where pid = pg_backend_pid()';
    expect(await run(em, sql)).toEqual([{ client_dn: '/CN=certified' }]);
  }
});

test.each([
  ['the parameter host', () => `@/postgres?host=${socket}&port=${server.port}&sslmode=verify-full`],
  ['an encoded host', () => `@${encodeURIComponent(socket)}:${server.port}/postgres?sslmode=verify-full`],
])('a Unix socket is found by %s, and needs no TLS', async (_, rest) => {
  const database = await openDatabase({
    kind: 'server',
    connection: readDatabaseUrl(`postgres://postgres${rest()}`),
  });
  onTestFinished(() => database.close());
  const sql =
    'select client_addr, ssl from pg_stat_activity join pg_stat_ssl using (pid) where pid = pg_backend_pid()';
  expect(await run(database.fork(), sql)).toEqual([{ client_addr: null, ssl: false }]);
});
