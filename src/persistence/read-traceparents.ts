import type { SqlEntityManager } from '@mikro-orm/sql';
import { run } from './statement.ts';

const sql = 'select id, traceparent from reminders where id = any ($1::uuid[]) and traceparent is not null';

/** The traces that reminders belong to, by their ids; those without one are left out. */
export async function readTraceparents(
  em: SqlEntityManager,
  reminderIds: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const rows = await run<{ id: string; traceparent: string }>(em, sql, [reminderIds]);
  return new Map(rows.map(({ id, traceparent }) => [id, traceparent]));
}
