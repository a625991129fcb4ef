import type { SqlEntityManager } from '@mikro-orm/sql';
import type { ReminderEvent } from '../reminders/event-log.ts';
import { type EventRow, eventFromRow } from './event-row.ts';
import { prepared } from './prepared.ts';
import { run } from './statement.ts';

// Only what the feed can read too, so that whoever goes on from the last one's position misses nothing.
// By reminder_events_of_reminder. "offset 0" keeps the planner from seeing the limit: it would walk the primary key from
// its end, which has the right order, until it met enough of this reminder's events, and it may not meet them at all.
const sql = prepared(
  'changes_of',
  `
  select change.transaction_id::text, change.sequence::text, change.previous_status,
    to_json(change.occurred_at) as occurred_at, change.reminder, change.call
  from unnest($1::uuid[]) as asked (reminder_id)
  cross join lateral (
    select * from (
      select * from reminder_events e
      where e.reminder_id = asked.reminder_id and e.call is null
        and e.transaction_id < pg_snapshot_xmin(pg_current_snapshot())
      offset 0
    ) own
    order by own.transaction_id desc, own.sequence desc
    limit $2::int
  ) change
  order by change.reminder_id, change.transaction_id, change.sequence`,
);

export async function changesOf(
  em: SqlEntityManager,
  reminderIds: readonly string[],
  last: number,
): Promise<ReminderEvent[]> {
  const rows = await run<EventRow>(em, sql, [reminderIds, last]);
  return rows.map(eventFromRow);
}
