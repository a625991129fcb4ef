import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { stringify } from 'csv-stringify';
import {
  type ExportedReminder,
  type ExportFilter,
  exportReminders,
} from '../persistence/export-reminders.ts';
import { type ReminderStatus, reminderStatuses } from '../reminders/lifecycle.ts';
import type { DatabaseWork } from './command.ts';
import { parse } from './parse-command.ts';
import { readTime } from './read-time.ts';
import { guardCell } from './spreadsheet-cell.ts';
import { UsageError } from './usage-error.ts';

export const exportHelp = `Usage: npm run -s bellhop -- export [options] > reminders.csv

Writes reminders to stdout in the order of their creation, page by page. (npm run -s leaves npm's own lines out.)

  --format csv|ndjson  default csv; ndjson is one JSON object a line
  --status <statuses>  only these, with commas between: ${reminderStatuses.join(', ')}
  --from <time>        only those scheduled for then or later, such as 2026-04-03T00:00:00+02:00
  --until <time>       only those scheduled for before then

"import" reads the CSV again: what it says of the phone, message, time, key and attempts of a reminder comes back as
it was. A cell that a spreadsheet would run as a formula has an apostrophe in front, which "import" takes away.`;

const options = {
  format: { type: 'string', default: 'csv' },
  status: { type: 'string' },
  from: { type: 'string' },
  until: { type: 'string' },
} as const;

export function exportCommand(args: readonly string[]): DatabaseWork {
  const { format, status, from, until } = parse(args, options, 0).values;
  if (format !== 'csv' && format !== 'ndjson') throw new UsageError('--format must be csv or ndjson.');
  const filter: ExportFilter = {
    status: status?.split(',').map(toStatus),
    scheduledFrom: from === undefined ? undefined : toTime('--from', from),
    scheduledUntil: until === undefined ? undefined : toTime('--until', until),
  };
  return async ({ stdout }, { fork }) => {
    const source = Readable.from(exportReminders(fork, filter));
    try {
      if (format === 'csv') await pipeline(source, asCells, stringify({ header: true, columns }), stdout);
      else await pipeline(source, asLines, stdout);
    } catch (error) {
      // Who reads has had enough, as `head` does.
      if ((error as NodeJS.ErrnoException).code !== 'EPIPE') throw error;
    }
  };
}

/** As "import" calls them, where it knows them. */
const columns = [
  'id',
  'status',
  'phone',
  'message',
  'time',
  'idempotency_key',
  'max_attempts',
  'retry_count',
  'call_sid',
  'failure_reason',
  'created_at',
];

function toRecord(reminder: ExportedReminder) {
  return {
    id: reminder.id,
    status: reminder.status,
    phone: reminder.phoneNumber,
    message: reminder.message,
    time: reminder.scheduledTime.toISOString(),
    idempotency_key: reminder.idempotencyKey,
    max_attempts: reminder.maxRetryAttempts,
    retry_count: reminder.retryCount,
    call_sid: reminder.callSid,
    failure_reason: reminder.failureReason,
    created_at: reminder.createdAt.toISOString(),
  };
}

async function* asCells(reminders: AsyncIterable<ExportedReminder>) {
  for await (const reminder of reminders) {
    yield Object.values(toRecord(reminder)).map((cell) => guardCell(String(cell ?? '')));
  }
}

async function* asLines(reminders: AsyncIterable<ExportedReminder>) {
  for await (const reminder of reminders) yield `${JSON.stringify(toRecord(reminder))}\n`;
}

function toStatus(text: string): ReminderStatus {
  const status = reminderStatuses.find((each) => each === text.trim());
  if (status) return status;
  throw new UsageError(`--status "${text}" is not one of: ${reminderStatuses.join(', ')}.`);
}

function toTime(flag: string, text: string): Date {
  const read = readTime(text, null);
  if (read.kind === 'time') return read.time;
  throw new UsageError(`${flag}: ${read.problem.replace(', or give --time-zone', '')}`);
}
