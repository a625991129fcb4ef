import { backoffMs } from './backoff.ts';
import type { StatusChange, WatchOptions } from './bellhop.ts';
import type { Connection } from './connection.ts';
import {
  ReminderStatusChangedDocument,
  type ReminderStatusChangedSubscription,
} from './generated/graphql.ts';
import { isPassing } from './repeat.ts';
import { dataOf } from './result.ts';
import type { Subscribe } from './subscription.ts';
import { wait } from './wait.ts';

const LONGEST_WAIT_MS = 15_000;

export interface WatchDeps {
  readonly connection: Connection;
  /** Loads the transport, when it is first needed. */
  readonly loadTransport: () => Promise<Subscribe>;
  /** Where the log of changes ends now. */
  readonly readCursor: (signal: AbortSignal) => Promise<string>;
}

/** Every change once and in order, over as many connections as it takes. */
export function watchReminders(
  deps: WatchDeps,
  { filter, after, signal, onConnection = () => {} }: WatchOptions,
): AsyncIterableIterator<StatusChange> {
  const leaving = new AbortController();
  const leave = () => leaving.abort();
  signal?.addEventListener('abort', leave);
  if (signal?.aborted) leave();
  const changes = follow();

  async function* follow(): AsyncGenerator<StatusChange, void, undefined> {
    try {
      // With a cursor from the start, a connection that is cut before its first change can be resumed as well.
      let cursor = after ?? (await deps.readCursor(leaving.signal));
      const subscribe = await deps.loadTransport();
      for (let failures = 0; !leaving.signal.aborted; ) {
        let lostBy: unknown = null;
        let connectedAt = Number.POSITIVE_INFINITY;
        const subscription = {
          query: String(ReminderStatusChangedDocument),
          variables: { filter, after: cursor },
        };
        const options = {
          signal: leaving.signal,
          onConnected() {
            connectedAt = performance.now();
            onConnection({ kind: 'connected' });
          },
        };
        try {
          for await (const result of subscribe(deps.connection, subscription, options)) {
            const change = dataOf(result) as ReminderStatusChangedSubscription;
            failures = 0;
            cursor = change.reminderStatusChanged.cursor;
            yield change.reminderStatusChanged;
          }
        } catch (error) {
          if (!isPassing(error)) throw error;
          lostBy = error;
        }
        if (leaving.signal.aborted) return;
        onConnection({ kind: 'lost', error: lostBy });
        // One that stood for long was good, even if there was nothing to tell.
        failures = performance.now() - connectedAt > LONGEST_WAIT_MS ? 1 : failures + 1;
        await wait(backoffMs(failures, LONGEST_WAIT_MS), leaving.signal);
      }
    } catch (error) {
      if (!leaving.signal.aborted) throw error;
    } finally {
      signal?.removeEventListener('abort', leave);
    }
  }

  return {
    next: () => changes.next(),
    // A generator's own `return` waits for the pending `next`, which may be hours away.
    return() {
      leave();
      signal?.removeEventListener('abort', leave);
      return changes.return();
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}
