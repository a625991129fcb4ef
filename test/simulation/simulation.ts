import { createClient } from './client.ts';
import { createConnection } from './connection.ts';
import { systemTimeStart } from './epoch.ts';
import { createInstance, type SimulatedInstance } from './instance.ts';
import { createInvariants, InvariantBroken } from './invariants.ts';
import { createMemoryDatabase } from './memory-database.ts';
import { type BrokenRules, memoryDispatch } from './memory-dispatch-store.ts';
import { type BrokenLog, memoryEventLog } from './memory-event-log.ts';
import { memoryReminders } from './memory-reminder-store.ts';
import { createProvider } from './provider.ts';
import { createRandom } from './random.ts';
import { createSubscriber } from './subscriber.ts';
import { type Actor, createWorld } from './world.ts';

export interface SimulationOptions {
  readonly seed: number;
  /** What the provider can do about an unknown outcome. */
  readonly provider: 'findable' | 'idempotent' | 'neither' | 'telling';
  readonly broken?: BrokenRules &
    BrokenLog & { readonly noLeaseCheck?: boolean; readonly neverAsk?: boolean };
}

export interface SimulationResult {
  readonly reminders: number;
  readonly calls: number;
  readonly crashes: number;
  readonly virtualMs: number;
  /** `null`: everything held. */
  readonly broken: InvariantBroken | null;
  readonly trace: readonly string[];
}

const INSTANCES = 3;
/** Faults happen for so long; then everything heals and must come to rest. */
const FAULTS_MS = 15_000;
const REST_MS = 120_000;

/** Several instances, a database, a provider and a client on virtual time, with every fault that the seed thinks of. */
export async function simulate({
  seed,
  provider: kind,
  broken = {},
}: SimulationOptions): Promise<SimulationResult> {
  const random = createRandom(seed);
  const world = createWorld(random, systemTimeStart);
  const database = createMemoryDatabase(world.nowMs);
  const faults = { rate: random.pick([0, 0.01, 0.05, 0.15]) };
  const provider = createProvider(world, {
    findable: kind === 'findable' || kind === 'telling',
    telling: kind === 'telling',
    completeWhen:
      kind === 'telling' ? random.pick(['answered', 'answered', 'accepted'] as const) : 'accepted',
    idempotent: kind === 'idempotent',
    faults: random.pick([0, 0.1, 0.3]),
    noLeaseCheck: broken.noLeaseCheck ?? false,
    neverAsk: broken.neverAsk ?? false,
  });
  const invariants = createInvariants(database, provider, { certain: kind !== 'neither' });
  let ids = 0;
  const newId = () => `id-${String(++ids).padStart(6, '0')}`;
  const dispatch = memoryDispatch(database, newId, broken);
  const events = memoryEventLog(database, broken);
  const reminders = memoryReminders(database);
  const connections = { world, database, faultRate: () => faults.rate };
  const instances = new Set<SimulatedInstance>();
  let crashes = 0;
  let started = 0;

  function living() {
    return [...instances].filter(({ actor }) => !actor.crashed);
  }

  function start() {
    const actor: Actor = { name: `instance ${++started}`, crashed: false, stalledUntilMs: 0 };
    const instance = createInstance(actor, {
      ...invariants,
      world,
      connection: createConnection(connections, actor),
      dispatch,
      events,
      provider,
      newId,
    });
    world.note(`${actor.name} starts`);
    instance.feed
      .start()
      .then(() => instance.dispatcher.start())
      .then(
        () => void instances.add(instance),
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
      provider.heal();
      return;
    }
    const victims = living();
    if (victims.length > 0) {
      const victim = random.pick(victims);
      const kindOfTrouble = random.pick(['crash', 'stall', 'stall', 'stop', 'reconnect'] as const);
      if (kindOfTrouble === 'crash') crash(victim);
      if (kindOfTrouble === 'stop') void stop(victim).catch(() => {});
      if (kindOfTrouble === 'stall') {
        world.note(`${victim.actor.name} stalls`);
        victim.actor.stalledUntilMs = world.nowMs() + random.whole(50, 5_000);
      }
      if (kindOfTrouble === 'reconnect') subscriber.reconnect();
    }
    world.after(random.whole(50, 2_500), trouble);
  }

  provider.onTelling(async (report) => {
    const told = living();
    if (told.length === 0) throw new Error('Nobody listens.');
    await random.pick(told).dispatcher.onCallReport(report);
  });
  /** A person who mends what made dispatch pause. */
  function resume() {
    dispatch.resume();
    world.after(2_000, resume);
  }

  const subscriber = createSubscriber(world, living);
  const client = createClient(
    { world, database, reminders, newId, living },
    { count: random.whole(5, 25), untilMs: FAULTS_MS },
  );
  for (let count = 0; count < INSTANCES; count += 1) start();
  world.after(random.whole(0, 2_000), trouble);
  world.after(2_000, resume);

  const result = (brokenRule: InvariantBroken | null): SimulationResult => ({
    reminders: database.reminders.size,
    calls: provider.calls.length,
    crashes,
    virtualMs: world.nowMs() - systemTimeStart,
    broken: brokenRule,
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
    if (error instanceof InvariantBroken) return result(error);
    throw error;
  }
}
