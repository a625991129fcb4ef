import { AsyncLocalStorage } from 'node:async_hooks';

/**
 * The id of the request that is being answered, which its answer carries as `x-request-id`. Kept beside the calls
 * rather than handed through them all, so that every line of the log has it, from however deep it was written.
 */
export const requestScope = new AsyncLocalStorage<string>();

/**
 * Runs `work` outside the current request: without its id, read scope, turn at connections and trace. Timers, and loops that serve
 * several callers, start their work here. Otherwise that work would run in the scope of whichever request started it.
 */
export const outsideRequest = AsyncLocalStorage.snapshot();
