import type { SqlEntityManager } from '@mikro-orm/sql';
import { CompiledQuery } from 'kysely';

/**
 * Runs one hand-written statement with bound parameters ($1, $2, …) inside the entity manager's transaction, if it
 * has one. Not `em.execute`: that writes the parameters into the text of the statement.
 */
export async function run<Row>(
  em: SqlEntityManager,
  sql: string,
  parameters: readonly unknown[] = [],
): Promise<readonly Row[]> {
  const { rows } = await em.getKysely().executeQuery<Row>(CompiledQuery.raw(sql, [...parameters]));
  return rows;
}
