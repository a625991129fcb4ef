import { type DocumentNode, Kind, type SubscriptionOperationDefinitionNode, visit } from 'graphql';

type Variables = Readonly<Record<string, unknown>> | null | undefined;

/**
 * The variables that can make a difference to results: all but the one that is nothing but `after`. That says which
 * events a subscriber gets, not what it is told of them, and after a restart no two clients send the same.
 */
export function variablesOfResults(
  document: DocumentNode,
  operation: SubscriptionOperationDefinitionNode,
  variables: Variables,
): Variables {
  const name = cursorVariable(operation);
  // Its definition, and that one use.
  if (name === null || timesNamed(document, name) !== 2) return variables;
  const { [name]: _cursor, ...others } = variables ?? {};
  return others;
}

function cursorVariable({ selectionSet }: SubscriptionOperationDefinitionNode): string | null {
  const [root] = selectionSet.selections;
  if (root?.kind !== Kind.FIELD) return null;
  const after = root.arguments?.find(({ name }) => name.value === 'after')?.value;
  return after?.kind === Kind.VARIABLE ? after.name.value : null;
}

function timesNamed(document: DocumentNode, name: string): number {
  let times = 0;
  visit(document, {
    Variable(variable) {
      if (variable.name.value === name) times += 1;
    },
  });
  return times;
}
