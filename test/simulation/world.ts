import type { Random } from './random.ts';

/** Something that runs in the world and may stop doing so: an instance's process. */
export interface Actor {
  readonly name: string;
  /** The provider's id of the number that it calls from. */
  readonly callerId: string;
  /** `null`: it is starting. */
  upSinceMs: number | null;
  crashed: boolean;
  /** When it was asked to stop; `null`: it was not. */
  stoppingSinceMs: number | null;
  /** Nothing of it runs before this instant: stopped by a signal, or busy with something else. */
  stalledUntilMs: number;
}

/** Virtual time, and everything that will happen in it, in an order that the seed decides. */
export interface World {
  readonly random: Random;
  nowMs(): number;
  /** Runs this after `ms`; where it belongs to an actor, only while that lives and once it is not stalled. */
  after(ms: number, run: () => void, actor?: Actor): () => void;
  /** Resolves after `ms`, or never if the actor crashes before. */
  sleep(ms: number, actor?: Actor): Promise<void>;
  /** Lets everything happen until `untilMs`, or until `isDone`. Calls `check` after each step. */
  run(options: {
    readonly untilMs: number;
    readonly isDone: () => boolean;
    readonly check: () => void;
  }): Promise<void>;
  /** What happened, for a failing seed. */
  readonly trace: string[];
  note(line: string): void;
}

interface Happening {
  atMs: number;
  /** Decides among those of one instant. */
  readonly tieBreak: number;
  readonly run: () => void;
  readonly actor: Actor | undefined;
  cancelled: boolean;
}

const TRACE_LENGTH = 2_000;

export function createWorld(random: Random, startMs: number): World {
  let nowMs = startMs;
  const queue: Happening[] = [];
  const trace: string[] = [];

  function push(happening: Happening) {
    // By insertion: there are never more than a few hundred.
    let index = queue.length;
    while (index > 0 && isLater(queue[index - 1] as Happening, happening)) index -= 1;
    queue.splice(index, 0, happening);
  }

  function isLater(a: Happening, b: Happening) {
    return a.atMs > b.atMs || (a.atMs === b.atMs && a.tieBreak > b.tieBreak);
  }

  function after(ms: number, run: () => void, actor?: Actor) {
    const happening = {
      atMs: nowMs + Math.max(0, ms),
      tieBreak: random.next(),
      run,
      actor,
      cancelled: false,
    };
    push(happening);
    return () => {
      happening.cancelled = true;
    };
  }

  const world: World = {
    random,
    nowMs: () => nowMs,
    after,
    sleep: (ms, actor) => new Promise((resolve) => after(ms, resolve, actor)),
    trace,
    note(line) {
      trace.push(`${(nowMs - startMs).toFixed(1)} ${line}`);
      if (trace.length > TRACE_LENGTH) trace.shift();
    },
    async run({ untilMs, isDone, check }) {
      for (let next = queue.shift(); next && next.atMs <= untilMs && !isDone(); next = queue.shift()) {
        const { actor } = next;
        if (next.cancelled || actor?.crashed) continue;
        nowMs = next.atMs;
        if (actor && actor.stalledUntilMs > nowMs) {
          next.atMs = actor.stalledUntilMs;
          push(next);
          continue;
        }
        next.run();
        // All promises that this settled, and those that they settle, before anything else happens.
        await new Promise((resolve) => setImmediate(resolve));
        check();
      }
    },
  };
  return world;
}
