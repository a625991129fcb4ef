import { accessSync, constants, mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Migrator } from '@mikro-orm/migrations';
import { PgliteDriver, MikroORM as PgliteORM } from '@mikro-orm/pglite';
import { PostgreSqlDriver, MikroORM as PostgresORM } from '@mikro-orm/postgresql';
import type { SqlEntityManager } from '@mikro-orm/sql';
import { StartupError } from '../startup-error.ts';
import { CallAttemptEntity } from './call-attempt-entity.ts';
import { lockFolder } from './folder-lock.ts';
import { migrate, migrateInTurn, migrationsList } from './migrate.ts';
import { ReminderEntity } from './reminder-entity.ts';

export type DatabaseTarget =
  | { readonly kind: 'embedded'; readonly folder: string }
  | {
      readonly kind: 'server';
      readonly url: string;
      /** How long the server may work on one statement; default: as long as it takes. */
      readonly statementTimeoutMs?: number;
    };

export interface Database {
  readonly kind: DatabaseTarget['kind'];
  /** An entity manager of its own for one piece of work. */
  readonly fork: () => SqlEntityManager;
  readonly close: () => Promise<void>;
}

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
export function serverOptions(url: string) {
  return {
    ...shared,
    driver: PostgreSqlDriver,
    clientUrl: url,
    pool: { min: 0, max: 10 },
    driverOptions: { application_name: 'bellhop', connectionTimeoutMillis: 5_000, keepAlive: true },
  };
}

/** Opens the database and brings its schema up to date. Rejects with a StartupError where the operator can mend it. */
export function openDatabase(target: DatabaseTarget): Promise<Database> {
  return target.kind === 'embedded' ? openEmbedded(target) : openServer(target);
}

async function openEmbedded(target: DatabaseTarget & { kind: 'embedded' }): Promise<Database> {
  const folder = resolve(target.folder);
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    accessSync(folder, constants.W_OK);
  } catch (error) {
    const message = `The folder ${folder} for the embedded database cannot be written: ${reasonOf(error)}. Set DATA_DIR to a folder that can, or DATABASE_URL to a PostgreSQL server.`;
    throw new StartupError(message, { cause: error });
  }
  const lock = lockFolder(folder);
  try {
    const orm = await PgliteORM.init(embeddedOptions(folder));
    await migrate(orm);
    const close = async () => {
      await orm.close();
      lock[Symbol.dispose]();
    };
    return { kind: 'embedded', fork: () => orm.em.fork(), close };
  } catch (error) {
    lock[Symbol.dispose]();
    throw new StartupError(`The embedded database in ${folder} cannot be opened: ${reasonOf(error)}.`, {
      cause: error,
    });
  }
}

async function openServer(target: DatabaseTarget & { kind: 'server' }): Promise<Database> {
  const { statementTimeoutMs = 0 } = target;
  // A migration may take as long as it needs, so it has connections of its own.
  const migrating = await PostgresORM.init(serverOptions(target.url));
  try {
    await migrateInTurn(migrating, target.url);
    await migrating.close();
  } catch (error) {
    await migrating.close(true);
    const { host, pathname } = new URL(target.url);
    const message = `The database ${pathname.slice(1)} at ${host} cannot be used: ${reasonOf(error)}. Check DATABASE_URL and that the server is running.`;
    throw new StartupError(message, { cause: error });
  }
  const options = serverOptions(target.url);
  const driverOptions = { ...options.driverOptions, statement_timeout: statementTimeoutMs };
  const orm = await PostgresORM.init({ ...options, driverOptions });
  return { kind: 'server', fork: () => orm.em.fork(), close: () => orm.close() };
}

function reasonOf(error: unknown): string {
  if (error instanceof AggregateError) return error.errors.map(reasonOf).join(', ');
  return error instanceof Error ? error.message : String(error);
}
