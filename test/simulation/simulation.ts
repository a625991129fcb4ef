import { createClient } from './client.ts';
import { createConnection } from './connection.ts';
import { systemTimeStart } from './epoch.ts';
import { createInstance, type Mutant, type SimulatedInstance } from './instance.ts';
import { createInvariants, PromiseBroken } from './invariants.ts';
import { createMemoryDatabase } from './memory-database.ts';
import { type BrokenRules, memoryDispatch } from './memory-dispatch-store.ts';
import { type BrokenLog, memoryEventLog } from './memory-event-log.ts';
import { memoryReminders } from './memory-reminder-store.ts';
import { createProvider } from './provider.ts';
import { createRandom } from './random.ts';
import { createSubscriber } from './subscriber.ts';
import { type Actor, createWorld } from './world.ts';

/** How Vapi is used. */
export const kinds = {
  answered: { format: 'call', completeWhen: 'answered', isIdempotent: false },
  accepted: { format: 'call', completeWhen: 'accepted', isIdempotent: false },
  message: { format: 'message', completeWhen: 'accepted', isIdempotent: false },
  'message with keys': { format: 'message', completeWhen: 'accepted', isIdempotent: true },
} as const;

export interface SimulationOptions {
  readonly seed: number;
  readonly kind: keyof typeof kinds;
  /** Rules of the database in memory that are broken on purpose. */
  readonly broken?: BrokenRules & BrokenLog;
  readonly mutant?: Mutant;
}

export interface SimulationResult {
  readonly reminders: number;
  readonly calls: number;
  readonly crashes: number;
  readonly virtualMs: number;
  /** `null`: every promise was kept. */
  readonly broken: PromiseBroken | null;
  readonly trace: readonly string[];
}

const INSTANCES = 3;
/** Faults happen for so long; then everything heals and must come to rest. */
const FAULTS_MS = 15_000;
const REST_MS = 120_000;
/** So long after it started, stopped or had trouble with the database an instance works as if nothing had been. */
const SETTLING_MS = 2_000;

