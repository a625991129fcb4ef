import pg from 'pg';
import { readScope } from '../read-scope.ts';

/** Lets the database end the statements of a pool that run for a read which nobody waits for any more. */
export function cancelReads(pool: pg.Pool): void {
  pool.on('connect', (client) => follow(client, pool.options));
}

function follow(client: pg.PoolClient, options: pg.PoolOptions): void {
  const ask = client.query.bind(client) as (...request: unknown[]) => unknown;
  const query = (...request: unknown[]) => {
    const over = readScope.getStore();
    if (!over || endsTransaction(request[0])) return ask(...request);
    // It waited for a connection meanwhile.
    if (over.aborted) return Promise.reject(over.reason);
    const answer = ask(...request);
    if (!(answer instanceof Promise)) return answer;
    let cancelled = Promise.resolve();
    const cancel = () => {
      cancelled = requestCancel(client, options);
    };
    over.addEventListener('abort', cancel, { once: true });
    return answer.finally(() => {
      over.removeEventListener('abort', cancel);
      // Given back before the server has seen the request, it would end the next statement of this connection.
      return cancelled;
    });
  };
  Object.assign(client, { query });
}

/** What must reach the database however late it is. */
function endsTransaction(statement: unknown): boolean {
  return typeof statement === 'string' && /^(commit|rollback)/i.test(statement);
}

/**
 * The protocol's own request, on a connection of its own: https://www.postgresql.org/docs/current/protocol-flow.html,
 * "Canceling Requests in Progress". Unlike pg_cancel_backend it needs neither a session nor a free connection of
 * `max_connections`, and goes through a pooler that hides the process ids. The server closes the connection once it has
 * signalled; where none can be had, statement_timeout ends the statement.
 */
async function requestCancel(target: pg.PoolClient, options: pg.PoolOptions): Promise<void> {
  const { processID, secretKey } = target as unknown as { processID: number; secretKey: number };
  const canceller = new pg.Client(options);
  canceller.on('error', () => {});
  const { connection } = canceller;
  const cancel = connection as unknown as { cancel(processID: number, secretKey: number): void };
  // Everything up to here is as for a session: TLS, sockets, the time that connecting may take.
  Object.assign(connection, { startup: () => cancel.cancel(processID, secretKey) });
  await canceller.connect().catch(() => {});
}
