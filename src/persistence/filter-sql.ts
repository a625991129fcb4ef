import type { ReminderFilter } from '../reminders/reminder-filter.ts';

/** Values of a statement that is put together, and where each stands in it. */
export interface Binder {
  readonly values: readonly unknown[];
  /** Answers how the statement names the value. */
  bind(value: unknown, type: string): string;
}

export function createBinder(): Binder {
  const values: unknown[] = [];
  return { values, bind: (value, type) => `$${values.push(value)}::${type}` };
}

/** What the filter asks of a row `r` beside its status; createMatcher says the same for one reminder in memory. */
export function filterConditions(filter: ReminderFilter, { bind }: Pick<Binder, 'bind'>): string[] {
  const { callResult, phoneNumber, scheduledFrom, scheduledUntil, search } = filter;
  const conditions: string[] = [];
  if (callResult) conditions.push(`r.call_result = any (${bind(callResult, 'text[]')})`);
  if (phoneNumber !== undefined) conditions.push(`r.phone_number = ${bind(phoneNumber, 'text')}`);
  if (scheduledFrom) conditions.push(`r.scheduled_time >= ${bind(scheduledFrom, 'timestamptz')}`);
  if (scheduledUntil) conditions.push(`r.scheduled_time < ${bind(scheduledUntil, 'timestamptz')}`);
  if (search) {
    const pattern = `%${search.replaceAll(/[\\%_]/g, '\\$&')}%`;
    conditions.push(`r.message ilike ${bind(pattern, 'text')}`);
  }
  return conditions;
}
