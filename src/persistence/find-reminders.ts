import type { SqlEntityManager } from '@mikro-orm/sql';
import type { CallAttempt } from '../reminders/call-attempt.ts';
import type { Reminder } from '../reminders/reminder.ts';
import { prepared } from './prepared.ts';
import { type AttemptJson, attemptFromJson, type ReminderJson, reminderFromJson } from './reminder-row.ts';
import { run } from './statement.ts';

// By hand: to look one up through its entity took this process three times as long.
const findSql = prepared(
  'find_reminders',
  'select to_jsonb(r) as reminder from reminders r where r.id = any ($1::uuid[])',
);
const findAttemptsSql = 'select to_jsonb(a) as attempt from call_attempts a where a.id = any ($1::uuid[])';
const attemptsOfSql = prepared(
  'attempts_of',
  `select to_jsonb(a) as attempt from call_attempts a
  where a.reminder_id = any ($1::uuid[])
  order by a.reminder_id, a.number`,
);

export async function findReminders(em: SqlEntityManager, ids: readonly string[]): Promise<Reminder[]> {
  const rows = await run<{ reminder: ReminderJson }>(em, findSql, [ids]);
  return rows.map(({ reminder }) => reminderFromJson(reminder));
}

export const findAttempts = (em: SqlEntityManager, ids: readonly string[]) =>
  readAttempts(em, findAttemptsSql, ids);

export const attemptsOf = (em: SqlEntityManager, reminderIds: readonly string[]) =>
  readAttempts(em, attemptsOfSql, reminderIds);

async function readAttempts(
  em: SqlEntityManager,
  sql: string,
  ids: readonly string[],
): Promise<CallAttempt[]> {
  const rows = await run<{ attempt: AttemptJson }>(em, sql, [ids]);
  return rows.map(({ attempt }) => attemptFromJson(attempt));
}
