import type { SqlEntityManager } from '@mikro-orm/sql';
import { type ReminderStatus, reminderStatuses } from '../reminders/lifecycle.ts';
import type { ReminderFilter } from '../reminders/reminder-filter.ts';
import { TALLY_LIMIT, type Tally } from '../reminders/reminder-tally.ts';
import { createBinder, filterConditions } from './filter-sql.ts';
import { readCounts } from './read-counts.ts';
import { run } from './statement.ts';

/** Where nothing is kept that answers the filter, it stops counting at the limit, wherever in the table it is. */
export async function tallyReminders(em: SqlEntityManager, filter: ReminderFilter): Promise<Tally> {
  if (isOfStatusAndTime(filter)) return { byStatus: await readCounts(em, filter), isExact: true };
  const { bind, values } = createBinder();
  const statuses = bind(filter.status ?? reminderStatuses, 'text[]');
  const conditions = [`r.status = any (${statuses})`, ...filterConditions(filter, { bind })];
  const rows = await run<{ status: ReminderStatus; count: number }>(
    em,
    `select status, count(*)::int as count
     from (
       select r.status from reminders r
       where ${conditions.join(' and ')}
       limit ${bind(TALLY_LIMIT, 'int')}) matching
     group by status`,
    values,
  );
  const seen = rows.reduce((sum, { count }) => sum + count, 0);
  return { byStatus: new Map(rows.map(({ status, count }) => [status, count])), isExact: seen < TALLY_LIMIT };
}

function isOfStatusAndTime({ phoneNumber, callResult, search }: ReminderFilter): boolean {
  return phoneNumber === undefined && !callResult && !search;
}
