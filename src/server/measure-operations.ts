import { type DocumentNode, getOperationAST } from 'graphql';
import type { Plugin } from 'graphql-yoga';
import type { MetricsEndpoint } from './metrics-endpoint.ts';

/** Tells of each operation that was valid and ran, by its root field; a subscription is over when it has begun. */
export function measureOperations(onOperation: MetricsEndpoint['onOperation']): Plugin {
  const begin = (document: DocumentNode, operationName: string | null | undefined) => {
    const startedAt = performance.now();
    const node = getOperationAST(document, operationName);
    return (result: unknown) => {
      if (!node) return;
      const seconds = (performance.now() - startedAt) / 1_000;
      const failed = ((result as { errors?: readonly unknown[] } | undefined)?.errors?.length ?? 0) > 0;
      onOperation({ type: node.operation, field: rootField(node.selectionSet.selections), failed, seconds });
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

/** Validation knows it, so there are no more of them than the schema has. */
function rootField(
  selections: readonly { readonly kind: string; readonly name?: { readonly value: string } | undefined }[],
): string {
  const [only, ...others] = selections;
  return only?.kind === 'Field' && only.name && others.length === 0 ? only.name.value : 'several';
}
