import { readFileSync } from 'node:fs';
import { isIP } from 'node:net';
import type { SecureVersion, ConnectionOptions as TlsOptions } from 'node:tls';
import { parse } from 'pg-connection-string';
import type { ConnectionSettings } from '../persistence/connection-settings.ts';

/** The message continues "DATABASE_URL: its value …" and holds no part of the URL but names of parameters. */
export class DatabaseUrlError extends Error {
  override readonly name = 'DatabaseUrlError';
}

const CONNECT_TIMEOUT_MS = 5_000;
const KEEP_ALIVE_AFTER_MS = 10_000;

const SCHEME = 'must be a URL that begins with postgres:// or postgresql://';
const PERCENT_ENCODE =
  'is not a valid URL. Percent-encode special characters in the user name and password: # is %23, / is %2F, ? is %3F, @ is %40, : is %3A and % is %25';
const ONE_HOST =
  'names several hosts, but Bellhop connects to one. Use one address that always leads to the primary, such as that of a proxy';

/** A URL without its parameters. Groups: hosts with their ports, and the database. */
const ADDRESS =
  /^postgres(?:ql)?:\/\/(?:[^/#]*@)?((?:\[[^\]]*\]|[^@:/#,]*)(?::\d*)?(?:,[^/#@]*)?)(?:\/([^/#@]*))?$/;

/** For each supported parameter, the values that it may have; `null`: any. */
const supported: Readonly<Record<string, RegExp | null>> = {
  host: null,
  port: /^\d+$/,
  dbname: null,
  user: null,
  password: null,
  options: null,
  application_name: null,
  fallback_application_name: null,
  client_encoding: /^(auto|utf-?8)$/i,
  connect_timeout: /^[1-9]\d*$/,
  keepalives: /^[01]$/,
  keepalives_idle: /^\d+$/,
  target_session_attrs: /^(any|read-write|primary)$/,
  channel_binding: /^(disable|prefer)$/,
  gssencmode: /^(disable|prefer)$/,
  sslmode: /^(disable|require|verify-ca|verify-full|no-verify)$/,
  sslnegotiation: /^(postgres|direct)$/,
  sslrootcert: null,
  sslcert: null,
  sslkey: null,
  sslpassword: null,
  sslcrl: null,
  sslsni: /^1$/,
  sslcompression: /^0$/,
  ssl_min_protocol_version: /^TLSv1(\.[123])?$/,
  ssl_max_protocol_version: /^TLSv1(\.[123])?$/,
  uselibpqcompat: /^true$/,
};

/** What to do instead of what is not supported. */
const advice: Readonly<Record<string, string>> = {
  channel_binding: 'Bellhop cannot insist on it: use channel_binding=prefer with sslmode=verify-full',
  client_encoding: 'Bellhop always uses UTF8: remove it',
  connect_timeout: 'Use whole seconds from 1',
  hostaddr: 'Use the address as the host',
  passfile: 'Put the password into the URL, or set PGPASSWORD',
  requiressl: 'Use sslmode=require',
  schema: 'Use options=-csearch_path%3Dname',
  search_path: 'Use options=-csearch_path%3Dname',
  service: 'Put its settings into the URL',
  ssl: 'Use sslmode=verify-full, or another sslmode',
  sslmode:
    'Use disable, require (encrypted, but any server is trusted), verify-ca or verify-full. allow and prefer, also as PGSSLMODE, do not say whether the connection is encrypted',
  statement_timeout: 'Bellhop sets OPERATION_TIMEOUT_SECONDS: remove it',
  target_session_attrs: 'Bellhop writes: use read-write, or remove it',
};

/** Variables of libpq that count where the URL does not have the parameter. The driver itself reads those of user and password. */
const fallbacks = {
  sslmode: 'PGSSLMODE',
  sslrootcert: 'PGSSLROOTCERT',
  sslcert: 'PGSSLCERT',
  sslkey: 'PGSSLKEY',
} as const;

/** Reads a connection URL as libpq does. Throws a DatabaseUrlError for what Bellhop does not support. */
export function readDatabaseUrl(text: string, environment = process.env): ConnectionSettings {
  const [address = '', query = ''] = text.split(/\?(.*)/s, 2);
  const path = readAddress(address);
  // A plus sign stands for itself, unlike in the forms of a browser.
  const parameters = new URLSearchParams(query.replaceAll('+', '%2B'));
  for (const [name, variable] of Object.entries(fallbacks)) {
    const value = environment[variable];
    if (value && !parameters.has(name)) parameters.set(name, value);
  }
  const get = (name: string) => parameters.get(name) ?? undefined;
  const database = get('dbname') ?? path;
  if (database === '') {
    throw new DatabaseUrlError('names no database. Write postgres://user:password@host:5432/database');
  }
  checkParameters(parameters);
  const parsed = parseParts(address, parameters);
  const host = parsed.host || environment['PGHOST'] || 'localhost';
  if (host.includes(',')) throw new DatabaseUrlError(ONE_HOST);
  const ssl = typeof parsed.ssl === 'object' && !host.startsWith('/') ? parsed.ssl : null;
  return {
    host,
    port: Number(parsed.port || environment['PGPORT'] || 5_432),
    database,
    user: parsed.user || undefined,
    password: parsed.password || undefined,
    tls: ssl !== null && tlsOptions(ssl as TlsOptions, parameters, host),
    tlsNegotiation: get('sslnegotiation') === 'direct' ? 'direct' : 'postgres',
    channelBinding: get('channel_binding') === 'prefer',
    options: get('options'),
    applicationName: get('application_name') ?? get('fallback_application_name') ?? 'bellhop',
    connectTimeoutMs: secondsToMs(get('connect_timeout')) ?? CONNECT_TIMEOUT_MS,
    keepAliveAfterMs:
      get('keepalives') === '0' ? null : (secondsToMs(get('keepalives_idle')) ?? KEEP_ALIVE_AFTER_MS),
  };
}

/** Returns the database, or '' where the URL names none. */
function readAddress(address: string): string {
  if (!/^postgres(ql)?:\/\//.test(address)) throw new DatabaseUrlError(SCHEME);
  const [, hosts, database = ''] = ADDRESS.exec(address) ?? [];
  if (hosts === undefined || /%(?![\da-f]{2})/i.test(address)) throw new DatabaseUrlError(PERCENT_ENCODE);
  if (hosts.includes(',')) throw new DatabaseUrlError(ONE_HOST);
  try {
    return decodeURIComponent(database);
  } catch {
    throw new DatabaseUrlError(PERCENT_ENCODE);
  }
}

function checkParameters(parameters: URLSearchParams): void {
  for (const [name, value] of parameters) {
    const values = supported[name];
    if (values === null || values?.test(value)) continue;
    if (!/^[a-z_]+$/i.test(name)) throw new DatabaseUrlError(PERCENT_ENCODE);
    const what = values === undefined ? 'a parameter' : 'a value of the parameter';
    throw new DatabaseUrlError(
      `has ${what} ${name} that Bellhop does not support. ${advice[name] ?? 'Remove it'}`,
    );
  }
  const mode = parameters.get('sslmode');
  const tlsOnly = ['sslrootcert', 'sslcert', 'sslkey', 'sslnegotiation'].find((name) => parameters.has(name));
  if (mode === null && tlsOnly) {
    throw new DatabaseUrlError(`has ${tlsOnly} without sslmode. Add sslmode=verify-full`);
  }
  const root = parameters.get('sslrootcert');
  if (mode === 'verify-ca' && root === null) {
    throw new DatabaseUrlError('has sslmode=verify-ca without sslrootcert. Add the file of the CA');
  }
  if (root === 'system' && mode !== 'verify-full') {
    throw new DatabaseUrlError('has sslrootcert=system, which needs sslmode=verify-full');
  }
}

function parseParts(address: string, given: URLSearchParams) {
  const parameters = new URLSearchParams(given);
  parameters.delete('uselibpqcompat');
  // Node's own list of CAs, and those of NODE_EXTRA_CA_CERTS.
  if (parameters.get('sslrootcert') === 'system') parameters.delete('sslrootcert');
  if (parameters.get('sslmode') === 'no-verify') {
    parameters.set('sslmode', 'require');
    parameters.delete('sslrootcert');
  }
  try {
    return parse(`${address}?${parameters}`, { useLibpqCompat: true });
  } catch (error) {
    throw fileError(error) ?? new DatabaseUrlError(PERCENT_ENCODE);
  }
}

/** What the parser leaves out. */
function tlsOptions(ssl: TlsOptions, parameters: URLSearchParams, host: string): TlsOptions {
  const passphrase = parameters.get('sslpassword');
  const crl = parameters.get('sslcrl');
  const minVersion = parameters.get('ssl_min_protocol_version');
  const maxVersion = parameters.get('ssl_max_protocol_version');
  try {
    return {
      ...ssl,
      ...(passphrase !== null && { passphrase }),
      ...(crl !== null && { crl: readFileSync(crl) }),
      ...(minVersion !== null && { minVersion: minVersion as SecureVersion }),
      ...(maxVersion !== null && { maxVersion: maxVersion as SecureVersion }),
      // The driver names the host to TLS only where it is no address; a certificate would be compared with "localhost".
      ...(isIP(host) > 0 && { host }),
    };
  } catch (error) {
    throw fileError(error) ?? error;
  }
}

function fileError(error: unknown): DatabaseUrlError | null {
  if (!(error instanceof Error && 'code' in error && 'path' in error)) return null;
  return new DatabaseUrlError(`names a file that cannot be read: ${error.path} (${error.code})`);
}

function secondsToMs(seconds: string | undefined): number | undefined {
  return seconds === undefined ? undefined : Number(seconds) * 1_000;
}
