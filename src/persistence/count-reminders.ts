import type { SqlEntityManager } from '@mikro-orm/sql';
import { reminderStatuses } from '../reminders/lifecycle.ts';
import type { ReminderFilter } from '../reminders/reminder-filter.ts';
import { createBinder, filterConditions } from './filter-sql.ts';
import { run } from './statement.ts';

/** Looks at every reminder that matches. */
export async function countReminders(em: SqlEntityManager, filter: ReminderFilter): Promise<number> {
  const { bind, values } = createBinder();
  const statuses = bind(filter.status ?? reminderStatuses, 'text[]');
  const conditions = [`r.status = any (${statuses})`, ...filterConditions(filter, { bind })];
  const sql = `select count(*)::int as count from reminders r where ${conditions.join(' and ')}`;
  const [row] = await run<{ count: number }>(em, sql, values);
  return row?.count ?? 0;
}
