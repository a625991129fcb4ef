import { outsideRequest } from '../request-scope.ts';

/** Fewer questions than this wait for nobody. */
const FEW = 2;
/** How long callers wait for those on their way before they are asked for by one more. */
const PATIENCE_MS = 50;

/**
 * Answers as `ask` does, for one key, with fewer questions: those who come while two are on their way are asked for
 * together by the next. Where those hang, by one more of their own, up to `atOnce`, so that what hangs does not hold up
 * all who come after it. Every answer is to a question that was put after its caller came, so it is never an old one.
 */
export function askedTogether<Key, Value>(
  ask: (keys: readonly Key[]) => Promise<ReadonlyMap<Key, Value>>,
  atOnce: number,
): (key: Key) => Promise<Value | undefined> {
  let waiting = new Map<Key, PromiseWithResolvers<Value | undefined>>();
  let asking = 0;
  let patience: NodeJS.Timeout | undefined;

  async function askAll(): Promise<void> {
    asking += 1;
    while (waiting.size > 0) {
      clearTimeout(patience);
      const asked = waiting;
      waiting = new Map();
      try {
        const answers = await ask([...asked.keys()]);
        for (const [key, { resolve }] of asked) resolve(answers.get(key));
      } catch (error) {
        for (const { reject } of asked.values()) reject(error);
      }
    }
    asking -= 1;
  }

  return (key) => {
    const answer = waiting.get(key) ?? Promise.withResolvers<Value | undefined>();
    const isFirst = waiting.size === 0;
    waiting.set(key, answer);
    if (asking < Math.min(FEW, atOnce)) void outsideRequest(askAll);
    else if (isFirst && asking < atOnce) patience = outsideRequest(() => setTimeout(askAll, PATIENCE_MS));
    return answer.promise;
  };
}
