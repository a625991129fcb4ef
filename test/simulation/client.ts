import { cancel, edit } from '../../src/reminders/transition.ts';
import type { SimulatedInstance } from './instance.ts';
import type { MemoryDatabase } from './memory-database.ts';
import type { memoryReminders } from './memory-reminder-store.ts';
import type { World } from './world.ts';

export interface ClientDeps {
  readonly world: World;
  readonly database: MemoryDatabase;
  readonly reminders: ReturnType<typeof memoryReminders>;
  readonly newId: () => string;
  readonly living: () => readonly SimulatedInstance[];
}

/** People: they create reminders, and change their minds about some. */
export function createClient(deps: ClientDeps, { count, untilMs }: { count: number; untilMs: number }) {
  const { world, database, reminders, newId, living } = deps;
  const { random } = world;
  let left = count;

  /** As any transaction: it takes its number, and commits a while later. */
  function write<T>(work: () => T, onCommitted: (result: T) => void) {
    const transaction = database.begin();
    world.after(random.whole(0, 20), () => onCommitted(database.commit(transaction, work)));
  }

  function create() {
    const id = newId();
    const phoneNumber = `+1415555${id.slice(-4)}`;
    const scheduledTime = new Date(world.nowMs() + random.whole(0, 6_000));
    const draft = {
      id,
      phoneNumber,
      message: `first of ${id}`,
      scheduledTime,
      maxRetryAttempts: random.whole(1, 3),
      idempotency: null,
    };
    write(
      () => reminders.insert([draft], { allOrNothing: false }),
      () => {
        left -= 1;
        const instances = living();
        if (instances.length > 0) random.pick(instances).dispatcher.onScheduled(scheduledTime);
      },
    );
    if (random.chance(0.3)) world.after(random.whole(0, 8_000), () => changeMind(id));
    if (random.chance(0.2)) world.after(random.whole(0, 12_000), () => refuseCalls(phoneNumber));
  }

  function changeMind(reminderId: string) {
    const target = { reminderId, expectedVersion: null };
    const later = new Date(world.nowMs() + random.whole(0, 3_000));
    const transition = random.pick([
      cancel(target),
      edit(target, { message: `second of ${reminderId}`, scheduledTime: later }),
    ]);
    write(
      () => reminders.apply(transition),
      () => {},
    );
  }

  function refuseCalls(phoneNumber: string) {
    write(
      () => database.doNotCall.set(phoneNumber, world.nowMs()),
      () => {},
    );
  }

  for (let index = 0; index < count; index += 1) world.after(random.whole(0, untilMs), create);
  return { isDone: () => left === 0 };
}
