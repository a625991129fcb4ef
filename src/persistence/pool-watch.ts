import type pg from 'pg';
import { isReadOnlyError } from './session.ts';

/** How long closing waits for the server, which may be gone, to see its sessions end. */
const CLOSING_MS = 1_000;

export interface PoolWatch {
  /** Follows every connection of a pool. */
  watch(pool: pg.Pool): void;
  /** Runs what closes the pool, and breaks off whatever does not end with it. */
  closeWith(close: () => Promise<unknown>): Promise<void>;
}

/**
 * Keeps connections that are of no use out of a pool.
 *
 * One whose server says nothing for so long is broken off, and with it those that lie idle: whatever swallowed one
 * answer will swallow theirs. TCP alone takes a quarter of an hour to give up, and `pg`'s own `query_timeout` leaves
 * the dead connection in the pool for the next one to wait on.
 *
 * One whose server refuses writes is broken off with the idle ones too: after a failover they lead to a standby, and
 * would go on failing for as long as they are used.
 *
 * One that ended is given back at once. Kysely 0.29 never does that for a transaction whose `begin`, `commit` or
 * `rollback` fails, so that each would cost the pool a place for ever.
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
    // Whoever had it may yet give it back; the pool throws at the second time.
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
