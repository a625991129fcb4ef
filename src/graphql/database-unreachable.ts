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

/** Why the database cannot be used, rather than that it said no: as the end of "The database …". `null`: it said no. */
export function whyDatabaseUnusable(error: unknown): string | null {
  for (let cause = error, depth = 0; cause instanceof Error && depth < 10; cause = cause.cause, depth++) {
    const code = 'code' in cause ? String(cause.code) : '';
    if (code === DISK_FULL) return 'has no room left on its disk';
    if (cause.name === 'ConnectionException' || systemCodes.has(code) || sqlStates.test(code))
      return 'cannot be reached just now';
    if (messages.test(cause.message)) return 'cannot be reached just now';
  }
  return null;
}
