import pg from 'pg';
import { openCluster } from '../test/support/cluster.ts';
import type { Contender, ContenderKind, Ground } from './contender.ts';
import { type Receiver, startReceiver } from './receiver-process.ts';
import { startRedis } from './redis.ts';

/** Where contenders meet: one PostgreSQL, one Redis, and for each heat an empty database and a receiver. */
export interface Stage extends AsyncDisposable {
  readonly hasRedis: boolean;
  openHeat(kind: ContenderKind, options: HeatOptions): Promise<Heat>;
  /** An empty database, dropped at disposal. */
  openDatabase(): Promise<{ readonly url: string } & AsyncDisposable>;
}

export interface HeatOptions {
  readonly latencyMs: number;
  readonly concurrency: number;
  /** Bellhop processes; default 1. */
  readonly processes?: number;
}

/** One contender's turn. */
export interface Heat extends AsyncDisposable {
  readonly contender: Contender;
  readonly receiver: Receiver;
  readonly databaseUrl: string;
}

let databases = 0;

export async function openStage(): Promise<Stage> {
  await using parts = new AsyncDisposableStack();
  const cluster = await openCluster();
  parts.defer(() => cluster.close());
  const redis = await startRedis();
  if (redis) parts.use(redis);
  const moved = parts.move();

  async function openDatabase() {
    databases += 1;
    const name = `bellhop_bench_${process.pid}_${databases}`;
    await cluster.create(name);
    return { url: cluster.url(name), [Symbol.asyncDispose]: () => cluster.drop(name) };
  }

  return {
    hasRedis: redis !== null,
    openDatabase,
    async openHeat(kind, { latencyMs, concurrency, processes = 1 }) {
      await using stack = new AsyncDisposableStack();
      const { url: databaseUrl } = stack.use(await openDatabase());
      const receiver = stack.use(await startReceiver(latencyMs));
      if (redis) await flush(redis.port);
      const ground: Ground = {
        databaseUrl,
        redisPort: redis?.port ?? null,
        receiverUrl: receiver.url,
        concurrency,
        processes,
      };
      const contender = stack.use(await kind.open(ground));
      const open = stack.move();
      return { contender, receiver, databaseUrl, [Symbol.asyncDispose]: () => open.disposeAsync() };
    },
    [Symbol.asyncDispose]: () => moved.disposeAsync(),
  };
}

/** What autovacuum would do sooner or later, so that it does not come in between for one and not for another. */
export async function tidy(databaseUrl: string): Promise<void> {
  await sql(databaseUrl, 'vacuum analyze');
  await sql(databaseUrl, 'checkpoint');
}

export async function sql<Row extends object>(
  databaseUrl: string,
  text: string,
  parameters: readonly unknown[] = [],
): Promise<Row[]> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    return (await client.query(text, [...parameters])).rows as Row[];
  } finally {
    await client.end();
  }
}

async function flush(port: number): Promise<void> {
  const { connect } = await import('node:net');
  await new Promise<void>((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => socket.write('FLUSHALL\r\n'));
    socket.once('data', () => {
      socket.destroy();
      resolve();
    });
    socket.once('error', reject);
  });
}
