import type { SqlEntityManager } from '@mikro-orm/sql';
import type { Reminder } from '../reminders/reminder.ts';
import type { ReminderFilter } from '../reminders/reminder-filter.ts';
import { type ReminderJson, reminderFromJson } from './reminder-row.ts';
import { run } from './statement.ts';

export interface ExportedReminder extends Reminder {
  readonly idempotencyKey: string | null;
}

export type ExportFilter = Pick<ReminderFilter, 'status' | 'scheduledFrom' | 'scheduledUntil'>;

const PAGE = 1_000;

// By the primary key, which no edit changes, so that what changes meanwhile is neither missed nor written twice.
const sql = `
  select to_jsonb(r) as reminder from reminders r
  where r.id > $1::uuid
    and ($2::text[] is null or r.status = any ($2::text[]))
    and ($3::timestamptz is null or r.scheduled_time >= $3::timestamptz)
    and ($4::timestamptz is null or r.scheduled_time < $4::timestamptz)
  order by r.id
  limit $5::int`;

const BEFORE_ALL = '00000000-0000-0000-0000-000000000000';

/** All reminders that are meant, in the order of their creation; one page of them is in memory at a time. */
export async function* exportReminders(
  fork: () => SqlEntityManager,
  { status, scheduledFrom, scheduledUntil }: ExportFilter,
): AsyncGenerator<ExportedReminder, undefined, undefined> {
  let after = BEFORE_ALL;
  for (;;) {
    const parameters = [after, status ?? null, scheduledFrom ?? null, scheduledUntil ?? null, PAGE];
    const page = await run<{ reminder: ReminderJson & { idempotency_key: string | null } }>(
      fork(),
      sql,
      parameters,
    );
    for (const { reminder } of page) {
      yield { ...reminderFromJson(reminder), idempotencyKey: reminder.idempotency_key };
    }
    const last = page.at(-1);
    if (last === undefined || page.length < PAGE) return;
    after = last.reminder.id;
  }
}
