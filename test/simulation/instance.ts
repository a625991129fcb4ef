import type { Clock } from '../../src/clock.ts';
import type { CallPlacer } from '../../src/dispatch/call-placer.ts';
import { createDispatcher, type Dispatcher } from '../../src/dispatch/dispatcher.ts';
import type { StartJobs } from '../../src/dispatch/interval-jobs.ts';
import { retryDelayMs } from '../../src/dispatch/retry-delay.ts';
import { createFeed, type RunningFeed } from '../../src/events/feed.ts';
import type { Log } from '../../src/log.ts';
import { defaultCallPolicy } from '../../src/reminders/call-conclusion.ts';
import type { DispatchStore } from '../../src/reminders/dispatch-store.ts';
import type { EventLog } from '../../src/reminders/event-log.ts';
import type { Settlement } from '../../src/reminders/settlement.ts';
import { createCallPlacer } from '../../src/vapi/call-placer.ts';
import { createHttpClient, type HttpClient } from '../../src/vapi/http-client.ts';
import { createMessagePlacer } from '../../src/vapi/message-placer.ts';
import type { Connection } from './connection.ts';
import type { memoryDispatch } from './memory-dispatch-store.ts';
import type { memoryEventLog } from './memory-event-log.ts';
import type { Provider } from './provider.ts';
import type { Actor, World } from './world.ts';

export interface InstanceDeps {
  readonly world: World;
  readonly connection: Connection;
  readonly dispatch: ReturnType<typeof memoryDispatch>;
  readonly events: ReturnType<typeof memoryEventLog>;
  readonly provider: Provider;
  readonly completeWhen: 'accepted' | 'answered';
  readonly newId: () => string;
  /** A rule of the real code that is broken on purpose. */
  readonly mutant: Mutant;
  /** Told when an id becomes this actor's. */
  readonly onRegistered: (actor: Actor, instanceId: string) => void;
  /** Told when the actor logs that it wrote the request of an attempt after its lease. */
  readonly onLate: (attemptId: string) => void;
  /** Stands around each writing of results. */
  readonly watchRecord: <T>(actor: Actor, settlements: readonly Settlement[], write: () => T) => T;
}

/** Breaks a rule by wrapping what an instance is given. */
export interface Mutant {
  readonly store?: (store: DispatchStore, context: MutantContext) => DispatchStore;
  readonly http?: (http: HttpClient, context: MutantContext) => HttpClient;
  readonly placer?: (placer: CallPlacer) => CallPlacer;
  readonly startJobs?: (startJobs: StartJobs) => StartJobs;
}

export interface MutantContext {
  readonly clock: Clock;
}

export interface SimulatedInstance {
  readonly actor: Actor;
  readonly dispatcher: Dispatcher;
  readonly feed: RunningFeed;
}

export const settings = {
  intervalMs: 5_000,
  pollWindowMs: 5_000,
  heartbeatMs: 300,
  leaseMs: 1_500,
  concurrency: 3,
  timeoutMs: 2_000,
  graceMs: 600,
  maxTries: 3,
  /** Longer than any call, and than the provider stands still. */
  longestCallMs: 20_000,
};

