import type { Plugin } from 'graphql-yoga';
import { timedOut } from '../graphql/limit-errors.ts';

/**
 * Ends operations that take too long, and subscriptions that take too long to begin: what has not begun of them does
 * not begin. A query that the database is still working on is ended there, by the statement_timeout of its connection.
 */
export function limitExecution(operationMs: number): Plugin {
  return {
    onExecute({ executeFn, setExecuteFn }) {
      setExecuteFn((args) => withinTime(args, executeFn));
    },
    onSubscribe({ subscribeFn, setSubscribeFn }) {
      setSubscribeFn((args) => withinTime(args, subscribeFn));
    },
  };

  // biome-ignore lint/suspicious/noExplicitAny: envelop's own types for the two functions.
  async function withinTime(args: any, run: (args: any) => unknown): Promise<any> {
    const controller = new AbortController();
    const late = Promise.withResolvers<unknown>();
    const timer = setTimeout(() => {
      late.resolve({ errors: [timedOut(operationMs / 1_000)] });
      controller.abort();
    }, operationMs);
    try {
      const running = Promise.resolve(run({ ...args, signal: controller.signal }));
      // Whoever comes second is not listened to: neither its result nor its failure.
      return await Promise.race([late.promise, running]);
    } finally {
      clearTimeout(timer);
    }
  }
}
