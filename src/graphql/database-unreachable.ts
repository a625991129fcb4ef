import { NoTurnError } from '../no-turn-error.ts';

// https://nodejs.org/api/errors.html#common-system-errors
const systemCodes = new Set([
  'EAI_AGAIN',
  'ECONNREFUSED',
  'ECONNRESET',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOENT',
  'ENOTFOUND',
  'EPIPE',
  'ETIMEDOUT',
]);
// https://www.postgresql.org/docs/current/errcodes-appendix.html: connection exceptions, shutting down or starting
// up, a session ended for its silence, a standby that is not promoted yet, and no connection or memory left.
const sqlStates = /^(08...|57P0[123]|25P03|25006|53...)$/;
// What the `pg` driver and PGlite say without a code.
const messages =
  /^(Connection terminated|Client has encountered a connection error|timeout expired|timeout exceeded when trying to connect|PGlite is closed)/i;

const DISK_FULL = '53100';

/** Why the database is unavailable, as the end of "The database …". `null`: it is available and refused the statement. */
export function whyDatabaseUnusable(error: unknown): string | null {
  return findCause(error)?.why ?? null;
}

/** The same for an operator, in the words of the server or the system. */
export function explainDatabaseUnusable(error: unknown): string | null {
  const found = findCause(error);
  return found && `${found.why}: ${found.cause.message.replace(/\.$/, '')}`;
}

function findCause(error: unknown): { readonly why: string; readonly cause: Error } | null {
  for (let cause = error, depth = 0; cause instanceof Error && depth < 10; cause = cause.cause, depth++) {
    const code = 'code' in cause ? String(cause.code) : '';
    if (cause instanceof NoTurnError) return { why: 'is busy with other operations of this caller', cause };
    if (code === DISK_FULL) return { why: 'has no room left on its disk', cause };
    const isAway = systemCodes.has(code) || sqlStates.test(code) || messages.test(cause.message);
    if (isAway || cause.name === 'ConnectionException') return { why: 'cannot be reached just now', cause };
  }
  return null;
}
