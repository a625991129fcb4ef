import { backoffMs } from './backoff.ts';
import { OperationError } from './operation-error.ts';
import { TransportError } from './transport-error.ts';
import { wait } from './wait.ts';

const LONGEST_WAIT_MS = 5_000;
/** What proxies and servers say when the same request may fare better later. */
const PASSING_STATUSES: readonly number[] = [408, 429, 502, 503, 504];
const PASSING_CODES: readonly (string | null)[] = [
  'SERVICE_UNAVAILABLE',
  'RATE_LIMITED',
  // Also what is left of a connection that was just lost counts, for a while.
  'TOO_MANY_SUBSCRIPTIONS',
];

export interface RepeatOptions {
  /** How often to try again after the first try. */
  readonly retries: number;
  readonly signal?: AbortSignal | undefined;
}

/** Tries again what failed for a passing reason, with growing waits. Only for what may be sent twice. */
export async function repeat<T>(attempt: () => Promise<T>, { retries, signal }: RepeatOptions): Promise<T> {
  for (let failures = 1; ; failures++) {
    try {
      return await attempt();
    } catch (error) {
      if (failures > retries || signal?.aborted || !isPassing(error)) throw error;
      const askedMs = askedMsOf(error);
      // Who is asked to wait for minutes had better decide by himself.
      if (askedMs > LONGEST_WAIT_MS) throw error;
      await wait(Math.max(askedMs, backoffMs(failures, LONGEST_WAIT_MS)), signal);
    }
  }
}

/** Whether the same request may fare better later. */
export function isPassing(error: unknown): boolean {
  if (error instanceof OperationError) return PASSING_CODES.includes(error.code);
  if (!(error instanceof TransportError)) return false;
  return error.status === null || PASSING_STATUSES.includes(error.status);
}

/** How long the server asks to wait before the next try; 0 where it does not. */
function askedMsOf(error: unknown): number {
  if (error instanceof TransportError) return error.retryAfterMs ?? 0;
  const seconds = error instanceof OperationError && error.problems[0]?.extensions?.['retryAfterSeconds'];
  return typeof seconds === 'number' ? seconds * 1000 : 0;
}
