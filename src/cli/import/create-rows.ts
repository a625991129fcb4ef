import { type CreateReminderResult, createReminders } from '../../reminders/create-reminders.ts';
import { limits } from '../../reminders/limits.ts';
import type { UseCaseContext } from '../../reminders/use-case-context.ts';
import { keyTaken } from './import-plan.ts';
import type { ImportRow } from './import-row.ts';

export type RowResult =
  | { readonly line: number; readonly outcome: 'created' | 'existing'; readonly id: string }
  | { readonly line: number; readonly outcome: 'refused'; readonly problem: string };

/** Creates the rows, a batch in a transaction, and answers what came of each batch once it stands. */
export async function* createRows(
  context: UseCaseContext,
  rows: readonly ImportRow[],
): AsyncGenerator<readonly RowResult[], undefined, undefined> {
  for (let start = 0; start < rows.length; start += limits.bulkSize) {
    const batch = rows.slice(start, start + limits.bulkSize);
    const requests = batch.map(({ request }) => request);
    const created = await createReminders(context, requests, 'reject-failed-rows');
    const results = created.kind === 'invalid' ? [] : created.results;
    yield batch.map(({ line }, index): RowResult => toResult(line, results[index]));
  }
}

/** What the plan did not foresee: somebody else changed something meanwhile, or the time passed. */
function toResult(line: number, result: CreateReminderResult | undefined): RowResult {
  if (result?.kind === 'created') return { line, outcome: 'created', id: result.reminder.id };
  const problem =
    result?.kind === 'idempotency-conflict'
      ? keyTaken(result.idempotencyKey)
      : (result?.issues ?? []).map(({ message }) => message).join(' ');
  return { line, outcome: 'refused', problem };
}
