import type { SqlEntityManager } from '@mikro-orm/sql';
import type { EventPage, EventPosition } from '../reminders/event-log.ts';
import { type EventRow, eventFromRow, type PositionRow, positionFromRow } from './event-row.ts';
import { prepared } from './prepared.ts';
import { run } from './statement.ts';

// Only what was written by transactions older than every one still running: nothing can commit in front of it any
// more. By sequence alone a reader would pass an event whose transaction took its number early and committed late.
// A reminder's own events stay in order because each is written under the number of the one before it, where that is
// the higher one: whoever wrote it had committed, and no reader gets past it before the later writer has as well.
// Whether younger events wait behind those is asked by the same snapshot: one statement, one row at least.
// That question must begin at the oldest running transaction and not at the reader, who may be millions of events behind
// (measured: 1.2 s a page at 5 million): "is true" keeps the planner from walking the index from there.
// The columns are qualified: `order by` would take the bare names for the text in the select list.
const pageSql = prepared(
  'read_events',
  `
  select pending, page.* from (
    select exists (
      select from reminder_events e
      where e.transaction_id >= pg_snapshot_xmin(pg_current_snapshot())
        and ((e.transaction_id, e.sequence) > ($1::xid8, $2::bigint)) is true) as pending
  ) rest left join lateral (
    select transaction_id::text, sequence::text, previous_status, to_json(occurred_at) as occurred_at, reminder, call
    from reminder_events e
    where (e.transaction_id, e.sequence) > ($1::xid8, $2::bigint)
      and e.transaction_id < pg_snapshot_xmin(pg_current_snapshot())
    order by e.transaction_id, e.sequence
    limit $3::int
  ) page on true`,
);

const prunedSql = `
  (select pruned_transaction_id::text as transaction_id, pruned_sequence::text as sequence
    from dispatch_control where id = 1)`;

// Where nothing is retained, the end is where pruning got to.
const endSql = `
  (select transaction_id::text, sequence::text from reminder_events e
    where e.transaction_id < pg_snapshot_xmin(pg_current_snapshot())
    order by e.transaction_id desc, e.sequence desc
    limit 1)
  union all
  ${prunedSql}
  limit 1`;

/** Without an event where there is none to read. */
type PageRow = { readonly pending: boolean } & (EventRow | { readonly transaction_id: null });

function isEvent(row: PageRow): row is PageRow & EventRow {
  return row.transaction_id !== null;
}

export async function readEventsAfter(
  em: SqlEntityManager,
  after: EventPosition,
  limit: number,
): Promise<EventPage> {
  const rows = await run<PageRow>(em, pageSql, [String(after.transactionId), String(after.sequence), limit]);
  const events = rows.filter(isEvent).map(eventFromRow);
  return { events, hasMore: events.length === limit || (rows[0]?.pending ?? false) };
}

/** The position of the last event that can be read. */
export function readEndOfEvents(em: SqlEntityManager): Promise<EventPosition> {
  return readPosition(em, endSql);
}

/** Events up to here were pruned. */
export function readPrunedThrough(em: SqlEntityManager): Promise<EventPosition> {
  return readPosition(em, prunedSql);
}

async function readPosition(em: SqlEntityManager, sql: string): Promise<EventPosition> {
  const [row] = await run<PositionRow>(em, sql);
  if (!row) throw new Error('The control row is missing from dispatch_control; run the migrations.');
  return positionFromRow(row);
}
