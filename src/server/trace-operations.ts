import { getOperationAST } from 'graphql';
import type { Plugin } from 'graphql-yoga';
import type { Tracer } from '../tracing/tracer.ts';
import { rootField } from './root-field.ts';

/** Each operation as a span, of the trace that its request belongs to; of a subscription, until it has begun. */
export function traceOperations(tracer: Tracer): Plugin {
  return {
    onExecute({ executeFn, setExecuteFn }) {
      setExecuteFn((args) => traced(args, executeFn));
    },
    onSubscribe({ subscribeFn, setSubscribeFn }) {
      setSubscribeFn((args) => traced(args, subscribeFn));
    },
  };

  // biome-ignore lint/suspicious/noExplicitAny: envelop's own types for the two functions.
  function traced(args: any, run: (args: any) => unknown): unknown {
    const operation = getOperationAST(args.document, args.operationName);
    if (!operation) return run(args);
    const field = rootField(operation);
    const attributes = { 'graphql.operation.type': operation.operation, 'bellhop.field': field };
    const name = `${operation.operation} ${field}`;
    const parent: string | null = args.contextValue?.traceparent ?? null;
    return tracer.span({ name, kind: 'server', parent, attributes }, async (span) => {
      const result = await run(args);
      const [error] = (result as { errors?: readonly { extensions?: { code?: unknown } }[] }).errors ?? [];
      if (error) span.fail(String(error.extensions?.code ?? 'error'));
      return result;
    });
  }
}
