import { randomUUID } from 'node:crypto';
import type pg from 'pg';
import { StartupError } from '../startup-error.ts';
import type { ConnectionSettings } from './connection-settings.ts';
import { connect, SessionNotKeptError } from './session.ts';

/** 14.0, as server_version_num writes it: `date_bin` is from 14. */
const OLDEST_VERSION = 140_000;

/** How often both connections are compared. A pooler that shares sessions may give each the same one twice by chance. */
const ROUNDS = 10;

const factsSql = `
  select current_setting('server_version') as version, current_setting('server_version_num')::int as version_number,
    current_setting('server_encoding') as encoding, current_schema()::text as schema`;
const markSql = `select set_config('bellhop.mark', $1, false)`;
const readMarkSql = `select current_setting('bellhop.mark', true) as mark`;

interface Facts {
  readonly version: string;
  readonly version_number: number;
  readonly encoding: string;
  readonly schema: string | null;
}

/**
 * Proves that Bellhop can work on this server and database, before anything is changed. Returns the schema in which
 * tables are created. Rejects with a StartupError that says what to do.
 */
export async function checkServer(connection: ConnectionSettings): Promise<{ readonly schema: string }> {
  const first = await connect(connection, { purpose: 'start', query_timeout: connection.connectTimeoutMs });
  try {
    const { rows } = await first.query<Facts>(factsSql);
    const { version, version_number, encoding, schema } = rows[0] as Facts;
    if (version_number < OLDEST_VERSION) {
      throw new StartupError(`PostgreSQL ${version} is too old. Bellhop needs PostgreSQL 14 or later.`);
    }
    if (encoding !== 'UTF8') {
      throw new StartupError(
        `The database ${connection.database} has the encoding ${encoding}, which cannot hold every message. Use another database: create database NAME encoding 'UTF8' template template0.`,
      );
    }
    if (schema === null) {
      throw new StartupError(
        'No schema of the search_path exists, so tables cannot be created. Create the schema, or set search_path for the role of DATABASE_URL.',
      );
    }
    await checkSession(first, connection);
    return { schema };
  } finally {
    await first.end();
  }
}

/** Rejects if a pooler gives the session of one connection to another, or another session to one connection. */
async function checkSession(first: pg.Client, connection: ConnectionSettings): Promise<void> {
  const second = await connect(connection, { purpose: 'start', query_timeout: connection.connectTimeoutMs });
  try {
    const mark = randomUUID();
    await first.query(markSql, [mark]);
    const markOf = async (client: pg.Client) =>
      (await client.query<{ mark: string | null }>(readMarkSql)).rows[0]?.mark;
    for (let round = 0; round < ROUNDS; round++) {
      if ((await markOf(second)) === mark) throw new SessionNotKeptError();
      // Until the transaction ends, the pooler cannot give the session of the second connection to the first.
      await second.query('begin');
      const isShared = (await markOf(second)) === mark || (await markOf(first)) !== mark;
      await second.query('commit');
      if (isShared) throw new SessionNotKeptError();
    }
  } finally {
    await second.end();
  }
}
