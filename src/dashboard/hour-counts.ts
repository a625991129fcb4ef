import type { ReminderStatus, TypedDocument } from '../client/client.ts';
import { bellhop } from './server.ts';

const HOUR_MS = 3_600_000;

/** How many reminders are scheduled for one hour, by how they stand. */
export interface Hour {
  readonly from: number;
  readonly waiting: number;
  readonly done: number;
  readonly failed: number;
}

type Counts = readonly { readonly status: ReminderStatus; readonly count: number }[];

/** Counts some hours, which begin at these instants: at most 12, since a request may ask for 20 things at once. */
export async function countHours(froms: readonly number[], signal: AbortSignal): Promise<readonly Hour[]> {
  const filters = froms.map((from, index) => [
    `h${index}`,
    { scheduledFrom: new Date(from), scheduledUntil: new Date(from + HOUR_MS) },
  ]);
  const counted = await bellhop.execute(hoursDocument(froms.length), Object.fromEntries(filters), {
    signal,
    mayRepeat: true,
  });
  return froms.map((from, index) => {
    const of = (...wanted: readonly ReminderStatus[]) =>
      (counted[`h${index}`] ?? [])
        .filter(({ status }) => wanted.includes(status))
        .reduce((sum, { count }) => sum + count, 0);
    return {
      from,
      waiting: of('SCHEDULED', 'DISPATCHING', 'CALLING'),
      done: of('COMPLETED'),
      failed: of('FAILED'),
    };
  });
}

function hoursDocument(count: number): TypedDocument<Record<string, Counts>, Record<string, object>> {
  const names = Array.from({ length: count }, (_, index) => `h${index}`);
  const variables = names.map((name) => `$${name}: ReminderFilter`).join(', ');
  const fields = names.map((name) => `${name}: reminderCounts(filter: $${name}) { status count }`).join(' ');
  return `query Hours(${variables}) { ${fields} }` as TypedDocument<
    Record<string, Counts>,
    Record<string, object>
  >;
}
