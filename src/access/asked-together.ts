/**
 * Answers as `ask` does, for one key, with fewer questions: those who come while `atOnce` are on their way are asked
 * for together by the next. More than one, so that one that hangs does not hold up all who come after it. Every answer is to a question that was put after its caller came, so it is never an old one.
 */
export function askedTogether<Key, Value>(
  ask: (keys: readonly Key[]) => Promise<ReadonlyMap<Key, Value>>,
  atOnce: number,
): (key: Key) => Promise<Value | undefined> {
  let waiting = new Map<Key, PromiseWithResolvers<Value | undefined>>();
  let asking = 0;

  async function askAll(): Promise<void> {
    asking += 1;
    while (waiting.size > 0) {
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
    waiting.set(key, answer);
    if (asking < atOnce) void askAll();
    return answer.promise;
  };
}
