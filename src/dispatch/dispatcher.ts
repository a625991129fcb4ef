import type { Clock } from '../clock.ts';
import type { Log } from '../log.ts';
import type { ConclusionPolicy } from '../reminders/call-conclusion.ts';
import type { ReportRules } from '../reminders/call-end.ts';
import type { CallReport } from '../reminders/call-report.ts';
import type { DispatchStore, ReportResult } from '../reminders/dispatch-store.ts';
import type { ReminderEvent } from '../reminders/event-log.ts';
import type { SettlementPolicy } from '../reminders/settlement.ts';
import type { CallPlacer } from './call-placer.ts';
import { createCallWatch } from './call-watch.ts';
import { createDatabaseClock } from './database-clock.ts';
import type { RunningJobs, StartJobs } from './interval-jobs.ts';
import { createLease } from './lease.ts';
import { createPump } from './pump.ts';
import { createRecorder } from './recorder.ts';

export interface DispatcherDeps {
  readonly store: DispatchStore;
  readonly placer: CallPlacer;
  readonly clock: Clock;
  readonly startJobs: StartJobs;
  readonly newId: () => string;
  readonly log: Log;
}

export interface DispatcherOptions {
  readonly hostname: string;
  /** The tick. */
  readonly intervalMs: number;
  /** How far a tick looks ahead. */
  readonly pollWindowMs: number;
  readonly heartbeatMs: number;
  readonly leaseMs: number;
  /** Calls being placed at once, over all instances. */
  readonly concurrency: number;
  /** Calls begun in a second, over all instances; `null`: no limit. */
  readonly callsPerSecond: number | null;
  /** The provider's account, for which its limit on calls counts. */
  readonly account: string;
  /** The provider's id of the caller ID that calls are placed with; `null`: it has none. */
  readonly callerId: string | null;
  readonly policy: SettlementPolicy & ConclusionPolicy & ReportRules;
  /** How long a placed call may go without news before the provider is asked, in milliseconds. */
  readonly quietCallMs: number;
  /** After how long without an answer to look-ups a claim gives its slot back, in milliseconds. */
  readonly unresolvedAfterMs: number;
  /** Whether no other process can use the database, so that every other instance on its list is dead. */
  readonly alone: boolean;
}

export interface Dispatcher {
  /** Joins the instances and begins to ring. Rejects if the database cannot be used. */
  start(): Promise<void>;
  /** Something falls due at this instant. */
  onScheduled(dueAt: Date): void;
  /** What the feed tells, from any instance. */
  onEvent(event: ReminderEvent): void;
  /** The provider told of a placed call. Rejects if it could not be stored. */
  onCallReport(report: CallReport): Promise<ReportResult>;
  /** A report could not be read. Rejects if the database cannot be used. */
  onUnreadableReport(): Promise<void>;
  /** The pause switch was turned off. */
  onResumed(): void;
  /** Whether this instance is on the list and its lease surely runs. */
  isHeld(): boolean;
  /** The database's clock. */
  now(): Date;
  /** Finishes what is in flight for at most `graceMs`, hands back the rest, leaves the instances. */
  stop(graceMs: number): Promise<void>;
}

/** How soon a call is given up that nobody can be asked for, in milliseconds. */
const OVERDUE_EVERY_MS = 5_000;

export function createDispatcher(deps: DispatcherDeps, options: DispatcherOptions): Dispatcher {
  const { store, placer, clock, startJobs, newId, log } = deps;
  const { hostname, leaseMs } = options;
  const databaseClock = createDatabaseClock(clock);
  const lease = createLease({ store, clock, databaseClock, newId, log }, { leaseMs, hostname });
  const recorder = createRecorder({ store, clock, log });
  const calls = createCallWatch(
    { store, placer, log },
    { policy: options.policy, quietMs: options.quietCallMs },
  );
  const pump = createPump(
    { store, placer, recorder, lease, clock, databaseClock, log, onAwaiting: calls.conclude },
    options,
  );
  let ticks: RunningJobs | null = null;
  let jobs: RunningJobs | null = null;

  async function tick() {
    await pump.recover();
    await calls.conclude();
    pump.poke();
  }

  async function heartbeat() {
    const before = lease.current();
    await lease.renew();
    const dead = await store.buryDead();
    if (dead.length > 0) log.warn({ event: 'instances.dead', dead }, 'Taking over from instances that died');
    if (dead.length > 0 || lease.current() !== before) await tick();
  }

  function onError(job: string, error: unknown) {
    log.error({ event: 'job.failed', job, err: error }, `The ${job} failed`);
  }

  return {
    async start() {
      await lease.renew();
      const me = lease.current();
      if (options.alone && me) await store.buryOthers(me.instanceId);
      await tick();
      ticks = startJobs([{ id: 'tick', everyMs: options.intervalMs, run: tick }], onError);
      const quietEveryMs = Math.min(options.quietCallMs, OVERDUE_EVERY_MS);
      const quiet = { id: 'quiet calls', everyMs: quietEveryMs, run: calls.askForQuiet };
      jobs = startJobs([{ id: 'heartbeat', everyMs: options.heartbeatMs, run: heartbeat }, quiet], onError);
    },
    onScheduled: pump.onScheduled,
    onCallReport: calls.onReport,
    onUnreadableReport: calls.onUnreadableReport,
    onEvent({ reminder, previousStatus, call }) {
      if (reminder.nextAttemptAt) pump.onScheduled(reminder.nextAttemptAt);
      // Elsewhere or here, a slot became free.
      if (call ? call.callEndedAt : previousStatus === 'dispatching') pump.onSlotFreed();
    },
    onResumed: () => pump.poke(),
    isHeld: () => lease.current()?.isHeld() ?? false,
    now: () => new Date(databaseClock.nowMs()),
    async stop(graceMs) {
      await ticks?.stop();
      // The lease is kept while calls are still in flight.
      await pump.stop(graceMs);
      await jobs?.stop();
      await lease.giveBack();
    },
  };
}
