import { type Clock, endsWithin } from '../clock.ts';
import type { Log } from '../log.ts';
import type { ConclusionPolicy } from '../reminders/call-conclusion.ts';
import type { ReportRules } from '../reminders/call-end.ts';
import type { CallReport } from '../reminders/call-report.ts';
import type { CallLimits, DispatchStore, ReportResult } from '../reminders/dispatch-store.ts';
import type { ReminderEvent } from '../reminders/event-log.ts';
import type { SettlementPolicy } from '../reminders/settlement.ts';
import type { CallPlacer } from './call-placer.ts';
import { createCallWatch } from './call-watch.ts';
import { createDatabaseClock } from './database-clock.ts';
import type { IntervalJob, RunningJobs, StartJobs } from './interval-jobs.ts';
import { createLease } from './lease.ts';
import { createPump, RECORDING_MS } from './pump.ts';
import { createRecorder } from './recorder.ts';
import { createTask } from './task.ts';

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
  /** How far a tick looks ahead; to the next tick at least. */
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
  /** Limits on calls in any 24 hours, over all instances. */
  readonly limits: CallLimits;
  readonly policy: SettlementPolicy & ConclusionPolicy & ReportRules;
  /** How long a placed call may go without news before the provider is asked, in milliseconds. */
  readonly quietCallMs: number;
  /** After how long without an answer to look-ups a claim gives its slot back, in milliseconds. */
  readonly unresolvedAfterMs: number;
  /** Whether no other process can use the database, so that every other instance on its list is dead. */
  readonly alone: boolean;
}

/** How often each instance looks for expired instances and for claims that were left, unless it is the heartbeat. */
const RESCUE_MS = 1_000;

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
  /** Whether the last claim went through, or none was made yet. */
  isClaiming(): boolean;
  /** The database's clock. */
  now(): Date;
  /** Finishes what is in flight for at most `graceMs`, hands back the rest, leaves the instances. */
  stop(graceMs: number): Promise<void>;
}

/** How soon an overdue call is given up where the provider cannot be asked, in milliseconds. */
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
    {
      store,
      placer,
      recorder,
      lease,
      clock,
      databaseClock,
      log,
      onAwaiting: calls.conclude,
      onNotHeld: () => heartbeat.request(),
    },
    { ...options, pollWindowMs: Math.max(options.pollWindowMs, options.intervalMs) },
  );
  const stopping = new AbortController();
  const beating = new AbortController();
  const heartbeat = createTask('heartbeat', beat, { clock, stopping: beating.signal, onError });
  // Each part of a tick is a task of its own, so that none waits for another, nor fails with it.
  const part = (id: string, run: () => Promise<unknown>) =>
    createTask(id, run, { clock, stopping: stopping.signal, onError });
  const removal = part('removal of expired instances', removeExpired);
  const rescue = part('rescue of abandoned claims', pump.rescue);
  const endedCalls = part('ended calls', calls.conclude);
  const quietCalls = part('quiet calls', calls.askForQuiet);
  let jobs: RunningJobs | null = null;

  /** Renews, and does nothing else: whatever waits here costs the lease. */
  async function beat() {
    const wasHeld = isHeld();
    const before = lease.current();
    await lease.renew();
    if (wasHeld && lease.current() === before) return;
    pump.poke();
    rescue.request();
  }

  async function removeExpired() {
    const dead = await store.buryDead();
    if (dead.length === 0) return;
    log.warn({ event: 'instances.dead', dead }, 'Taking over from instances that died');
    rescue.request();
  }

  function tick() {
    pump.poke();
    removal.request();
    rescue.request();
    endedCalls.request();
  }

  function isHeld() {
    return lease.current()?.isHeld() ?? false;
  }

  function onError(job: string, error: unknown) {
    log.error({ event: 'job.failed', job, err: error }, `The ${job} failed`);
  }

  function every(everyMs: number, id: string, request: () => void): IntervalJob {
    return { id, everyMs, run: async () => request() };
  }

  return {
    async start() {
      await lease.renew();
      const me = lease.current();
      if (options.alone && me) await store.buryOthers(me.instanceId);
      tick();
      jobs = startJobs(
        [
          every(options.heartbeatMs, 'heartbeat', heartbeat.request),
          every(options.intervalMs, 'tick', tick),
          every(Math.min(RESCUE_MS, options.heartbeatMs), 'rescue', () => {
            removal.request();
            rescue.request();
          }),
          every(Math.min(options.quietCallMs, OVERDUE_EVERY_MS), 'quiet calls', quietCalls.request),
        ],
        onError,
      );
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
    isHeld,
    isClaiming: pump.isClaiming,
    now: () => new Date(databaseClock.nowMs()),
    async stop(graceMs) {
      const untilMs = clock.monotonicMs() + graceMs + RECORDING_MS;
      stopping.abort();
      const tasks = [removal, rescue, endedCalls, quietCalls];
      // The lease is kept while calls are still in flight.
      await pump.stop(graceMs);
      beating.abort();
      const ended = Promise.all([jobs?.stop(), ...[...tasks, heartbeat].map((task) => task.ended())]);
      await endsWithin(clock, ended, untilMs - clock.monotonicMs());
      await lease.giveBack();
    },
  };
}
