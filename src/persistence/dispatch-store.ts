import type { SqlEntityManager } from '@mikro-orm/sql';
import type { DispatchStore } from '../reminders/dispatch-store.ts';
import { atMost } from './at-most.ts';
import { checkAttempt } from './check-attempt.ts';
import { claimDue } from './claim-due.ts';
import { concludeCalls, readEndedCalls } from './conclude-calls.ts';
import { readDispatcherStatus } from './dispatcher-status.ts';
import {
  buryDeadInstances,
  buryOtherInstances,
  registerInstance,
  removeInstance,
  renewLease,
} from './instances.ts';
import { markUnresolved } from './mark-unresolved.ts';
import { expectNews, takeQuietCalls } from './quiet-calls.ts';
import { recordReport } from './record-report.ts';
import { recordSettlements } from './record-settlements.ts';
import type { StoreOptions } from './reminder-store.ts';
import { run } from './statement.ts';
import { takeOver } from './take-over.ts';

// Never longer than claims obey. What lies further ahead comes from before the clock was set back.
const holdBackSql = `
  update dispatch_control set held_back_until = greatest(
    statement_timestamp() + least($1::float8 * interval '1 millisecond', interval '15 minutes'),
    case when held_back_until <= statement_timestamp() + interval '15 minutes 1 second' then held_back_until end)
  where id = 1`;
// Each answer of the provider may name its limit, so it is written when it differs, or once a minute to confirm it.
const noteLimitSql = `
  update dispatch_control set
    provider_concurrency = $1::int, provider_account = $2::text, provider_concurrency_at = statement_timestamp()
  where id = 1 and (
    (provider_concurrency, provider_account) is distinct from ($1::int, $2::text)
    or provider_concurrency_at is null
    or abs(extract(epoch from statement_timestamp() - provider_concurrency_at)) >= 60)`;
const pauseSql = `
  update dispatch_control set
    paused = true, pause_reason = $1::text, limit_reached = limit_reached or $2::boolean
  where id = 1`;
// A person who resumes after a daily limit allows as much again.
const resumeSql = `
  with before as (
    select id, limit_reached from dispatch_control where id = 1 for update
  ), forgotten as (
    delete from call_usage where (select limit_reached from before)
  )
  update dispatch_control c set paused = false, pause_reason = null, limit_reached = false
  from before where c.id = before.id`;

/**
 * How many of the reserved connections reports and ends of calls may take at once, since reports come from outside in any
 * number; and the switches, which wait while a claim has their row locked.
 */
export const CALL_CONNECTIONS = 2;
export const CONTROL_CONNECTIONS = 1;

export interface DispatchStoreOptions extends StoreOptions {
  /** The same on connections that no request uses, for all that dispatch needs; default: `fork`. */
  readonly forkReserved?: () => SqlEntityManager;
}

export function createDispatchStore({
  fork,
  forkReserved = fork,
  onEvents,
}: DispatchStoreOptions): DispatchStore {
  const ofCalls = atMost(CALL_CONNECTIONS);
  const ofControl = atMost(CONTROL_CONNECTIONS);
  const control = (sql: string, parameters: readonly unknown[]) =>
    ofControl(async () => void (await run(forkReserved(), sql, parameters)));
  return {
    register: (instance, leaseMs) => registerInstance(forkReserved(), instance, leaseMs),
    async heartbeat(instanceId, leaseMs) {
      const now = await renewLease(forkReserved(), instanceId, leaseMs);
      return now && { now };
    },
    deregister: (instanceId) => removeInstance(forkReserved(), instanceId),
    buryDead: () => buryDeadInstances(forkReserved()),
    buryOthers: (instanceId) => buryOtherInstances(forkReserved(), instanceId),
    async claimDue(request) {
      const result = await claimDue(forkReserved(), request);
      if (result.claims.length > 0 || result.deferred > 0) onEvents();
      return result;
    },
    takeOver: (request) => takeOver(forkReserved(), request),
    checkAttempt: (claim) => ofCalls(() => checkAttempt(forkReserved(), claim)),
    async record(settlements) {
      const recorded = await recordSettlements(forkReserved(), settlements);
      onEvents();
      return { staleAttemptIds: settlements.map((each) => each.attemptId).filter((id) => !recorded.has(id)) };
    },
    async report(report, rules) {
      const result = await ofCalls(() => recordReport(forkReserved(), report, rules));
      if (result.kind === 'recorded') onEvents();
      return result;
    },
    endedCalls: (limit, orRang = false) => ofCalls(() => readEndedCalls(forkReserved(), limit, orRang)),
    async conclude(conclusions) {
      const concluded = await ofCalls(() => concludeCalls(forkReserved(), conclusions));
      if (concluded.size > 0) onEvents();
      return {
        staleAttemptIds: conclusions.map((each) => each.attemptId).filter((id) => !concluded.has(id)),
      };
    },
    quietCalls: (quietMs, limit) => ofCalls(() => takeQuietCalls(forkReserved(), quietMs, limit)),
    expectNews: () => ofCalls(() => expectNews(forkReserved())),
    markUnresolved: (claim) => ofControl(() => markUnresolved(forkReserved(), claim)),
    noteConcurrencyLimit: (limit, account) => control(noteLimitSql, [limit, account]),
    holdBack: (forMs) => control(holdBackSql, [forMs]),
    pause: (reason, limitReached = false) => control(pauseSql, [reason, limitReached]),
    async resume() {
      await run(fork(), resumeSql);
    },
    status: () => readDispatcherStatus(fork()),
  };
}
