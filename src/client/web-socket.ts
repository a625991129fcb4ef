import { createClient } from 'graphql-ws/client';
import { AuthError } from './auth-error.ts';
import type { Connection } from './connection.ts';
import { errorFromProblems } from './error-from-problems.ts';
import type { GraphQLProblem } from './operation-error.ts';
import type { Result } from './result.ts';
import type { SubscribeOptions, Subscription } from './subscription.ts';
import { TransportError } from './transport-error.ts';

/** How many results may wait for a slow reader. What comes then is not taken: the reader will come back for it. */
const CAPACITY = 1_000;

/** `error: null`: completed. */
interface Ending {
  readonly error: unknown;
}

/**
 * Subscribes over a socket of its own, by the graphql-transport-ws protocol. It never connects again by itself: only
 * who knows the last cursor can do that without missing or repeating.
 */
export async function* subscribeByWebSocket(
  connection: Connection,
  subscription: Subscription,
  { signal, onConnected }: SubscribeOptions,
): AsyncGenerator<Result<unknown>, void, undefined> {
  const { endpoint, WebSocket, timeoutMs, silenceMs } = connection;
  const authorization = await connection.authorization();
  const waiting: Result<unknown>[] = [];
  let ending: Ending | null = null;
  let wake = () => {};
  let pongTimer: ReturnType<typeof setTimeout> | undefined;
  const isOver = () => signal.aborted || ending !== null;

  const client = createClient({
    url: endpoint.href.replace(/^http/, 'ws'),
    ...(WebSocket && { webSocketImpl: WebSocket }),
    ...(authorization !== null && { connectionParams: { authorization } }),
    retryAttempts: 0,
    keepAlive: silenceMs / 2,
    on: {
      connected() {
        clearTimeout(connectTimer);
        onConnected();
      },
      // A peer that is gone without a word answers no ping.
      ping(received) {
        if (!received) pongTimer = setTimeout(() => client.terminate(), silenceMs / 2);
      },
      pong: () => clearTimeout(pongTimer),
      // Left at once, since after a normal closure graphql-ws would subscribe again from where it once began.
      closed: (event) => end({ error: closed(endpoint, event) }),
    },
  });
  const leave = client.subscribe(subscription, {
    next(result) {
      if (isOver()) return;
      waiting.push(result as Result<unknown>);
      if (waiting.length === CAPACITY) end({ error: null });
      wake();
    },
    error: (error) => end({ error: failed(endpoint, error) }),
    complete: () => end({ error: null }),
  });
  const connectTimer = setTimeout(
    () => end({ error: new TransportError(`No answer from ${endpoint.origin} within ${timeoutMs} ms.`) }),
    timeoutMs,
  );
  const abort = () => {
    // Also where nobody asks for more at the moment.
    leave();
    wake();
  };
  signal.addEventListener('abort', abort);

  function end(how: Ending) {
    ending ??= how;
    leave();
    wake();
  }

  try {
    while (!signal.aborted) {
      const result = waiting.shift();
      if (result) {
        yield result;
      } else if (isOver()) {
        break;
      } else {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
    }
    const { error } = (ending as Ending | null) ?? { error: null };
    if (!signal.aborted && error !== null) throw error;
  } finally {
    signal.removeEventListener('abort', abort);
    clearTimeout(connectTimer);
    clearTimeout(pongTimer);
    leave();
  }
}

/** What graphql-ws reports: the server's problems, a closed socket, or whatever the runtime throws at it. */
function failed(endpoint: URL, error: unknown): unknown {
  if (Array.isArray(error)) return errorFromProblems(error as GraphQLProblem[]);
  if (typeof error === 'object' && error !== null && 'code' in error && 'reason' in error) {
    return closed(endpoint, error);
  }
  return new TransportError(`No WebSocket connection to ${endpoint.origin}.`, { cause: error });
}

function closed(endpoint: URL, event: unknown): unknown {
  const { code, reason } = event as { readonly code: number; readonly reason: string };
  if (code === 4401 || code === 4403) return new AuthError(reason || 'The server refused this token.');
  const message = `The connection to ${endpoint.origin} was closed with code ${code}${reason && `: ${reason}`}.`;
  return new TransportError(message, { cause: event });
}
