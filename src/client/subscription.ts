import type { Connection } from './connection.ts';
import type { Result } from './result.ts';

/** What a transport is asked to subscribe to, once. */
export interface Subscription {
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
}

export interface SubscribeOptions {
  /** Ends the subscription. */
  readonly signal: AbortSignal;
  /** The server has taken the connection. */
  readonly onConnected: () => void;
}

/**
 * Yields what the server sends, in order, until it completes the subscription or the signal aborts. Throws what ended
 * it otherwise: a `TransportError` where another try may do better.
 */
export type Subscribe = (
  connection: Connection,
  subscription: Subscription,
  options: SubscribeOptions,
) => AsyncIterable<Result<unknown>>;
