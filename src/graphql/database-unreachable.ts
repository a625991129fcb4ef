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
// up, and no connection left.
const sqlStates = /^(08...|57P0[123]|53300)$/;
// What the `pg` driver and PGlite say without a code.
const messages =
  /^(Connection terminated|Client has encountered a connection error|timeout expired|timeout exceeded when trying to connect|PGlite is closed)/i;

/** Whether an error, or what caused it, says that the database cannot be reached, rather than that it said no. */
export function isDatabaseUnreachable(error: unknown): boolean {
  for (let cause = error, depth = 0; cause instanceof Error && depth < 10; cause = cause.cause, depth++) {
    const code = 'code' in cause ? String(cause.code) : '';
    if (cause.name === 'ConnectionException' || systemCodes.has(code) || sqlStates.test(code)) return true;
    if (messages.test(cause.message)) return true;
  }
  return false;
}
