import type { EventPosition, ReminderEvent } from '../../src/reminders/event-log.ts';
import type { SimulatedInstance } from './instance.ts';
import type { World } from './world.ts';

export interface Subscriber {
  readonly seen: readonly ReminderEvent[];
  /** Goes on from its cursor at another instance. */
  reconnect(): void;
}

/** A client that follows all changes, wherever it is connected, and goes on from its last cursor. */
export function createSubscriber(world: World, living: () => readonly SimulatedInstance[]): Subscriber {
  const seen: ReminderEvent[] = [];
  let position: EventPosition = { transactionId: 0n, sequence: 0n };
  let connection: { readonly instance: SimulatedInstance; readonly leaving: AbortController } | null = null;

  function reconnect() {
    connection?.leaving.abort();
    connection = null;
    const candidates = living();
    if (candidates.length === 0) return;
    connection = { instance: world.random.pick(candidates), leaving: new AbortController() };
    void follow(connection);
  }

  async function follow(own: NonNullable<typeof connection>) {
    try {
      for await (const event of own.instance.feed.subscribe({
        after: position,
        signal: own.leaving.signal,
      })) {
        if (connection !== own) return;
        seen.push(event);
        position = event.position;
        // A reader that is slow at times.
        if (world.random.chance(0.1)) await world.sleep(world.random.whole(1, 400));
        if (connection !== own) return;
      }
    } catch {
      // The database was away; the watch below connects again.
    }
    if (connection === own) connection = null;
  }

  function watch() {
    if (connection === null || connection.instance.actor.crashed) reconnect();
    world.after(100, watch);
  }

  watch();
  return { seen, reconnect };
}
