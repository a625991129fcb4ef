import type pg from 'pg';
import { connectionScope } from '../connection-scope.ts';

type Connect = () => Promise<pg.PoolClient>;

/** Keeps one caller of the API from holding every connection of a pool: each waits for its turn before it takes one. */
export function shareConnections(pool: pg.Pool): void {
  const connect: Connect = pool.connect.bind(pool);
  const held = new WeakMap<pg.PoolClient, () => void>();

  async function connectInTurn(takeTurn: () => Promise<() => void>): Promise<pg.PoolClient> {
    const giveBack = await takeTurn();
    try {
      const client = await connect();
      held.set(client, giveBack);
      return client;
    } catch (error) {
      giveBack();
      throw error;
    }
  }

  pool.on('release', (_error, client) => {
    held.get(client)?.();
    held.delete(client);
  });
  const connectFairly: Connect = () => {
    const takeTurn = connectionScope.getStore();
    return takeTurn ? connectInTurn(takeTurn) : connect();
  };
  Object.assign(pool, { connect: connectFairly });
}
