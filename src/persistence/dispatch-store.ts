import type { DispatchStore } from '../reminders/dispatch-store.ts';
import { claimDue } from './claim-due.ts';
import { readDispatcherStatus } from './dispatcher-status.ts';
import {
  buryDeadInstances,
  buryOtherInstances,
  registerInstance,
  removeInstance,
  renewLease,
} from './instances.ts';
import { recordSettlements } from './record-settlements.ts';
import type { StoreOptions } from './reminder-store.ts';
import { run } from './statement.ts';
import { takeOver } from './take-over.ts';

const holdBackSql = `
  update dispatch_control
  set held_back_until = greatest(held_back_until, statement_timestamp() + $1::float8 * interval '1 millisecond')
  where id = 1`;
const pauseSql = 'update dispatch_control set paused = $1::boolean, pause_reason = $2::text where id = 1';

export function createDispatchStore({ fork, onEvents }: StoreOptions): DispatchStore {
  return {
    register: (instance, leaseMs) => registerInstance(fork(), instance, leaseMs),
    async heartbeat(instanceId, leaseMs) {
      const now = await renewLease(fork(), instanceId, leaseMs);
      return now && { now };
    },
    deregister: (instanceId) => removeInstance(fork(), instanceId),
    buryDead: () => buryDeadInstances(fork()),
    buryOthers: (instanceId) => buryOtherInstances(fork(), instanceId),
    async claimDue(request) {
      const result = await claimDue(fork(), request);
      if (result.claims.length > 0) onEvents();
      return result;
    },
    takeOver: (request) => takeOver(fork(), request),
    async record(settlements) {
      const recorded = await recordSettlements(fork(), settlements);
      onEvents();
      return { staleAttemptIds: settlements.map((each) => each.attemptId).filter((id) => !recorded.has(id)) };
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
