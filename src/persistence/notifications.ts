import pg from 'pg';
import { v7 as uuidv7 } from 'uuid';
import { outsideRequest } from '../request-scope.ts';
import { type ConnectionSettings, clientOptions } from './connection-settings.ts';
import { openSession } from './session.ts';

const CHANNEL = 'bellhop_events';
/** After a notification the next one waits this long and stands for all writes in between. */
const COALESCE_MS = 20;
const FIRST_RECONNECT_MS = 100;
const LONGEST_RECONNECT_MS = 5_000;
/** The listener says nothing by itself, so it is asked this often whether anybody is still there, and given so long. */
const CHECK_MS = 5_000;
const CLOSING_MS = 1_000;

/** How instances on one server tell each other that events were written. A lost one costs a second: readers poll too. */
export interface Notifications {
  /** Events were committed here: let the others read. */
  announce(): void;
  close(): Promise<void>;
}

export interface NotificationsDeps {
  /** Runs one statement outside any transaction. */
  readonly execute: (sql: string, parameters: readonly unknown[]) => Promise<unknown>;
  /** Events were committed elsewhere, or may have been while nobody listened. */
  readonly onAnnounced: () => void;
  readonly onProblem: (message: string, error: unknown) => void;
  /** How often the listener is asked for a sign of life; default: 5 s. */
  readonly checkMs?: number;
}

/**
 * NOTIFY is sent by itself, never inside the transaction that wrote: there it makes all commits take turns
 * (measured elsewhere at 32 clients: 5.2 k → 1.4 k transactions a second).
 */
export function createNotifications(connection: ConnectionSettings, deps: NotificationsDeps): Notifications {
  const { checkMs = CHECK_MS } = deps;
  const self = uuidv7();
  let listener: pg.Client | null = null;
  let reconnectMs = FIRST_RECONNECT_MS;
  let reconnect: NodeJS.Timeout | undefined;
  let check: NodeJS.Timeout | undefined;
  let closed = false;
  let cooling = false;
  let pending = false;

  async function listen() {
    const client = new pg.Client({
      ...clientOptions(connection, 'listener'),
      connectionTimeoutMillis: checkMs,
      query_timeout: checkMs,
    });
    listener = client;
    client.on('notification', ({ payload }) => payload !== self && deps.onAnnounced());
    client.on('error', (error) => retry(client, error));
    client.on('end', () => retry(client, new Error('The connection ended.')));
    try {
      await client.connect();
      await openSession(client, { answerWithinMs: checkMs });
      await client.query(`listen ${CHANNEL}`);
      check = setInterval(() => void confirm(client), checkMs);
      reconnectMs = FIRST_RECONNECT_MS;
      // What was announced while nobody listened.
      deps.onAnnounced();
    } catch (error) {
      retry(client, error);
    }
  }

  async function confirm(client: pg.Client) {
    try {
      await client.query('select 1');
    } catch (error) {
      retry(client, error);
    }
  }

  function retry(client: pg.Client, error: unknown) {
    if (closed || listener !== client) return;
    listener = null;
    clearInterval(check);
    // Not ended: a server that is gone would never answer to that.
    client.connection.stream.destroy();
    deps.onProblem('Notifications of other instances are interrupted; connecting again', error);
    reconnect = setTimeout(() => void listen(), reconnectMs);
    reconnectMs = Math.min(LONGEST_RECONNECT_MS, reconnectMs * 2);
  }

  function announce() {
    if (closed) return;
    if (cooling) {
      pending = true;
      return;
    }
    cooling = true;
    deps
      .execute('select pg_notify($1::text, $2::text)', [CHANNEL, self])
      .catch((error: unknown) => deps.onProblem('Other instances could not be notified', error));
    setTimeout(() => {
      cooling = false;
      if (pending) {
        pending = false;
        announce();
      }
    }, COALESCE_MS);
  }

  void listen();
  return {
    announce: () => outsideRequest(announce),
    async close() {
      closed = true;
      clearTimeout(reconnect);
      clearInterval(check);
      const last = listener;
      if (!last) return;
      const impatient = setTimeout(() => last.connection.stream.destroy(), CLOSING_MS);
      await last.end().catch(() => {});
      clearTimeout(impatient);
    },
  };
}
