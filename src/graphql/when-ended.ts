/** The same items; `onEnd` is called once, when they end, fail, or are not wanted any more. */
export function whenEnded<T>(
  source: AsyncIterable<T>,
  onEnd: () => void,
): AsyncIterableIterator<T, unknown, undefined> {
  const iterator = source[Symbol.asyncIterator]();
  let ended = false;
  function end(): void {
    if (ended) return;
    ended = true;
    onEnd();
  }
  return {
    async next() {
      try {
        const result = await iterator.next();
        if (result.done) end();
        return result;
      } catch (error) {
        end();
        throw error;
      }
    },
    async return() {
      end();
      await iterator.return?.();
      return { value: undefined, done: true };
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}
