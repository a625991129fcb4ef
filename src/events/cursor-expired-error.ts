/**
 * The events after a cursor are no longer, or not, in this log: they were pruned, or the cursor is from another
 * database. Reload the list and subscribe without a cursor. It does not mean that reminders were lost.
 */
export class CursorExpiredError extends Error {
  override readonly name = 'CursorExpiredError';
}
