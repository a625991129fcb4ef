/**
 * Schedules what a CSV file says, one reminder a line: number, instant, message. Lines that cannot be scheduled are
 * listed with their reasons, the others are scheduled.
 *
 *     BELLHOP_URL=http://127.0.0.1:4000 node examples/schedule-from-csv.ts reminders.csv
 */
import { readFile } from 'node:fs/promises';
import { createBellhop } from 'bellhop/client';

const [, , file = 'reminders.csv'] = process.argv;
const { BELLHOP_URL: url = 'http://127.0.0.1:4000', BELLHOP_TOKEN: token } = process.env;
const bellhop = createBellhop({ url, ...(token && { token }) });

const rows = [];
const refused: string[] = [];
for (const [index, text] of (await readFile(file, 'utf8')).split(/\r?\n/).entries()) {
  if (text.trim() === '') continue;
  const line = index + 1;
  const [phoneNumber = '', instant = '', ...message] = text.split(',').map((cell) => cell.trim());
  const scheduledTime = new Date(instant);
  if (Number.isNaN(scheduledTime.getTime())) {
    refuse(line, `"${instant}" is not an instant, such as 2026-01-02T15:00:00+01:00.`);
    continue;
  }
  // The same line of the same file is the same reminder, however often this program is run.
  const idempotencyKey = `${file}:${line}`;
  rows.push({ line, reminder: { phoneNumber, scheduledTime, message: message.join(', '), idempotencyKey } });
}

let scheduled = 0;
for (let start = 0; start < rows.length; start += 1_000) {
  const batch = rows.slice(start, start + 1_000);
  const reminders = batch.map(({ reminder }) => reminder);
  const answer = await bellhop.scheduleMany(reminders, { errorPolicy: 'REJECT_FAILED_ROWS' });
  if (answer.__typename === 'ValidationError') throw new Error(answer.message);
  for (const [index, result] of answer.results.entries()) {
    if (result.__typename === 'CreateReminderSuccess') scheduled++;
    else refuse(batch[index]?.line, result.message);
  }
}
for (const line of refused) console.error(line);
console.log(`Scheduled: ${scheduled}, not scheduled: ${refused.length}`);

function refuse(line: number | undefined, reason: string) {
  refused.push(`Line ${line}: ${reason}`);
}