/** Several instances, a database, Vapi and a client on virtual time, with every fault that the seed thinks of. */
export async function simulate({
  seed,
  kind,
  broken = {},
  mutant = {},
}: SimulationOptions): Promise<SimulationResult> {
  const { format, completeWhen, isIdempotent } = kinds[kind];
  const random = createRandom(seed);
  const world = createWorld(random, systemTimeStart);
  const database = createMemoryDatabase(world.nowMs);
  const faults = { rate: random.pick([0, 0, 0.01, 0.05, 0.15]) };
  let databaseFaultyUntilMs = faults.rate === 0 ? 0 : Infinity;
  const provider = createProvider(world, { format, isIdempotent, faults: random.pick([0, 0.1, 0.3]) });
  const invariants = createInvariants({
    database,
    provider,
    healthySinceMs,
    actorHealthySinceMs,
    isIdempotent,
    completeWhen,
  });
  let ids = 0;
  const newId = () => `00000000-0000-7000-8000-${String(++ids).padStart(12, '0')}`;
  const dispatch = memoryDispatch(database, newId, broken);
  const events = memoryEventLog(database, broken);
  const reminders = memoryReminders(database);
  const connections = { world, database, faultRate: () => faults.rate, slowRate: random.pick([0, 0, 0.3]) };
  const instances = new Set<SimulatedInstance>();
  let crashes = 0;
  let started = 0;

  function living() {
    return [...instances].filter(({ actor }) => !actor.crashed);
  }

  function healthySinceMs() {
    return Math.min(...living().map(({ actor }) => actorHealthySinceMs(actor)));
  }

  function actorHealthySinceMs(actor: Actor) {
    const { upSinceMs, stoppingSinceMs, stalledUntilMs } = actor;
    if (upSinceMs === null || stoppingSinceMs !== null) return Infinity;
    return Math.max(upSinceMs, stalledUntilMs, databaseFaultyUntilMs) + SETTLING_MS;
  }

  function start() {
    const actor: Actor = {
      name: `instance ${++started}`,
      callerId: random.pick(['number 1', 'number 2']),
      upSinceMs: null,
      crashed: false,
      stoppingSinceMs: null,
      stalledUntilMs: 0,
    };
    const instance = createInstance(actor, {
      ...invariants,
      world,
      connection: createConnection(connections, actor),
      dispatch,
      events,
      provider,
      completeWhen,
      newId,
      mutant,
    });
    world.note(`${actor.name} starts`);
    instance.feed
      .start()
      .then(() => instance.dispatcher.start())
      .then(
        () => {
          actor.upSinceMs = world.nowMs();
          instances.add(instance);
        },
        // As a process that cannot start: it ends, and its supervisor starts the next.
        () => crash(instance),
      );
  }

  function crash(instance: SimulatedInstance) {
    if (instance.actor.crashed) return;
    world.note(`${instance.actor.name} crashes`);
    crashes += 1;
    instance.actor.crashed = true;
    instances.delete(instance);
    world.after(random.whole(0, 2_000), start);
  }

  async function stop(instance: SimulatedInstance) {
    world.note(`${instance.actor.name} stops`);
    instance.actor.stoppingSinceMs = world.nowMs();
    try {
      await instance.dispatcher.stop(random.whole(0, 1_000));
      await instance.feed.stop();
    } finally {
      crash(instance);
    }
  }

  function trouble() {
    if (world.nowMs() - systemTimeStart > FAULTS_MS) {
      faults.rate = 0;
      databaseFaultyUntilMs = world.nowMs();
      provider.heal();
      return;
    }
    const victims = living();
    const victim = victims.length > 0 ? random.pick(victims) : null;
    switch (
      random.pick(['crash', 'stall', 'stall', 'stop', 'reconnect', 'provider stall', 'unpaid'] as const)
    ) {
      case 'crash':
        if (victim) crash(victim);
        break;
      case 'stop':
        if (victim) void stop(victim).catch(() => {});
        break;
      case 'stall':
        if (!victim || victim.actor.stalledUntilMs > world.nowMs()) break;
        world.note(`${victim.actor.name} stalls`);
        victim.actor.stalledUntilMs = world.nowMs() + random.whole(50, 5_000);
        break;
      case 'reconnect':
        subscriber.reconnect();
        break;
      case 'provider stall':
        provider.stall(random.whole(50, 8_000));
        break;
      case 'unpaid':
        if (random.chance(0.3)) provider.runOutOfCredit();
        break;
    }
    world.after(random.whole(50, 2_500), trouble);
  }

  provider.onReport(async (report) => {
    const receivers = living();
    if (receivers.length === 0) throw new Error('No instance is up.');
    await random.pick(receivers).dispatcher.onCallReport(report);
  });
  /** A person who pays the bill and resumes dispatch. */
  function resume() {
    provider.pay();
    dispatch.resume();
    world.after(4_000, resume);
  }

  const subscriber = createSubscriber(world, living);
  const client = createClient(
    { world, database, reminders, newId, living },
    { count: random.whole(5, 25), untilMs: FAULTS_MS },
  );
  for (let count = 0; count < INSTANCES; count += 1) start();
  world.after(random.whole(0, 2_000), trouble);
  world.after(2_000, resume);

  const result = (brokenPromise: PromiseBroken | null): SimulationResult => ({
    reminders: database.reminders.size,
    calls: provider.calls.length,
    crashes,
    virtualMs: world.nowMs() - systemTimeStart,
    broken: brokenPromise,
    trace: world.trace,
  });
  try {
    await world.run({
      untilMs: systemTimeStart + REST_MS,
      isDone: () =>
        client.isDone() && invariants.isAtRest() && subscriber.seen.length >= database.events.length,
      check: invariants.check,
    });
    invariants.checkAtRest(subscriber.seen);
    return result(null);
  } catch (error) {
    if (error instanceof PromiseBroken) return result(error);
    throw error;
  }
}
