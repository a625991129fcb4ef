import { inject } from 'vitest';
import { readDatabaseUrl } from '../../src/config/database-url.ts';
import { type Database, openDatabase } from '../../src/persistence/open-database.ts';
import { clusterAt } from './cluster.ts';

let made = 0;

export interface TestDatabase extends AsyncDisposable {
  readonly url: string;
  /** Another connection pool on the same database, closed with it. */
  open(): Promise<Database>;
}

/** A fresh, migrated database on the PostgreSQL of this run. */
export async function createTestDatabase(): Promise<TestDatabase> {
  const cluster = clusterAt(inject('clusterUrl'));
  const name = `bellhop_${process.pid}_${process.env['VITEST_POOL_ID'] ?? '0'}_${++made}_${Date.now()}`;
  await cluster.create(name, inject('templateName'));
  const opened: Database[] = [];
  return {
    url: cluster.url(name),
    async open() {
      const database = await openDatabase({ kind: 'server', connection: readDatabaseUrl(cluster.url(name)) });
      opened.push(database);
      return database;
    },
    async [Symbol.asyncDispose]() {
      await Promise.all(opened.map((database) => database.close()));
      await cluster.drop(name);
    },
  };
}