/** One Bellhop process as it is, on virtual time, a virtual network and a database in memory. */
export function createInstance(actor: Actor, deps: InstanceDeps): SimulatedInstance {
  const { world, connection, dispatch, events, provider, newId, mutant } = deps;
  const { send } = connection;
  const clock = clockOf(world, actor);
  const log = silentLog(world, actor, deps.onLate);

  const realStore: DispatchStore = {
    register(instance, leaseMs) {
      deps.onRegistered(actor, instance.id);
      return send('register', () => dispatch.register(instance, leaseMs));
    },
    heartbeat: (id, leaseMs) => send('heartbeat', () => dispatch.heartbeat(id, leaseMs)),
    deregister: (id) => send('deregister', () => dispatch.deregister(id)),
    buryDead: () => send('buryDead', dispatch.buryDead),
    buryOthers: (id) => send('buryOthers', () => dispatch.buryOthers(id)),
    claimDue: (request) => send('claimDue', () => dispatch.claimDue(request)),
    takeOver: (request) => send('takeOver', () => dispatch.takeOver(request)),
    checkAttempt: (claim) => send('checkAttempt', () => dispatch.checkAttempt(claim)),
    record: (settlements) =>
      send('record', () => deps.watchRecord(actor, settlements, () => dispatch.record(settlements))),
    report: (report, rules) => send('report', () => dispatch.report(report, rules)),
    endedCalls: (limit, orRang) => send('endedCalls', () => dispatch.endedCalls(limit, orRang)),
    conclude: (conclusions) => send('conclude', () => dispatch.conclude(conclusions)),
    quietCalls: (quietMs, limit) => send('quietCalls', () => dispatch.quietCalls(quietMs, limit)),
    expectNews: () => send('expectNews', () => dispatch.expectNews()),
    markUnresolved: (claim) => send('markUnresolved', () => dispatch.markUnresolved(claim)),
    noteConcurrencyLimit: (limit, account) =>
      send('noteConcurrencyLimit', () => dispatch.noteConcurrencyLimit(limit, account)),
    holdBack: (forMs) => send('holdBack', () => dispatch.holdBack(forMs)),
    pause: (reason) => send('pause', () => dispatch.pause(reason)),
    resume: () => send('resume', dispatch.resume),
    status: () => send('status', dispatch.status),
  };
  const eventLog: EventLog = {
    readAfter: (position, limit) => send('readAfter', () => events.readAfter(position, limit)),
    end: () => send('end', events.end),
    prunedThrough: () => send('prunedThrough', events.prunedThrough),
    prune: (olderThanMs, limit) => send('prune', () => events.prune(olderThanMs, limit)),
  };

  const store = mutant.store?.(realStore, { clock }) ?? realStore;
  const placer = placerOf(actor, deps, clock);
  const isFollowed = provider.format === 'call';
  const dispatcher = createDispatcher(
    {
      store,
      placer: mutant.placer?.(placer) ?? placer,
      clock,
      startJobs: mutant.startJobs?.(jobsOf(world, actor)) ?? jobsOf(world, actor),
      newId,
      log,
    },
    {
      ...settings,
      hostname: actor.name,
      callsPerSecond: null,
      account: 'simulated',
      callerId: isFollowed ? actor.callerId : null,
      limits: {},
      alone: false,
      quietCallMs: 700,
      unresolvedAfterMs: 5_000,
      policy: {
        unknownOutcome: 'retry',
        completeWhen: deps.completeWhen,
        longestCallMs: isFollowed ? settings.longestCallMs : null,
        calls: defaultCallPolicy,
        speechMs: () => 0,
        retryDelayMs: (failures) => retryDelayMs(failures, { firstMs: 400, maxMs: 2_000 }, world.random.next),
      },
    },
  );
  // A small capacity, so that subscribers are sent back to the log at times.
  const feed = createFeed({
    log: eventLog,
    clock,
    logger: log,
    onEvent: dispatcher.onEvent,
    channelCapacity: 8,
  });
  return { actor, dispatcher, feed };
}

/** The real code that talks to Vapi, on a virtual network. */
function placerOf(actor: Actor, { provider, mutant }: InstanceDeps, clock: Clock): CallPlacer {
  const realHttp = createHttpClient({ clock, dispatcher: provider.dispatcherOf(actor) });
  const http = mutant.http?.(realHttp, { clock }) ?? realHttp;
  const { timeoutMs, maxTries, graceMs } = settings;
  const tries = { timeoutMs, maxTries, minMs: 100, maxMs: 400 };
  const access = { apiKey: 'simulated', baseUrl: 'http://vapi', voice: 'Elliot' };
  if (provider.format === 'message')
    return createMessagePlacer({ http, clock }, { ...access, ...tries, from: '+15005550006' });
  return createCallPlacer(
    { http, clock },
    {
      ...access,
      ...tries,
      graceMs,
      phoneNumberId: actor.callerId,
      assistantId: null,
      greeting: 'Hello.',
      goodbye: 'Goodbye for now.',
      voicemailMode: 'off',
      voicemail: '{message}',
      maxDurationSeconds: 10,
      webhook: () => null,
    },
  );
}

function clockOf(world: World, actor: Actor): Clock {
  const startedAtMs = world.nowMs();
  const skewMs = world.random.whole(-300_000, 300_000);
  // Code that runs during a stall runs after it, from its own point of view.
  const nowMs = () => Math.max(world.nowMs(), actor.stalledUntilMs);
  return {
    monotonicMs: () => nowMs() - startedAtMs,
    wallMs: () => nowMs() + skewMs,
    setTimer: (ms, run) => world.after(nowMs() - world.nowMs() + ms, run, actor),
  };
}

function jobsOf(world: World, actor: Actor): StartJobs {
  return (jobs, onError) => {
    let stopped = false;
    const underWay = new Map<string, Promise<void>>();
    for (const { id, everyMs, run } of jobs) {
      let running = false;
      const beat = () => {
        if (stopped) return;
        world.after(everyMs, beat, actor);
        if (running) return;
        running = true;
        const work = run()
          .catch((error: unknown) => onError(id, error))
          .finally(() => {
            running = false;
          });
        underWay.set(id, work);
      };
      world.after(everyMs, beat, actor);
    }
    return {
      async stop() {
        stopped = true;
        await Promise.all(underWay.values());
      },
    };
  };
}

function silentLog(world: World, actor: Actor, onLate: (attemptId: string) => void): Log {
  const write = (fields: unknown) => {
    const { event, reminderId = '', attemptId = '' } = fields as Record<string, string>;
    if (event === 'call.late') onLate(attemptId);
    world.note(`${actor.name} logs ${event} ${reminderId} ${attemptId}`);
  };
  return { debug: write, info: write, warn: write, error: write } as Log;
}
