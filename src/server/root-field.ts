import type { OperationDefinitionNode } from 'graphql';

/** What an operation asks for, or `several`. Validation knows it, so there are no more of them than the schema has. */
export function rootField({ selectionSet }: OperationDefinitionNode): string {
  const [only, ...others] = selectionSet.selections;
  return only?.kind === 'Field' && others.length === 0 ? only.name.value : 'several';
}
