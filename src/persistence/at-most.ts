import { createTurns } from '../turns.ts';

/** Runs at most `count` pieces of work at once. The others wait in the order in which they came. */
export function atMost(count: number): <T>(work: () => Promise<T>) => Promise<T> {
  const turns = createTurns(count);
  return async (work) => {
    const giveBack = await turns.take('');
    try {
      return await work();
    } finally {
      giveBack();
    }
  };
}
