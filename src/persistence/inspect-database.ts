import type { SqlEntityManager } from '@mikro-orm/sql';
import { missingMigrations } from './health.ts';
import { migrationsList } from './migrate.ts';
import { run } from './statement.ts';

export interface Inspection {
  /** Such as `18.1`. */
  readonly version: string;
  /** Migrations of this version that are not applied. */
  readonly missing: readonly string[];
  /** Applied migrations that this version does not know. */
  readonly foreign: readonly string[];
}

const sql = `
  select current_setting('server_version') as version,
    to_regclass('mikro_orm_migrations') is not null as migrated`;

/** Looks at a database as it stands, whichever version of Bellhop it belongs to. */
export async function inspectDatabase(em: SqlEntityManager): Promise<Inspection> {
  const [row] = await run<{ version: string; migrated: boolean }>(em, sql);
  const { version = '', migrated = false } = row ?? {};
  const applied = migrated
    ? (await run<{ name: string }>(em, 'select name from mikro_orm_migrations')).map(({ name }) => name)
    : [];
  const known = migrationsList.map(({ name }) => name);
  const foreign = applied.filter((name) => !known.includes(name));
  return { version, missing: missingMigrations(applied), foreign };
}

/** By how much the database's clock is ahead of this machine's, in milliseconds, and how sure that is. */
export async function measureClock(
  em: SqlEntityManager,
): Promise<{ readonly aheadMs: number; readonly withinMs: number }> {
  const probes = [];
  for (let count = 0; count < 5; count++) {
    const asked = performance.now();
    const wallMs = Date.now();
    const [row] = await run<{ ms: number }>(
      em,
      'select extract(epoch from clock_timestamp())::float8 * 1000 as ms',
    );
    const tripMs = performance.now() - asked;
    probes.push({ aheadMs: (row?.ms ?? Number.NaN) - (wallMs + tripMs / 2), withinMs: tripMs / 2 });
  }
  // The fastest trip leaves the least in doubt.
  return probes.reduce((best, each) => (each.withinMs < best.withinMs ? each : best));
}
