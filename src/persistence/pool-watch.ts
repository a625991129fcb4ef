import type pg from 'pg';
import { isReadOnlyError } from './session.ts';

/** How long closing waits for the server, which may be gone, to see its sessions end. */
const CLOSING_MS = 1_000;

export interface PoolWatch {
  /** Follows every connection of a pool. */
  watch(pool: pg.Pool): void;
  /** Runs `close`, and after a second breaks off the connections that are still open. */
  closeWith(close: () => Promise<unknown>): Promise<void>;
}

/**
 * Removes useless connections from a pool.
 *
 * A connection whose server stays silent for `answerWithinMs` is broken off together with the idle ones, because the
 * cause of the silence concerns them too. TCP takes a quarter of an hour to give up, and the `query_timeout` of `pg`
 * leaves the dead connection in the pool.
 *
 * A connection whose server refuses writes is broken off with the idle ones too: after a failover they lead to a standby,
 * and would fail for as long as they are used.
 *
 * A connection that ended is released at once. Kysely 0.29 never releases it if the `begin`, `commit` or `rollback` of a
 * transaction fails, so each failure would cost the pool a place.
 */
export function createPoolWatch(answerWithinMs: number): PoolWatch {
  const busy = new Set<pg.PoolClient>();
  const all = new Set<pg.PoolClient>();

  const breakOff = (client: pg.PoolClient) => client.connection.stream.destroy();

  /** Breaks off a connection and those that lie idle. Resolves once the pool cannot hand them out any more. */
  async function giveUp(useless: pg.PoolClient) {
    const given = [...all].filter((client) => client === useless || !busy.has(client));
    const ended = given.map((client) => new Promise((resolve) => client.once('end', resolve)));
    given.forEach(breakOff);
    await Promise.all(ended);
  }

  function forget(client: pg.PoolClient) {
    all.delete(client);
    if (!busy.has(client)) return;
    const { release } = client;
    // Its user may release it later, and the pool throws at a second release.
    client.release = () => {};
    release(true);
  }

  function follow(client: pg.PoolClient) {
    all.add(client);
    client.once('end', () => forget(client));
    const ask = client.query.bind(client) as (...request: unknown[]) => unknown;
    const query = (...request: unknown[]) => {
      const answer = ask(...request);
      if (!(answer instanceof Promise)) return answer;
      const timer = setTimeout(giveUp, answerWithinMs, client);
      return answer
        .catch(async (error: unknown) => {
          if (isReadOnlyError(error)) await giveUp(client);
          throw error;
        })
        .finally(() => clearTimeout(timer));
    };
    Object.assign(client, { query });
  }

  return {
    watch(pool) {
      pool.on('connect', follow);
      pool.on('acquire', (client) => busy.add(client));
      pool.on('release', (_error, client) => busy.delete(client));
    },
    async closeWith(close) {
      const timer = setTimeout(() => all.forEach(breakOff), CLOSING_MS);
      await close();
      clearTimeout(timer);
    },
  };
}
