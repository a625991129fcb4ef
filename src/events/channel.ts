/** What a channel answers when asked for more. */
export type Received<T> =
  | { readonly kind: 'items'; readonly items: readonly T[] }
  /** Items were dropped, since nobody took them in time: read on from the log. */
  | { readonly kind: 'overflowed' }
  /** Items may be missing: read on from the log. */
  | { readonly kind: 'interrupted' }
  | { readonly kind: 'closed' };

export interface Channel<T> {
  /** At least one item. */
  push(items: readonly T[]): void;
  /** Drops what waits: items that were never pushed may lie in front of it. */
  interrupt(): void;
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
  let dropped: 'overflowed' | 'interrupted' | null = null;
  let closed = false;
  let wake: (() => void) | null = null;

  function signal() {
    wake?.();
    wake = null;
  }

  function drop(why: 'overflowed' | 'interrupted') {
    items = [];
    dropped = why;
    signal();
  }

  return {
    push(more) {
      if (closed || dropped) return;
      // Only where nothing waits in front of them, so that the order stands.
      if (wake !== null && takeNow?.(more)) return;
      if (items.length + more.length > capacity) return drop('overflowed');
      items.push(...more);
      signal();
    },
    interrupt() {
      if (!closed) drop('interrupted');
    },
    async receive() {
      if (!closed && !dropped && items.length === 0) await new Promise<void>((resolve) => (wake = resolve));
      if (closed) return { kind: 'closed' };
      if (dropped) {
        const kind = dropped;
        dropped = null;
        return { kind };
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
