import { NoTurnError } from './no-turn-error.ts';

export interface Turns {
  /**
   * Resolves, once this key has a turn, with a function that gives the turn back; calling it again changes nothing.
   * Rejects with a NoTurnError where that takes too long, or too many wait already.
   */
  take(key: string): Promise<() => void>;
}

interface Waiting {
  readonly begin: () => void;
  readonly timer: NodeJS.Timeout | undefined;
}

export interface TurnsOptions {
  /** How long one may wait, in milliseconds; default: as long as it takes. */
  readonly waitMs?: number;
  /** How many of one key may wait; default: any number. */
  readonly mostWaiting?: number;
}

/** Lets each key hold at most `limit` turns at once. The others wait in the order in which they came. */
export function createTurns(limit: number, { waitMs, mostWaiting }: TurnsOptions = {}): Turns {
  const queues = new Map<string, { held: number; readonly waiting: Set<Waiting> }>();

  function giveBack(key: string): void {
    const queue = queues.get(key);
    if (!queue) return;
    const [next] = queue.waiting;
    if (next) {
      queue.waiting.delete(next);
      clearTimeout(next.timer);
      next.begin();
      return;
    }
    queue.held -= 1;
    if (queue.held === 0) queues.delete(key);
  }

  return {
    async take(key) {
      const queue = queues.get(key) ?? { held: 0, waiting: new Set() };
      queues.set(key, queue);
      if (queue.held < limit) queue.held += 1;
      else {
        if (queue.waiting.size === mostWaiting)
          throw new NoTurnError(`${mostWaiting} wait for a turn already.`);
        await new Promise<void>((resolve, reject) => {
          const giveUp = () => {
            queue.waiting.delete(waiting);
            reject(new NoTurnError(`All ${limit} turns were held for ${waitMs} ms.`));
          };
          const timer = waitMs === undefined ? undefined : setTimeout(giveUp, waitMs);
          const waiting: Waiting = { begin: resolve, timer };
          queue.waiting.add(waiting);
        });
      }
      let isHeld = true;
      return () => {
        if (!isHeld) return;
        isHeld = false;
        giveBack(key);
      };
    },
  };
}
