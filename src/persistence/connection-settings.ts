import type { ConnectionOptions as TlsOptions } from 'node:tls';
import type pg from 'pg';

/** How to reach a PostgreSQL server. DATABASE_URL is read once into these, and every connection is opened with them. */
export interface ConnectionSettings {
  /** A name, an address, or the folder of a Unix socket. */
  readonly host: string;
  readonly port: number;
  readonly database: string;
  /** `undefined`: PGUSER, or the name of the operating system's user. */
  readonly user: string | undefined;
  /** `undefined`: PGPASSWORD. */
  readonly password: string | undefined;
  /** `false`: plain text. */
  readonly tls: TlsOptions | false;
  /** Whether the server takes TLS at once (PostgreSQL 17) or is asked for it first. */
  readonly tlsNegotiation: 'direct' | 'postgres';
  /** Whether passwords are bound to the TLS session where the server offers it. */
  readonly channelBinding: boolean;
  /** Command-line options for the server, such as `-c search_path=bellhop`. */
  readonly options: string | undefined;
  /** What pg_stat_activity shows. */
  readonly applicationName: string;
  /** How long opening a connection may take, in milliseconds. */
  readonly connectTimeoutMs: number;
  /** After how many silent milliseconds TCP probes the server; `null`: it does not. */
  readonly keepAliveAfterMs: number | null;
}

/** What a connection of the driver is opened with. `purpose` distinguishes it in pg_stat_activity. */
export function clientOptions(connection: ConnectionSettings, purpose?: string) {
  const { host, port, database, user, password, tls, options, applicationName } = connection;
  const { connectTimeoutMs, keepAliveAfterMs } = connection;
  return {
    host,
    port,
    database,
    ...(user !== undefined && { user }),
    ...(password !== undefined && { password }),
    ...(options !== undefined && { options }),
    // A copy for each, since the driver hides the key in the one that it gets, from copies too.
    ssl: tls && { ...tls },
    ...(tls && { sslnegotiation: connection.tlsNegotiation }),
    enableChannelBinding: connection.channelBinding,
    application_name: purpose === undefined ? applicationName : `${applicationName} ${purpose}`,
    connectionTimeoutMillis: connectTimeoutMs,
    keepAlive: keepAliveAfterMs !== null,
    keepAliveInitialDelayMillis: keepAliveAfterMs ?? 0,
  } satisfies pg.ClientConfig & Record<string, unknown>;
}
