import type { SqlEntityManager } from '@mikro-orm/sql';
import type { Claim, ClaimPause, ClaimRequest, ClaimResult } from '../reminders/dispatch-store.ts';
import { prepared } from './prepared.ts';
import { run } from './statement.ts';

/** What the function of migration-20261127-call-limits does: one transaction, in one round trip. */
const sql = prepared(
  'claim_due',
  `select * from claim_due_3(
    $1::uuid, $2::int, $3::int, $4::float8, $5::float8, $6::int, $7::text, $8::text, $9::int, $10::int, $11::float8)`,
);

interface ResultRow {
  /** The longest due first; `null`: none. */
  readonly claims: readonly ClaimRow[] | null;
  readonly deferred: number;
  readonly pause: Exclude<ClaimPause['reason'], 'limit-reached'> | 'call-limit' | 'spend-limit' | null;
  readonly pause_in_ms: number | null;
  readonly now_ms: number;
}

export async function claimDue(em: SqlEntityManager, request: ClaimRequest): Promise<ClaimResult> {
  const {
    instanceId,
    limit,
    concurrency,
    aheadMs = 0,
    callsPerSecond,
    callerId = null,
    account = null,
    limits = {},
  } = request;
  const most = callsPerSecond === null ? limit : burst(callsPerSecond);
  const [row] = await run<ResultRow>(em, sql, [
    instanceId,
    limit,
    concurrency,
    aheadMs,
    callsPerSecond,
    most,
    callerId,
    account,
    limits.callsPerNumberAndDay ?? null,
    limits.callsPerDay ?? null,
    limits.spendUsdPerDay ?? null,
  ]);
  if (!row) throw new Error('claim_due_3 returned no row.');
  return {
    claims: (row.claims ?? []).map(claimFromRow),
    deferred: row.deferred,
    pause: pauseFrom(row),
    databaseMs: row.now_ms,
  };
}

/** Calls that may begin together: one at a pace up to 20 a second, then what keeps it to 20 claims a second. */
function burst(callsPerSecond: number): number {
  return Math.max(1, Math.floor(callsPerSecond / 20));
}

function pauseFrom({ pause: reason, pause_in_ms: inMs }: ResultRow): ClaimPause | null {
  switch (reason) {
    case 'nothing-due':
      return { reason, inMs };
    case 'held-back':
    case 'too-fast':
      return { reason, inMs: inMs ?? 0 };
    case 'call-limit':
      return { reason: 'limit-reached', limit: 'calls' };
    case 'spend-limit':
      return { reason: 'limit-reached', limit: 'spend' };
    default:
      return reason && { reason };
  }
}

/** The columns of a ClaimRow, out of a reminder and its open attempt. */
export function claimColumns(reminder: string, attempt: string): string {
  return `${reminder}.id as reminder_id, ${reminder}.version, ${reminder}.phone_number, ${reminder}.message,
    ${reminder}.retry_count, ${reminder}.max_retry_attempts, ${reminder}.free_attempts,
    ${reminder}.unresolved_since is not null as unresolved, ${attempt}.caller_id, ${attempt}.id as attempt_id,
    ${attempt}.number as attempt_number, ${attempt}.instance_id as opened_by, ${attempt}.idempotency_key, ${attempt}.started_at,
    exists (select from do_not_call d where d.phone_number = ${reminder}.phone_number) as do_not_call`;
}

export interface ClaimRow {
  readonly reminder_id: string;
  readonly version: number;
  readonly phone_number: string;
  readonly message: string;
  readonly retry_count: number;
  readonly max_retry_attempts: number;
  readonly free_attempts: number;
  readonly unresolved: boolean;
  readonly attempt_id: string;
  readonly attempt_number: number;
  readonly opened_by: string;
  readonly idempotency_key: string;
  readonly caller_id: string | null;
  readonly do_not_call: boolean;
  readonly started_at: string;
  readonly due_at: string;
}

export function claimFromRow(row: ClaimRow): Claim {
  return {
    reminderId: row.reminder_id,
    version: row.version,
    phoneNumber: row.phone_number,
    message: row.message,
    retryCount: row.retry_count,
    maxRetryAttempts: row.max_retry_attempts,
    freeAttempts: row.free_attempts,
    unresolved: row.unresolved,
    attemptId: row.attempt_id,
    attemptNumber: row.attempt_number,
    openedBy: row.opened_by,
    idempotencyKey: row.idempotency_key,
    callerId: row.caller_id,
    doNotCall: row.do_not_call,
    dueAt: new Date(row.due_at),
    startedAt: new Date(row.started_at),
  };
}
