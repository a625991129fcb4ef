/** The command line was wrong; nothing was done. The message says what was wrong with it. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
