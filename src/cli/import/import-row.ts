import { createHash } from 'node:crypto';
import { limits } from '../../reminders/limits.ts';
import {
  type CreateReminderRequest,
  checkMaxRetryAttempts,
  checkMessage,
  checkPhoneNumber,
  checkText,
} from '../../reminders/reminder-draft.ts';
import type { CsvRow } from '../read-csv.ts';
import { readTime } from '../read-time.ts';
import type { Columns } from './columns.ts';

export interface ImportRow {
  readonly line: number;
  /** The reminder that this row was exported from. */
  readonly id: string | null;
  readonly request: CreateReminderRequest & { readonly idempotencyKey: string };
}

export interface BadRow {
  readonly line: number;
  readonly problems: readonly string[];
}

/** What a row asks for, or all that is wrong with it by itself. */
export function readRow(
  { line, cells }: CsvRow,
  columns: Columns,
  timeZone: string | null,
): ImportRow | BadRow {
  const cell = (column: keyof Columns) => cells[columns[column]] ?? '';
  const phoneNumber = checkPhoneNumber(cell('phone'));
  const message = checkMessage(cell('message'));
  const time = readTime(cell('time'), timeZone);
  const budget = cell('maxAttempts') === '' ? null : Number(cell('maxAttempts'));
  const key = cell('key');
  const issues = [
    ...phoneNumber.issues,
    ...message.issues,
    ...(budget === null ? [] : checkMaxRetryAttempts(budget).issues),
    ...(key === '' ? [] : checkText(key, 'The idempotency key', limits.idempotencyKeyLength)),
  ];
  const problems = issues.map((issue) => issue.message);
  if (time.kind === 'problem') return { line, problems: [...problems, time.problem] };
  if (problems.length > 0) return { line, problems };
  const request = {
    phoneNumber: phoneNumber.value,
    message: message.value,
    scheduledTime: time.time,
    maxRetryAttempts: budget,
  };
  return {
    line,
    id: cell('id') || null,
    request: { ...request, idempotencyKey: key || derivedKey(request) },
  };
}

/** The same row of any file is the same reminder, however often it is imported. */
function derivedKey({ phoneNumber, scheduledTime, message }: CreateReminderRequest): string {
  const content = JSON.stringify([phoneNumber, scheduledTime.toISOString(), message]);
  return `import:${createHash('sha256').update(content).digest('hex')}`;
}
