import type { SqlEntityManager } from '@mikro-orm/sql';
import type { DispatchStore } from '../reminders/dispatch-store.ts';
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
import { takeQuietCalls } from './quiet-calls.ts';
import { recordReport } from './record-report.ts';
import { recordSettlements } from './record-settlements.ts';
import type { StoreOptions } from './reminder-store.ts';
import { run } from './statement.ts';
import { takeOver } from './take-over.ts';

const holdBackSql = `
  update dispatch_control
  set held_back_until = greatest(held_back_until, statement_timestamp() + $1::float8 * interval '1 millisecond')
  where id = 1`;
const noteLimitSql = `
  update dispatch_control set provider_concurrency = $1::int
  where id = 1 and provider_concurrency is distinct from $1::int`;
const pauseSql = 'update dispatch_control set paused = $1::boolean, pause_reason = $2::text where id = 1';

export interface DispatchStoreOptions extends StoreOptions {
  /** The same on connections that no request uses: for heartbeats, claims and outcomes; default: `fork`. */
  readonly forkReserved?: () => SqlEntityManager;
}

export function createDispatchStore({
  fork,
  forkReserved = fork,
  onEvents,
}: DispatchStoreOptions): DispatchStore {
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
      if (result.claims.length > 0) onEvents();
      return result;
    },
    takeOver: (request) => takeOver(forkReserved(), request),
    async record(settlements) {
      const recorded = await recordSettlements(forkReserved(), settlements);
      onEvents();
      return { staleAttemptIds: settlements.map((each) => each.attemptId).filter((id) => !recorded.has(id)) };
    },
    async report(report) {
      const result = await recordReport(fork(), report);
      if (result.kind === 'recorded') onEvents();
      return result;
    },
    endedCalls: (limit) => readEndedCalls(fork(), limit),
    async conclude(conclusions) {
      const concluded = await concludeCalls(fork(), conclusions);
      if (concluded.size > 0) onEvents();
      return {
        staleAttemptIds: conclusions.map((each) => each.attemptId).filter((id) => !concluded.has(id)),
      };
    },
    quietCalls: (quietMs, limit) => takeQuietCalls(fork(), quietMs, limit),
    async noteConcurrencyLimit(limit) {
      await run(fork(), noteLimitSql, [limit]);
    },
    async holdBack(forMs) {
      await run(fork(), holdBackSql, [forMs]);
    },
    async pause(reason) {
      await run(fork(), pauseSql, [true, reason]);
    },
    async resume() {
      await run(fork(), pauseSql, [false, null]);
    },
    status: () => readDispatcherStatus(fork()),
  };
}
