import type { SqlEntityManager } from '@mikro-orm/sql';
import { type Clock, wait } from '../clock.ts';
import { migrationsList } from './migrate.ts';
import { run } from './statement.ts';

export interface HealthDeps {
  readonly fork: () => SqlEntityManager;
  readonly clock: Clock;
}

/** `null`: it is well; else what is not. */
export type Check = () => string | null;
export type Health = Readonly<Record<string, string | null>>;

const ANSWER_WITHIN_MS = 2_000;
/** Whoever may ask for it, the database is asked no more often. */
const KEEP_MS = 1_000;

/** Whether an instance can do its work: the database, its migrations, and what `others` know. */
export function createHealth(
  { fork, clock }: HealthDeps,
  others: Readonly<Record<string, Check>>,
): () => Promise<Health> {
  let asked: { readonly atMs: number; readonly answer: Promise<Health> } | null = null;

  async function askDatabase(): Promise<Health> {
    const over = new AbortController();
    const late = wait(clock, ANSWER_WITHIN_MS, over.signal).then(() => null);
    try {
      const names = await Promise.race([appliedMigrations(fork()), late]);
      if (names === null) return { database: 'no answer in time', migrations: 'not known' };
      const missing = missingMigrations(names);
      const migrations = missing.length === 0 ? null : `missing: ${missing.join(', ')}`;
      return { database: null, migrations };
    } catch {
      return { database: 'cannot be used', migrations: 'not known' };
    } finally {
      over.abort();
    }
  }

  return async () => {
    if (!asked || clock.monotonicMs() - asked.atMs >= KEEP_MS) {
      asked = { atMs: clock.monotonicMs(), answer: askDatabase() };
    }
    const checks = Object.entries(others).map(([name, check]) => [name, check()] as const);
    return { ...(await asked.answer), ...Object.fromEntries(checks) };
  };
}

async function appliedMigrations(em: SqlEntityManager): Promise<string[]> {
  const rows = await run<{ name: string }>(em, 'select name from mikro_orm_migrations');
  return rows.map(({ name }) => name);
}

/** What this version needs and the database does not have. */
export function missingMigrations(applied: readonly string[]): string[] {
  return migrationsList.map(({ name }) => name).filter((name) => !applied.includes(name));
}
