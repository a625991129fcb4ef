import type { Clock } from '../clock.ts';
import type { Claim, DispatchStore } from '../reminders/dispatch-store.ts';
import type { ReminderStore } from '../reminders/reminder-store.ts';
import type { Tracer } from './tracer.ts';

/** Leaves with each reminder the trace of the request that last asked for it to be rung. */
export function traceReminders(store: ReminderStore, tracer: Tracer): ReminderStore {
  return {
    ...store,
    insert: (drafts, options) => {
      const traceparent = tracer.current();
      return store.insert(
        drafts.map((draft) => ({ ...draft, traceparent })),
        options,
      );
    },
    apply: (transition) => store.apply({ ...transition, traceparent: tracer.current() }),
  };
}

export interface DispatchTracing {
  readonly tracer: Tracer;
  readonly clock: Clock;
  /** The traces of these reminders, by their ids. */
  readonly readTraceparents: (reminderIds: readonly string[]) => Promise<ReadonlyMap<string, string>>;
}

/** Goes on with that trace where the reminder is claimed and where its call is told of. */
export function traceDispatch(
  store: DispatchStore,
  { tracer, clock, readTraceparents }: DispatchTracing,
): DispatchStore {
  /** Read beside the claim rather than in it, so that whoever collects no traces pays nothing for them. */
  async function tracesOf(reminderIds: readonly string[]): Promise<ReadonlyMap<string, string>> {
    if (reminderIds.length === 0) return new Map();
    // What was claimed is rung, whether its trace is known or not.
    return readTraceparents(reminderIds).catch(() => new Map());
  }

  /** What follows is a child of the claim. */
  async function record(name: string, claims: readonly Claim[], startedAtMs: number) {
    const traces = await tracesOf(claims.map(({ reminderId }) => reminderId));
    return claims.map((claim) => {
      const { reminderId, attemptId, attemptNumber, dueAt, startedAt } = claim;
      const attributes = {
        'bellhop.reminder.id': reminderId,
        'bellhop.attempt.id': attemptId,
        'bellhop.attempt.number': attemptNumber,
        'bellhop.late_ms': startedAt.getTime() - dueAt.getTime(),
        'bellhop.claimed_together': claims.length,
      };
      const parent = traces.get(reminderId) ?? null;
      return { ...claim, traceparent: tracer.record({ name, parent, attributes }, startedAtMs) };
    });
  }

  return {
    ...store,
    async claimDue(request) {
      const startedAtMs = clock.wallMs();
      const result = await store.claimDue(request);
      return { ...result, claims: await record('claim', result.claims, startedAtMs) };
    },
    async takeOver(request) {
      const startedAtMs = clock.wallMs();
      return record('take over', await store.takeOver(request), startedAtMs);
    },
    async report(report, rules) {
      const startedAtMs = clock.wallMs();
      const result = await store.report(report, rules);
      if (result.kind !== 'recorded') return result;
      const { status, endedReason } = report;
      const { result: callResult } = result;
      const attributes = {
        'bellhop.reminder.id': result.reminderId,
        'bellhop.call.status': status,
        ...(callResult !== null && { 'bellhop.call.result': callResult }),
        ...(endedReason !== null && { 'bellhop.call.ended_reason': endedReason }),
      };
      const parent = (await tracesOf([result.reminderId])).get(result.reminderId) ?? null;
      tracer.record({ name: 'call report', kind: 'consumer', parent, attributes }, startedAtMs);
      return result;
    },
  };
}
