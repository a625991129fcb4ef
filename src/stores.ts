import type { Clock } from './clock.ts';
import { measureRecovery, type RecoveryMeasure } from './metrics/measured-recovery.ts';
import { createDispatchStore } from './persistence/dispatch-store.ts';
import type { Database } from './persistence/open-database.ts';
import { readTraceparents } from './persistence/read-traceparents.ts';
import { createReminderStore } from './persistence/reminder-store.ts';
import type { DispatchStore } from './reminders/dispatch-store.ts';
import type { ReminderStore } from './reminders/reminder-store.ts';
import { traceDispatch, traceReminders } from './tracing/traced-stores.ts';
import type { Tracer } from './tracing/tracer.ts';

export interface StoresDeps {
  readonly database: Database;
  /** Called after each commit that wrote events. */
  readonly onEvents: () => void;
  readonly recovery: RecoveryMeasure;
  /** `null`: nobody collects traces. */
  readonly tracer: Tracer | null;
  readonly clock: Clock;
}

export interface Stores {
  readonly store: ReminderStore;
  readonly dispatchStore: DispatchStore;
}

/** Both stores over one database, measured, and traced where somebody collects traces. */
export function createStores(
  { database, onEvents, recovery, tracer, clock }: StoresDeps,
  perNumberAndDay: number | null,
): Stores {
  const { fork, forkReserved, rowsAtOnce } = database;
  const store = createReminderStore({ fork, onEvents, perNumberAndDay, rowsAtOnce });
  const dispatchStore = measureRecovery(createDispatchStore({ fork, forkReserved, onEvents }), recovery);
  if (!tracer) return { store, dispatchStore };
  return {
    store: traceReminders(store, tracer),
    dispatchStore: traceDispatch(dispatchStore, {
      tracer,
      clock,
      readTraceparents: (ids) => readTraceparents(forkReserved(), ids),
    }),
  };
}
