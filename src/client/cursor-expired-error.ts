import { BellhopError } from './bellhop-error.ts';

/**
 * The changes after this cursor are no longer kept, or the cursor is from another database. Load the list again and
 * watch from where the log ends now. It does not mean that reminders were lost.
 */
export class CursorExpiredError extends BellhopError {
  override readonly name = 'CursorExpiredError';
}
