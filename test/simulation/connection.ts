import type { MemoryDatabase } from './memory-database.ts';
import type { Actor, World } from './world.ts';

export interface Connection {
  /** A reading or a writing that happens at the database after a while, whose answer may come late, or not at all. */
  send<T>(what: string, work: () => T): Promise<T>;
}

export interface ConnectionDeps {
  readonly world: World;
  readonly database: MemoryDatabase;
  readonly faultRate: () => number;
  /** How often a statement is slow that nothing waits for. */
  readonly slowRate: number;
}

/** Neither a claim, nor a rescue, nor a lease may wait for these. */
const aside: readonly string[] = ['endedCalls', 'quietCalls', 'checkAttempt'];

/** The way from one instance to the database: slow at times, and it loses requests and answers. */
export function createConnection(
  { world, database, faultRate, slowRate }: ConnectionDeps,
  actor: Actor,
): Connection {
  const { random } = world;
  const delay = () => (random.chance(faultRate()) ? random.whole(20, 1_500) : random.whole(0, 3));

  return {
    send(what, work) {
      return new Promise((resolve, reject) => {
        const lostRequest = random.chance(faultRate() / 2);
        const lostAnswer = random.chance(faultRate() / 2);
        const fail = (reason: string) => {
          world.note(`${actor.name} ${what} fails: ${reason}`);
          world.after(delay(), () => reject(new Error(`${what}: ${reason}`)), actor);
        };
        if (lostRequest) return fail('the request got lost');
        const slowMs = aside.includes(what) && random.chance(slowRate) ? random.whole(500, 3_000) : 0;
        world.after(delay() + slowMs, () => {
          const transaction = database.begin();
          world.after(delay(), () => {
            const result = database.commit(transaction, work);
            world.note(`${actor.name} ${what}`);
            if (lostAnswer) return fail('the answer got lost');
            world.after(delay(), () => resolve(result), actor);
          });
        });
      });
    },
  };
}
