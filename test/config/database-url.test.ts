import { expect, test } from 'vitest';
import { readDatabaseUrl } from '../../src/config/database-url.ts';
import { clientOptions } from '../../src/persistence/connection-settings.ts';

const read = (url: string, environment: Record<string, string> = {}) => readDatabaseUrl(url, environment);

test.each([
  ['postgres://u:p@h:6432/db', { user: 'u', password: 'p', host: 'h', port: 6432, database: 'db' }],
  ['postgresql://h/db', { host: 'h', port: 5432, database: 'db', user: undefined, password: undefined }],
  ['postgres://u:p%23%2F%3F%40%25%3A%C3%A4@h/db', { password: 'p#/?@%:ä' }],
  ['postgres://u:p@ss:word@h/db', { password: 'p@ss:word', host: 'h' }],
  ['postgres://h/my%20db%2Fone', { database: 'my db/one' }],
  ['postgres://[::1]:99/db', { host: '::1', port: 99 }],
  ['postgres://%2Fvar%2Frun%2Fpostgresql/db', { host: '/var/run/postgresql', database: 'db' }],
  ['postgres://u@/db?host=/tmp&port=5433', { host: '/tmp', port: 5433, user: 'u', database: 'db' }],
  ['postgres://?host=h&user=u&password=p%2Bq+r&dbname=db', { host: 'h', user: 'u', password: 'p+q+r' }],
  ['postgres://h/db?options=-c%20search_path%3Da', { options: '-c search_path=a' }],
  ['postgres://h/db?application_name=clinic&connect_timeout=3', { applicationName: 'clinic' }],
  ['postgres://h/db?connect_timeout=3', { connectTimeoutMs: 3_000, applicationName: 'bellhop' }],
  ['postgres://h/db?keepalives_idle=30', { keepAliveAfterMs: 30_000 }],
  ['postgres://h/db?keepalives=0', { keepAliveAfterMs: null }],
  ['postgres://h/db?channel_binding=prefer&target_session_attrs=read-write', { channelBinding: true }],
  ['postgres://h/db', { tls: false }],
  ['postgres://h/db?sslmode=disable', { tls: false }],
  ['postgres://h/db?sslmode=require', { tls: { rejectUnauthorized: false } }],
  ['postgres://h/db?sslmode=no-verify', { tls: { rejectUnauthorized: false } }],
  ['postgres://h/db?sslmode=verify-full&sslrootcert=system', { tls: {} }],
  [
    'postgres://h/db?sslmode=verify-full&ssl_min_protocol_version=TLSv1.3',
    { tls: { minVersion: 'TLSv1.3' } },
  ],
  ['postgres://h/db?sslmode=require&sslnegotiation=direct', { tlsNegotiation: 'direct' }],
  // Sockets are not encrypted, whatever sslmode says.
  ['postgres:///db?host=/tmp&sslmode=verify-full', { tls: false }],
])('%s means what libpq takes it for', (url, settings) => {
  expect(read(url)).toMatchObject(settings);
});

const PERCENT_ENCODE = /Percent-encode special characters in the user name and password: # is %23/;

test.each([
  ['mysql://h/db', /must be a URL that begins with postgres:/],
  ['postgres://h', /names no database\. Write postgres:/],
  ['postgres://u:1?secret=x@h/db', /names no database/],
  ['postgres://u:se#cret@h/db', PERCENT_ENCODE],
  ['postgres://u:1#secret@h/db', PERCENT_ENCODE],
  ['postgres://u:1/secret@h/db', PERCENT_ENCODE],
  ['postgres://u:secret%@h/db', PERCENT_ENCODE],
  ['postgres://u:secret%ff@h/db', PERCENT_ENCODE],
  ['postgres://a,b/db', /names several hosts/],
  ['postgres://a:1,b:2/db', /names several hosts/],
  ['postgres://h/db?host=a,b', /names several hosts/],
  ['postgres://h/db?sslmode=prefer', /sslmode .*Use disable, require .*verify-ca or verify-full/],
  ['postgres://h/db?sslmode=verify-ca', /sslmode=verify-ca without sslrootcert/],
  [
    'postgres://h/db?sslmode=require&sslrootcert=system',
    /sslrootcert=system, which needs sslmode=verify-full/,
  ],
  ['postgres://h/db?sslrootcert=/ca.crt', /sslrootcert without sslmode\. Add sslmode=verify-full/],
  ['postgres://h/db?sslmode=verify-full&sslrootcert=/no/ca.crt', /cannot be read: \/no\/ca\.crt \(ENOENT\)/],
  ['postgres://h/db?sslmode=require&sslcrl=/no/crl', /cannot be read: \/no\/crl \(ENOENT\)/],
  ['postgres://h/db?target_session_attrs=standby', /target_session_attrs .*Bellhop writes/],
  ['postgres://h/db?channel_binding=require', /channel_binding .*cannot insist/],
  ['postgres://h/db?client_encoding=LATIN1', /client_encoding .*UTF8/],
  ['postgres://h/db?service=clinic', /parameter service .*Put its settings into the URL/],
  ['postgres://h/db?schema=clinic', /parameter schema .*search_path/],
  ['postgres://h/db?ssl=true', /parameter ssl .*sslmode=verify-full/],
  ['postgres://h/db?tcp_user_timeout=5', /parameter tcp_user_timeout .*Remove it/],
])('%s is refused by name, with what to do and without the password', (url, message) => {
  expect(() => read(url)).toThrow(message);
  expect(() => read(url)).not.toThrow(/secret/);
});

test('variables of libpq count where the URL is silent', () => {
  const environment = { PGSSLMODE: 'require', PGHOST: 'h', PGPORT: '99' };
  expect(read('postgres:///db', environment)).toMatchObject({
    host: 'h',
    port: 99,
    tls: { rejectUnauthorized: false },
  });
  expect(read('postgres://i:1/db?sslmode=disable', environment)).toMatchObject({
    host: 'i',
    port: 1,
    tls: false,
  });
});

test('each connection gets options of its own, since the driver changes what it gets', () => {
  const settings = read('postgres://h/db?sslmode=require');
  const [one, other] = [clientOptions(settings, 'listener'), clientOptions(settings)];
  expect(one.ssl).toEqual(other.ssl);
  expect(one.ssl).not.toBe(other.ssl);
  expect([one.application_name, other.application_name]).toEqual(['bellhop listener', 'bellhop']);
});
