import type { IncomingMessage } from 'node:http';
import { finished } from 'node:stream';
import { rateLimited } from '../graphql/limit-errors.ts';
import { createTurns } from '../turns.ts';

/** Bodies up to this many bytes are read at once, as most are; 200 of them at once take 50 MB. */
const SMALL_BYTES = 262_144;
const LARGE_AT_ONCE = 4;
const LARGE_PER_CLIENT = 2;
const WAITING_PER_CLIENT = 8;

/**
 * Resolves when a request's body may be read. Its sender decides how long that takes, and memory is held until then.
 * Rejects with a GraphQLError where too many of the same client wait already.
 */
export function createBodyTurns(): (request: IncomingMessage, client: string) => Promise<void> {
  const ofClient = createTurns(LARGE_PER_CLIENT, { mostWaiting: WAITING_PER_CLIENT });
  const ofAll = createTurns(LARGE_AT_ONCE);

  return async (request, client) => {
    if (!isLarge(request)) return;
    const releases = [await ofClient.take(client).catch(tooMany), await ofAll.take('all')];
    finished(request, { writable: false }, () => {
      for (const release of releases) release();
    });
  };
}

/** A refusal had better leave such a body unread. */
export function isLarge({ headers }: IncomingMessage): boolean {
  return headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > SMALL_BYTES;
}

function tooMany(): never {
  const most = LARGE_PER_CLIENT + WAITING_PER_CLIENT;
  throw rateLimited(`At most ${most} requests of more than 256 KiB may be under way with one token.`, 1_000);
}
