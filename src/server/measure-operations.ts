import { type DocumentNode, getOperationAST } from 'graphql';
import type { Plugin } from 'graphql-yoga';
import type { MetricsEndpoint } from './metrics-endpoint.ts';
import { rootField } from './root-field.ts';

/** Tells of each operation that was valid and ran, by its root field; a subscription is over when it has begun. */
export function measureOperations(onOperation: MetricsEndpoint['onOperation']): Plugin {
  const begin = (document: DocumentNode, operationName: string | null | undefined) => {
    const startedAt = performance.now();
    const node = getOperationAST(document, operationName);
    return (result: unknown) => {
      if (!node) return;
      const seconds = (performance.now() - startedAt) / 1_000;
      const failed = ((result as { errors?: readonly unknown[] } | undefined)?.errors?.length ?? 0) > 0;
      onOperation({ type: node.operation, field: rootField(node), failed, seconds });
    };
  };
  return {
    onExecute({ args }) {
      const end = begin(args.document, args.operationName);
      return { onExecuteDone: ({ result }) => end(result) };
    },
    onSubscribe({ args }) {
      const end = begin(args.document, args.operationName);
      return { onSubscribeResult: ({ result }) => end(result) };
    },
  };
}
