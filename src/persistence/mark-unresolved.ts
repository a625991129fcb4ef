import type { SqlEntityManager } from '@mikro-orm/sql';
import type { Claim } from '../reminders/dispatch-store.ts';
import { run } from './statement.ts';

// The status stays as it is: this is no event. A trigger clears the column when the reminder leaves `dispatching`.
const sql = `
  update reminders set unresolved_since = statement_timestamp()
  where id = $1::uuid and version = $2::int and status = 'dispatching' and unresolved_since is null`;

export async function markUnresolved(
  em: SqlEntityManager,
  { reminderId, version }: Pick<Claim, 'reminderId' | 'version'>,
): Promise<void> {
  await run(em, sql, [reminderId, version]);
}
