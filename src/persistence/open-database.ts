import { accessSync, constants, mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Migrator } from '@mikro-orm/migrations';
import { PgliteDriver, MikroORM as PgliteORM } from '@mikro-orm/pglite';
import { PostgreSqlDriver, MikroORM as PostgresORM } from '@mikro-orm/postgresql';
import type { SqlEntityManager } from '@mikro-orm/sql';
import type pg from 'pg';
import { StartupError } from '../startup-error.ts';
import { CallAttemptEntity } from './call-attempt-entity.ts';
import { cancelReads } from './cancel-reads.ts';
import { checkServer } from './check-server.ts';
import { closeToOthers } from './close-to-others.ts';
import { type ConnectionSettings, clientOptions } from './connection-settings.ts';
import { CALL_CONNECTIONS, CONTROL_CONNECTIONS } from './dispatch-store.ts';
import { lockFolder } from './folder-lock.ts';
import { migrate, migrateInTurn, migrationsList } from './migrate.ts';
import { createPoolWatch } from './pool-watch.ts';
import { prepareOn } from './prepared.ts';
import { ReminderEntity } from './reminder-entity.ts';
import { openSession, type SessionSettings } from './session.ts';
import { shareConnections } from './share-connections.ts';
import { run } from './statement.ts';

export type DatabaseTarget =
  | { readonly kind: 'embedded'; readonly folder: string }
  | {
      readonly kind: 'server';
      readonly connection: ConnectionSettings;
      /** How long the server may work on one statement; default: as long as it takes. */
      readonly statementTimeoutMs?: number;
      /** The same for what dispatch and the feed need. */
      readonly promptTimeoutMs?: number;
    };

/** What a pool of connections does now. */
export interface PoolUse {
  readonly pool: 'requests' | 'dispatch';
  /** Connections at work. */
  readonly inUse: number;
  /** Statements and transactions that wait for a connection. */
  readonly waiting: number;
}

export interface Database {
  readonly kind: DatabaseTarget['kind'];
  /** The entity manager for a piece of work. */
  readonly fork: () => SqlEntityManager;
  /** Like `fork`, on a pool reserved for dispatch, the feed and health, so that API load cannot starve them. */
  readonly forkReserved: () => SqlEntityManager;
  /** How many rows one statement should insert. */
  readonly rowsAtOnce: number;
  /** To be called now and then; `null` where the server does it by itself. */
  readonly checkpoint: (() => Promise<void>) | null;
  /** Nothing where the database is embedded, which has no connections. */
  readonly pools: () => readonly PoolUse[];
  readonly close: () => Promise<void>;
}

const MAX_CONNECTIONS = 10;
/**
 * One each for the heartbeat, claims, outcomes, the removal of expired instances, the rescue of their claims, the feed and
 * health: none waits for another. The rest is for reports and ends of calls and for the switches, which use no more.
 */
const RESERVED_CONNECTIONS = 7 + CALL_CONNECTIONS + CONTROL_CONNECTIONS;
/**
 * Statements there find their rows by index, and each session plans them once. A plan made while a table was small would
 * read all of it for ever after, or until it is analyzed (measured in the first minute of an empty database at 500 calls
 * a second: three quarters of a core for reading events). So the planner is left no such choice.
 */
const ROW_BY_ROW: SessionSettings = {
  enable_seqscan: 'off',
  enable_bitmapscan: 'off',
  enable_hashjoin: 'off',
  enable_mergejoin: 'off',
  jit: 'off',
};
/**
 * PGlite runs in this process and stops its event loop for as long as a statement takes: 160–380 ms for 1,000 reminders
 * on a busy machine, so that what fell due was called that late.
 */
const EMBEDDED_ROWS_AT_ONCE = 100;
/** Beyond what a statement may take: its way there and back. */
const ANSWER_ALLOWANCE_MS = 1_000;
/** Where statements may take as long as they like. */
const LONGEST_SILENCE_MS = 3_600_000;

const shared = {
  entities: [ReminderEntity, CallAttemptEntity],
  extensions: [Migrator],
  migrations: { migrationsList, snapshot: false, silent: true },
  colors: false,
};

/** MikroORM's settings for the embedded database; the application and the CLI share them. */
export function embeddedOptions(folder: string) {
  return { ...shared, driver: PgliteDriver, dbName: join(resolve(folder), 'pgdata') };
}

/** MikroORM's settings for a PostgreSQL server; the application and the CLI share them. */
export function serverOptions(connection: ConnectionSettings, pool: PoolOptions = {}) {
  const { max = MAX_CONNECTIONS, schema, settings = {}, answerWithinMs = LONGEST_SILENCE_MS } = pool;
  const connectWithinMs = Math.min(connection.connectTimeoutMs, answerWithinMs);
  return {
    ...shared,
    driver: PostgreSqlDriver,
    dbName: connection.database,
    ...(schema !== undefined && { schema }),
    pool: { min: 0, max },
    driverOptions: {
      ...clientOptions(connection),
      connectionTimeoutMillis: connectWithinMs,
      onConnect: (client: pg.ClientBase) =>
        openSession(client, { settings, answerWithinMs: connectWithinMs }),
    },
  };
}

interface PoolOptions {
  readonly max?: number;
  /** Where migrations create tables. */
  readonly schema?: string;
  readonly settings?: SessionSettings;
  /** How long the server may take to answer, in milliseconds. A connection that is silent for longer is given up. */
  readonly answerWithinMs?: number;
}

export interface OpenOptions {
  /** Whether its schema is brought up to date; default true. Without, it is looked at as it stands. */
  readonly migrate?: boolean;
}

