import { validate } from 'uuid';
import { findEarlier } from '../../persistence/insert-reminders.ts';
import type { Database } from '../../persistence/open-database.ts';
import { checkReminders } from '../../reminders/create-reminders.ts';
import { limits } from '../../reminders/limits.ts';
import type { Reminder } from '../../reminders/reminder.ts';
import { fingerprint } from '../../reminders/reminder-draft.ts';
import type { UseCaseContext } from '../../reminders/use-case-context.ts';
import type { BadRow, ImportRow } from './import-row.ts';

export interface ExistingRow {
  readonly line: number;
  readonly id: string;
}

/** What an import would do: known in full before anything is created. */
export interface ImportPlan {
  readonly toCreate: readonly ImportRow[];
  /** What was created by an earlier run. */
  readonly existing: readonly ExistingRow[];
  readonly bad: readonly BadRow[];
}

export async function planImport(
  { fork }: Database,
  context: UseCaseContext,
  read: readonly (ImportRow | BadRow)[],
): Promise<ImportPlan> {
  const bad: BadRow[] = [];
  const existing: ExistingRow[] = [];
  const fresh: ImportRow[] = [];
  const good = read.filter((row) => !('problems' in row)) as readonly ImportRow[];
  const rows = withoutRepeats(good, bad);
  for (let start = 0; start < rows.length; start += limits.bulkSize) {
    const batch = rows.slice(start, start + limits.bulkSize);
    const keys = batch.map(({ request }) => request.idempotencyKey);
    const byKey = new Map((await findEarlier(fork(), keys)).map((row) => [row.key, row]));
    const ids = batch.flatMap(({ id }) => (id !== null && validate(id) ? [id.toLowerCase()] : []));
    const byId = new Map((await context.store.find(ids)).map((reminder) => [reminder.id, reminder]));
    for (const row of batch) {
      const { line, request } = row;
      const earlier = byKey.get(request.idempotencyKey);
      const exported = byId.get(row.id?.toLowerCase() ?? '');
      if (exported && isSame(exported, row)) existing.push({ line, id: exported.id });
      else if (exported) bad.push({ line, problems: [changed(exported.id)] });
      else if (!earlier) fresh.push(row);
      else if (earlier.fingerprint === fingerprint(request)) existing.push({ line, id: earlier.reminder.id });
      else bad.push({ line, problems: [keyTaken(request.idempotencyKey)] });
    }
  }
  const issues = await checkReminders(
    context,
    fresh.map(({ request }) => request),
  );
  const toCreate: ImportRow[] = [];
  for (const [index, row] of fresh.entries()) {
    const problems = (issues[index] ?? []).map(({ message }) => message);
    if (problems.length === 0) toCreate.push(row);
    else bad.push({ line: row.line, problems });
  }
  bad.push(...read.filter((row) => 'problems' in row));
  return { toCreate, existing, bad: bad.sort((one, other) => one.line - other.line) };
}

/** Two rows that are one reminder are a mistake in the file: nobody is to be rung twice for it. */
function withoutRepeats(rows: readonly ImportRow[], bad: BadRow[]): ImportRow[] {
  const lines = new Map<string, number>();
  return rows.filter(({ line, request }) => {
    const first = lines.get(request.idempotencyKey);
    if (first === undefined) lines.set(request.idempotencyKey, line);
    else bad.push({ line, problems: [`The same as line ${first}, or with its idempotency key.`] });
    return first === undefined;
  });
}

function isSame(reminder: Reminder, { request }: ImportRow): boolean {
  return (
    reminder.phoneNumber === request.phoneNumber &&
    reminder.message === request.message &&
    reminder.scheduledTime.getTime() === request.scheduledTime.getTime()
  );
}

function changed(id: string): string {
  return `The reminder ${id} is there, and says something else. Change it with updateReminder, or leave the id out to create another.`;
}

export function keyTaken(key: string): string {
  return `The idempotency key "${key}" was used before for another reminder.`;
}
