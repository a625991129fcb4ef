import { AsyncLocalStorage } from 'node:async_hooks';

/**
 * Takes one of the database connections that a caller may hold at once, and resolves with a function that gives it back.
 * Kept beside the calls, as the scope of a request is: an operation takes connections deep inside its resolvers.
 */
export const connectionScope = new AsyncLocalStorage<() => Promise<() => void>>();
