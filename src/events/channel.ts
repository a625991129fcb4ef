/** What a channel answers when asked for more. */
export type Received<T> =
  | { readonly kind: 'items'; readonly items: readonly T[] }
  /** Items were dropped, since nobody took them in time: read on from the log. */
  | { readonly kind: 'overflowed' }
  | { readonly kind: 'closed' };

export interface Channel<T> {
  /** At least one item. */
  push(items: readonly T[]): void;
  /** Resolves when there is something to answer. One call at a time. */
  receive(): Promise<Received<T>>;
  close(): void;
  isClosed(): boolean;
}

/**
 * Offered items while the subscriber waits for some: `true` where it took them all there and then, so that they are
 * not received; `false`: it took none. Must not throw.
 */
export type TakeNow<T> = (items: readonly T[]) => boolean;

/**
 * A bounded queue between the one reader of the log and one subscriber.
 *
 * The slow-consumer rule, "back to the log": a subscriber that lets `capacity` items pile up has its queue dropped
 * and is told so when it next asks; it then reads on from its own position in the log. So a stalled subscriber
 * costs a bounded amount of memory and no database work, the others nothing, and it loses nothing.
 */
export function createChannel<T>(capacity: number, takeNow?: TakeNow<T>): Channel<T> {
  let items: T[] = [];
  let overflowed = false;
  let closed = false;
  let wake: (() => void) | null = null;

  function signal() {
    wake?.();
    wake = null;
  }

  return {
    push(more) {
      if (closed || overflowed) return;
      // Only where nothing waits in front of them, so that the order stands.
      if (wake !== null && takeNow?.(more)) return;
      if (items.length + more.length > capacity) {
        items = [];
        overflowed = true;
      } else {
        items.push(...more);
      }
      signal();
    },
    async receive() {
      if (!closed && !overflowed && items.length === 0)
        await new Promise<void>((resolve) => (wake = resolve));
      if (closed) return { kind: 'closed' };
      if (overflowed) {
        overflowed = false;
        return { kind: 'overflowed' };
      }
      const taken = items;
      items = [];
      return { kind: 'items', items: taken };
    },
    close() {
      closed = true;
      items = [];
      signal();
    },
    isClosed: () => closed,
  };
}
