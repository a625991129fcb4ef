import type { SqlEntityManager } from '@mikro-orm/sql';
import type { AttemptCheck, Claim } from '../reminders/dispatch-store.ts';
import { run } from './statement.ts';

const sql = `
  select
    r.status = 'dispatching' and r.version = $3::int and r.unresolved_since is null as "mayRetry",
    exists (select from do_not_call d where d.phone_number = r.phone_number) as "doNotCall",
    a.call_sid as "callSid",
    case when a.never_rang is not true then a.provider_call_id end as "providerCallId"
  from reminders r join call_attempts a on a.id = $2::uuid
  where r.id = $1::uuid`;

interface CheckRow {
  readonly mayRetry: boolean;
  readonly doNotCall: boolean;
  readonly callSid: string | null;
  readonly providerCallId: string | null;
}

export async function checkAttempt(
  em: SqlEntityManager,
  { reminderId, attemptId, version }: Pick<Claim, 'reminderId' | 'version' | 'attemptId'>,
): Promise<AttemptCheck> {
  const [row] = await run<CheckRow>(em, sql, [reminderId, attemptId, version]);
  if (!row) return { mayRetry: false, doNotCall: false, call: null };
  const { mayRetry, doNotCall, callSid, providerCallId } = row;
  return { mayRetry, doNotCall, call: providerCallId === null ? null : { callSid, providerCallId } };
}
