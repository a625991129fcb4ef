import type { SqlEntityManager } from '@mikro-orm/sql';
import type { QuietCall } from '../reminders/dispatch-store.ts';
import { run } from './statement.ts';

// The asker notes it in the same statement, so that instances do not all ask the provider for the same call. A call that
// becomes overdue is due for a question at once, and so is one last heard of before the clock was set back.
const sql = `
  with quiet as (
    select id from call_attempts
    where call_live_until is not null
      and (call_quiet_since <= statement_timestamp() - $1::float8 * interval '1 millisecond'
        or (call_live_until <= statement_timestamp() and call_quiet_since < call_live_until)
        or call_quiet_since > statement_timestamp() + interval '1 second')
    order by call_quiet_since
    limit $2::int
    for update skip locked
  )
  update call_attempts a set call_quiet_since = statement_timestamp()
  from quiet
  where a.id = quiet.id
  returning a.id as "attemptId", a.provider_call_id as "providerCallId", a.call_status as "callStatus",
    case when a.call_live_until <= statement_timestamp()
      then extract(epoch from statement_timestamp() - a.call_live_until)::float8 * 1000 end as "overdueMs"`;

const expectSql = `
  update call_attempts set call_quiet_since = 'epoch'
  where call_live_until is not null and call_quiet_since < statement_timestamp() - interval '1 second'`;

export async function takeQuietCalls(
  em: SqlEntityManager,
  quietMs: number,
  limit: number,
): Promise<QuietCall[]> {
  return [...(await run<QuietCall>(em, sql, [quietMs, limit]))];
}

export async function expectNews(em: SqlEntityManager): Promise<void> {
  await run(em, expectSql);
}
