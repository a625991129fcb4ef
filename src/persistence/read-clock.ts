import type { SqlEntityManager } from '@mikro-orm/sql';
import { run } from './statement.ts';

const sql = 'select extract(epoch from clock_timestamp())::float8 * 1000 as now_ms';

export async function readClock(em: SqlEntityManager): Promise<Date> {
  const [row] = await run<{ now_ms: number }>(em, sql);
  if (!row) throw new Error('The database did not tell its time.');
  return new Date(row.now_ms);
}
