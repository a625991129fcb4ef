import { execute, getOperationAST } from 'graphql';
import type { Plugin } from 'graphql-yoga';
import { connectionScope } from '../connection-scope.ts';
import { clientLeft, timedOut } from '../graphql/limit-errors.ts';
import { readScope } from '../read-scope.ts';

const maxCoercionErrors = 5;

/**
 * Ends operations that take too long, and subscriptions that take too long to begin: what has not begun of them does
 * not begin. A query ends too when its client leaves, and what the database is still working on for it is ended there.
 * A mutation goes on there: it may have been committed.
 */
export function limitExecution(
  operationMs: number,
  { hideSuggestions }: { readonly hideSuggestions: boolean },
): Plugin {
  return {
    onExecute({ setExecuteFn }) {
      // Yoga's own executor makes up to 50 errors of variables, each with the value in it.
      setExecuteFn((args) => withinTime(args, execute));
    },
    onSubscribe({ subscribeFn, setSubscribeFn }) {
      setSubscribeFn((args) => withinTime(args, subscribeFn));
    },
  };

  // biome-ignore lint/suspicious/noExplicitAny: envelop's own types for the two functions.
  async function withinTime(args: any, run: (args: any) => unknown): Promise<any> {
    const over = new AbortController();
    const ended = Promise.withResolvers<unknown>();
    const end = (error: Error) => {
      ended.resolve({ errors: [error] });
      over.abort();
    };
    const timer = setTimeout(() => end(timedOut(operationMs / 1_000)), operationMs);
    const isQuery = getOperationAST(args.document, args.operationName)?.operation === 'query';
    const left: AbortSignal | undefined = isQuery ? args.contextValue?.left : undefined;
    const leave = () => end(clientLeft());
    left?.addEventListener('abort', leave);
    if (left?.aborted) leave();
    const begin = () =>
      run({ ...args, abortSignal: over.signal, hideSuggestions, options: { maxCoercionErrors } });
    try {
      const takeConnection = args.contextValue?.client?.takeConnection;
      const beginInTurn = () => (takeConnection ? connectionScope.run(takeConnection, begin) : begin());
      const running = Promise.resolve(isQuery ? readScope.run(over.signal, beginInTurn) : beginInTurn());
      // Whoever comes second is not listened to: neither its result nor its failure.
      return await Promise.race([ended.promise, running]);
    } finally {
      clearTimeout(timer);
      left?.removeEventListener('abort', leave);
    }
  }
}
