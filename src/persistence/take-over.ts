import type { SqlEntityManager } from '@mikro-orm/sql';
import type { Claim, TakeOverRequest } from '../reminders/dispatch-store.ts';
import { type ClaimRow, claimColumns, claimFromRow } from './claim-due.ts';
import { run } from './statement.ts';

// A claim whose owner is no longer listed is taken over under a new version, so whatever the old owner still
// writes finds nothing to change; so is a claim of its own that this instance never heard of. The status stays as
// it is: this is no event.
const sql = `
  with abandoned as (
    select r.id from reminders r
    where r.status = 'dispatching'
      and not exists (
        select from unnest($3::uuid[], $5::int[]) as known (id, version)
        where known.id = r.id and known.version = r.version)
      and ((r.claimed_by = $1::uuid and $4::boolean)
        or (r.claimed_by <> $1::uuid and not exists (select from dispatcher_instances i where i.id = r.claimed_by)))
      and exists (
        select from dispatcher_instances me
        where me.id = $1::uuid and me.lease_expires_at > statement_timestamp())
    limit $2::int
    for update of r skip locked
  ), taken as (
    update reminders r set version = r.version + 1, claimed_by = $1::uuid, updated_at = statement_timestamp()
    from abandoned
    where r.id = abandoned.id
    returning r.*
  )
  select ${claimColumns('t', 'a')}, a.started_at as due_at
  from taken t join call_attempts a on a.reminder_id = t.id and a.number = t.attempt_count`;

export async function takeOver(em: SqlEntityManager, request: TakeOverRequest): Promise<Claim[]> {
  const rows = await run<ClaimRow>(em, sql, [
    request.instanceId,
    request.limit,
    request.known.map(({ reminderId }) => reminderId),
    request.includeOwn ?? true,
    request.known.map(({ version }) => version),
  ]);
  return rows.map(claimFromRow);
}
