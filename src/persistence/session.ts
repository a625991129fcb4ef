import { isDeepStrictEqual } from 'node:util';
import pg from 'pg';
import { StartupError } from '../startup-error.ts';
import { type ConnectionSettings, clientOptions } from './connection-settings.ts';

/** Settings of a session by their names, as `set` takes them. */
export type SessionSettings = Readonly<Record<string, string>>;

/**
 * Each session begins with these, so that defaults of the server, database or role never end a statement of ours or
 * change how it is read. 0 is no limit.
 */
const base: SessionSettings = {
  statement_timeout: '0',
  lock_timeout: '0',
  idle_in_transaction_session_timeout: '0',
  idle_session_timeout: '0',
  transaction_timeout: '0',
  standard_conforming_strings: 'on',
};

/** SQLSTATE of a write that the server refuses: it is a standby, or it was made read-only. */
const READ_ONLY = '25006';

// Older servers lack some of the settings.
const setSql = `
  select json_object_agg(name, set_config(name, value, false)) as settings
  from json_each_text($1::json) as wanted (name, value) where current_setting(name, true) is not null`;
const readSql = `
  select json_object_agg(name, current_setting(name, true)) as settings,
    current_setting('transaction_read_only')::boolean as is_read_only
  from json_object_keys($1::json) as name`;

/**
 * Prepares a fresh connection, and proves that it is fit for use: the server takes writes, and keeps settings from one
 * statement to the next. The settings are not startup parameters, because PgBouncer refuses those.
 */
export async function openSession(
  client: pg.ClientBase,
  { settings = {}, answerWithinMs }: { readonly settings?: SessionSettings; readonly answerWithinMs: number },
): Promise<void> {
  const ask = async <Row>(text: string, values: readonly string[]) => {
    const query = { text, values: [...values], query_timeout: answerWithinMs };
    try {
      return (await client.query(query)).rows[0] as Row;
    } catch (error) {
      throw error instanceof Error && error.message === 'Query read timeout'
        ? noAnswer(answerWithinMs)
        : error;
    }
  };
  interface Answer {
    readonly settings: SessionSettings;
    readonly is_read_only: boolean;
  }
  const set = await ask<Answer>(setSql, [JSON.stringify({ ...base, ...settings })]);
  const kept = await ask<Answer>(readSql, [JSON.stringify(set.settings)]);
  if (!isDeepStrictEqual(set.settings, kept.settings)) throw new SessionNotKeptError();
  if (kept.is_read_only) throw readOnlyError();
}

/** Opens a connection beside the pools, whose statements may take as long as they need. */
export async function connect(
  connection: ConnectionSettings,
  { purpose, ...more }: pg.ClientConfig & { readonly purpose: string },
): Promise<pg.Client> {
  const client = new pg.Client({ ...clientOptions(connection, purpose), ...more });
  // The query that waits for an answer reports the end of the connection.
  client.on('error', () => {});
  await client.connect();
  try {
    await openSession(client, { answerWithinMs: connection.connectTimeoutMs });
  } catch (error) {
    await client.end();
    throw error;
  }
  return client;
}

/** Statements of one connection run in different sessions of the server. */
export class SessionNotKeptError extends StartupError {
  constructor() {
    super(
      'DATABASE_URL leads to a connection pooler that does not keep sessions (in PgBouncer: pool_mode = transaction or statement). Set pool_mode = session for this database, or connect to PostgreSQL directly.',
    );
  }
}

function readOnlyError(): Error {
  const message =
    'The server takes no writes: it is a standby, or the role, database or server is set to read only';
  return Object.assign(new Error(message), { code: READ_ONLY });
}

function noAnswer(answerWithinMs: number): Error {
  return new Error(
    `timeout expired: a new connection got no answer within ${answerWithinMs / 1_000} s. A pooler in between may have too few connections for Bellhop`,
  );
}

export function isReadOnlyError(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === READ_ONLY;
}
