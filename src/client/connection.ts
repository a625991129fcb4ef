import { BellhopError } from './bellhop-error.ts';
import { TransportError } from './transport-error.ts';

/** Answers the token to send, or asks for it anew each time it is called. */
export type Token = string | (() => string | Promise<string>);

/** Where the server is and how to speak to it: what every transport needs. */
export interface Connection {
  /** Of the GraphQL endpoint, absolute. */
  readonly endpoint: URL;
  readonly fetch: typeof globalThis.fetch;
  readonly WebSocket: typeof globalThis.WebSocket | undefined;
  /** How long to wait for an answer, in milliseconds. */
  readonly timeoutMs: number;
  /** How long a subscription may go without a sign of life before it is taken for dead, in milliseconds. */
  readonly silenceMs: number;
  /** `Bearer …`, or `null` without a token. */
  authorization(): Promise<string | null>;
}

export interface PostOptions {
  readonly accept: string;
  readonly body: unknown;
  readonly signal: AbortSignal;
}

/** The endpoint that is meant by the address of a server, with or without `/graphql`. */
export function endpointOf(url: string | URL): URL {
  const page = (globalThis as { location?: { href?: string } }).location?.href;
  const endpoint = new URL(url, page);
  const path = endpoint.pathname.replace(/\/+$/, '');
  endpoint.pathname = path.endsWith('/graphql') ? path : `${path}/graphql`;
  return endpoint;
}

/** Sends a request and answers the head of the response, whatever its status. */
export async function post(connection: Connection, { accept, body, signal }: PostOptions): Promise<Response> {
  const authorization = await connection.authorization();
  const headers: Record<string, string> = { accept, 'content-type': 'application/json' };
  if (authorization !== null) headers['authorization'] = authorization;
  try {
    return await connection.fetch(connection.endpoint, {
      method: 'POST',
      headers,
      body: JSON.stringify(body),
      signal,
    });
  } catch (error) {
    throw brokenOff(connection, signal, error);
  }
}

/** What a request that broke off means: the caller's own abort is passed on as it is. */
export function brokenOff({ endpoint }: Connection, signal: AbortSignal, error: unknown): unknown {
  if (signal.aborted) return signal.reason;
  if (error instanceof BellhopError) return error;
  return new TransportError(`No answer from ${endpoint.origin}.`, { cause: error });
}
