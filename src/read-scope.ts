import { AsyncLocalStorage } from 'node:async_hooks';

/**
 * Aborted when nobody waits any more for what is being read: whoever asked has left, or the time for it is over. Kept
 * beside the calls, so that the statement that runs then can be ended in the database. What may write has no such scope:
 * a statement that is cut may have been the commit.
 */
export const readScope = new AsyncLocalStorage<AbortSignal>();
