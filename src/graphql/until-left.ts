import { GraphQLError } from 'graphql';

/**
 * Iterates over what `open` answers until the client leaves or `stopping` is aborted; then it fails with the signal's
 * reason if that is for the client. A generator alone would not
 * do: its `return` waits for the pending `next`, which may be hours away. Aborting the signal ends that at once.
 */
export function untilLeft<T>(
  stopping: AbortSignal,
  open: (signal: AbortSignal) => AsyncIterable<T>,
): AsyncIterableIterator<T, void> {
  const leaving = new AbortController();
  const leave = () => leaving.abort();
  stopping.addEventListener('abort', leave);
  if (stopping.aborted) leave();
  const generator = generate();

  async function* generate(): AsyncGenerator<T, void> {
    try {
      for await (const item of open(leaving.signal)) {
        if (leaving.signal.aborted) break;
        yield item;
      }
      if (stopping.reason instanceof GraphQLError) throw stopping.reason;
    } finally {
      stopping.removeEventListener('abort', leave);
    }
  }

  return {
    next: () => generator.next(),
    return: () => {
      leave();
      // A generator that was never started runs no `finally`.
      stopping.removeEventListener('abort', leave);
      return generator.return();
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}
