import type { SqlEntityManager } from '@mikro-orm/sql';
import { type ReminderStatus, reminderStatuses } from '../reminders/lifecycle.ts';
import type { ReminderFilter } from '../reminders/reminder-filter.ts';
import { createBinder } from './filter-sql.ts';
import { run } from './statement.ts';

const HOUR_MS = 3_600_000;
const inFlight = [`'dispatching'`, `'calling'`];
const keptOfAll = [
  `select status, count from reminder_counts where hour = '-infinity'`,
  'select status, change from reminder_count_changes',
];

/**
 * How many reminders have which status, out of the counts that are kept. What of the time range is no whole hour is
 * counted, by indexes alone. One statement, so it is exact at one instant.
 */
export async function readCounts(
  em: SqlEntityManager,
  { status = reminderStatuses, scheduledFrom, scheduledUntil }: ReminderFilter,
): Promise<ReadonlyMap<ReminderStatus, number>> {
  const { bind, values } = createBinder();
  const statuses = bind(status, 'text[]');
  const from = scheduledFrom?.getTime() ?? Number.NEGATIVE_INFINITY;
  const until = scheduledUntil?.getTime() ?? Number.POSITIVE_INFINITY;
  const within = (column: string, start: number, end: number) =>
    [
      ...(Number.isFinite(start) ? [`${column} >= ${bind(new Date(start), 'timestamptz')}`] : []),
      ...(Number.isFinite(end) ? [`${column} < ${bind(new Date(end), 'timestamptz')}`] : []),
    ].join(' and ');
  const kept = (start: number, end: number) => {
    if (!Number.isFinite(start) && !Number.isFinite(end)) return keptOfAll;
    const hours = `hour > '-infinity' and ${within('hour', start, end)}`;
    return [
      `select status, count from reminder_counts where ${hours}`,
      `select status, change from reminder_count_changes where ${hours}`,
    ];
  };
  const counted = (start: number, end: number) =>
    start < end
      ? inIndexes(status).map(
          (some) => `
            select status, count(*) from reminders
            where ${some} and ${within('scheduled_time', start, end)}
            group by status`,
        )
      : [];
  const first = Math.ceil(from / HOUR_MS) * HOUR_MS;
  const last = Math.floor(until / HOUR_MS) * HOUR_MS;
  const parts =
    first < last
      ? [...kept(first, last), ...counted(from, first), ...counted(last, until)]
      : counted(from, until);
  if (parts.length === 0) return new Map();
  const rows = await run<{ status: ReminderStatus; count: number }>(
    em,
    `select status, sum(count)::float8 as count from (${parts.join(' union all ')}) part (status, count)
     where status = any (${statuses})
     group by status
     having sum(count) > 0`,
    values,
  );
  return new Map(rows.map(({ status, count }) => [status, count]));
}

/** Conditions that find each of the statuses in one of the indexes. */
function inIndexes(statuses: readonly ReminderStatus[]): string[] {
  const wanted = reminderStatuses
    .filter((status) => statuses.includes(status))
    .map((status) => `'${status}'`);
  const others = wanted.filter((status) => !inFlight.includes(status));
  return [
    ...(others.length > 0 ? [`status in (${others.join(', ')})`] : []),
    ...wanted.filter((status) => inFlight.includes(status)).map((status) => `status = ${status}`),
  ];
}