/** Opens the database and brings its schema up to date. Rejects with a StartupError where the operator can mend it. */
export function openDatabase(target: DatabaseTarget, options: OpenOptions = {}): Promise<Database> {
  const { migrate = true } = options;
  return target.kind === 'embedded' ? openEmbedded(target, migrate) : openServer(target, migrate);
}

async function openEmbedded(
  target: DatabaseTarget & { kind: 'embedded' },
  migrates: boolean,
): Promise<Database> {
  const folder = resolve(target.folder);
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    accessSync(folder, constants.W_OK);
    closeToOthers(folder);
  } catch (error) {
    if (error instanceof StartupError) throw error;
    const message = `The folder ${folder} for the embedded database cannot be written: ${reasonOf(error)}. Set DATA_DIR to a folder that can, or DATABASE_URL to a PostgreSQL server.`;
    throw new StartupError(message, { cause: error });
  }
  const lock = lockFolder(folder);
  try {
    const orm = await PgliteORM.init(embeddedOptions(folder));
    if (migrates) await migrate(orm);
    const close = async () => {
      await orm.close();
      lock[Symbol.dispose]();
    };
    const fork = forkOnce(orm);
    // PGlite has nobody who does it. Without, its log grows as long as the process runs (measured: by all that is
    // written, past 1.3 GB), and a start after a crash reads all of it.
    const checkpoint = async () => void (await run(fork(), 'checkpoint'));
    return {
      kind: 'embedded',
      fork,
      forkReserved: fork,
      rowsAtOnce: EMBEDDED_ROWS_AT_ONCE,
      checkpoint,
      pools: () => [],
      close,
    };
  } catch (error) {
    lock[Symbol.dispose]();
    throw new StartupError(`The embedded database in ${folder} cannot be opened: ${reasonOf(error)}.`, {
      cause: error,
    });
  }
}

async function openServer(target: DatabaseTarget & { kind: 'server' }, migrates: boolean): Promise<Database> {
  const { connection, statementTimeoutMs = 0, promptTimeoutMs = 0 } = target;
  try {
    const { schema } = await checkServer(connection);
    if (migrates) await migrateServer(connection, schema);
  } catch (error) {
    if (error instanceof StartupError) throw error;
    const { database, host, port } = connection;
    const message = `The database ${database} at ${host}:${port} cannot be used: ${reasonOf(error)}. Check DATABASE_URL and that the server is running.`;
    throw new StartupError(message, { cause: error });
  }
  // The server ends a transaction whose client fell asleep, because it holds up the claims and the feed of all instances.
  const idle_in_transaction_session_timeout = String(promptTimeoutMs);
  const common = await openPool(connection, {
    settings: { statement_timeout: String(statementTimeoutMs), idle_in_transaction_session_timeout },
    answerWithinMs: answerWithin(statementTimeoutMs),
  });
  const reserved = await openPool(connection, {
    max: RESERVED_CONNECTIONS,
    settings: {
      ...ROW_BY_ROW,
      statement_timeout: String(promptTimeoutMs),
      idle_in_transaction_session_timeout,
    },
    answerWithinMs: answerWithin(promptTimeoutMs),
  });
  const close = async () => void (await Promise.all([common.close(), reserved.close()]));
  const { fork } = common;
  return {
    kind: 'server',
    fork,
    forkReserved: reserved.fork,
    rowsAtOnce: Number.POSITIVE_INFINITY,
    checkpoint: null,
    pools: () => [
      { pool: 'requests', ...common.use() },
      { pool: 'dispatch', ...reserved.use() },
    ],
    close,
  };
}

/** A migration may take as long as it needs, so it has connections of its own. */
async function migrateServer(connection: ConnectionSettings, schema: string): Promise<void> {
  const { orm, close } = await openPool(connection, { schema });
  try {
    await migrateInTurn(orm, connection);
  } finally {
    await close();
  }
}

function answerWithin(timeoutMs: number): number {
  return timeoutMs > 0 ? timeoutMs + ANSWER_ALLOWANCE_MS : LONGEST_SILENCE_MS;
}

async function openPool(connection: ConnectionSettings, pool: PoolOptions) {
  const options = serverOptions(connection, pool);
  const poolWatch = createPoolWatch(pool.answerWithinMs ?? LONGEST_SILENCE_MS);
  let opened: pg.Pool | null = null;
  const orm = await PostgresORM.init({
    ...options,
    driverOptions: {
      ...options.driverOptions,
      onPoolCreated(created: pg.Pool) {
        opened = created;
        created.on('connect', prepareOn);
        poolWatch.watch(created);
        cancelReads(created);
        shareConnections(created);
      },
    },
  });
  // The driver makes it at the first use.
  const use = () => {
    const { totalCount = 0, idleCount = 0, waitingCount = 0 } = (opened as pg.Pool | null) ?? {};
    return { inUse: totalCount - idleCount, waiting: waitingCount };
  };
  return { orm, fork: forkOnce(orm), use, close: () => poolWatch.closeWith(() => orm.close()) };
}

/**
 * One entity manager for all statements: they are written by hand, so nothing is kept in it, and a transaction has one
 * of its own. To fork for each took a tenth of what a page of reminders costs this process.
 */
function forkOnce(orm: { readonly em: { fork(): SqlEntityManager } }): () => SqlEntityManager {
  const em = orm.em.fork();
  return () => em;
}

function reasonOf(error: unknown): string {
  if (error instanceof AggregateError) return error.errors.map(reasonOf).join(', ');
  return error instanceof Error ? error.message : String(error);
}
