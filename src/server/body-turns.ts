import type { IncomingMessage } from 'node:http';
import { finished } from 'node:stream';
import { createTurns } from './turns.ts';

/** Bodies up to this many bytes are read at once, as most are; 200 of them at once take 50 MB. */
const SMALL_BYTES = 262_144;
const LARGE_AT_ONCE = 4;
const LARGE_PER_CLIENT = 2;

/** Resolves when a request's body may be read. Its sender decides how long that takes, and memory is held until then. */
export function createBodyTurns(): (request: IncomingMessage, client: string) => Promise<void> {
  const ofClient = createTurns(LARGE_PER_CLIENT);
  const ofAll = createTurns(LARGE_AT_ONCE);

  return async (request, client) => {
    if (isSmall(request)) return;
    const releases = [await ofClient.take(client), await ofAll.take('all')];
    finished(request, { writable: false }, () => {
      for (const release of releases) release();
    });
  };
}

function isSmall({ headers }: IncomingMessage): boolean {
  if (headers['transfer-encoding'] !== undefined) return false;
  return Number(headers['content-length'] ?? 0) <= SMALL_BYTES;
}
