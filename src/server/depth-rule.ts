import {
  type ASTVisitor,
  GraphQLError,
  Kind,
  type ListValueNode,
  type ObjectValueNode,
  type SelectionSetNode,
  type ValidationContext,
} from 'graphql';

const maxDepth = 15;
/** Of lists and objects among the arguments; deeper than any input of the schema. */
const maxValueNesting = 10;

/**
 * Refuses operations that nest deeper than 15 fields, or values deeper than 10 lists and objects. Introspection is left to graphql's own rule for it. It reads
 * the document only, never the variables: yoga remembers by document what passed.
 */
export function DepthRule(context: ValidationContext): ASTVisitor {
  const fragmentDepths = new Map<string, number>();

  function depthOf(selectionSet: SelectionSetNode | undefined): number {
    let deepest = 0;
    for (const selection of selectionSet?.selections ?? []) {
      switch (selection.kind) {
        case Kind.FIELD:
          if (!selection.name.value.startsWith('__')) {
            deepest = Math.max(deepest, 1 + depthOf(selection.selectionSet));
          }
          break;
        case Kind.INLINE_FRAGMENT:
          deepest = Math.max(deepest, depthOf(selection.selectionSet));
          break;
        case Kind.FRAGMENT_SPREAD:
          deepest = Math.max(deepest, depthOfFragment(selection.name.value));
          break;
        default:
          selection satisfies never;
      }
    }
    return deepest;
  }

  function depthOfFragment(name: string): number {
    const known = fragmentDepths.get(name);
    if (known !== undefined) return known;
    // Ends cycles, which another rule reports.
    fragmentDepths.set(name, 0);
    const depth = depthOf(context.getFragment(name)?.selectionSet);
    fragmentDepths.set(name, depth);
    return depth;
  }

  let valueNesting = 0;
  const value = {
    enter(node: ListValueNode | ObjectValueNode) {
      valueNesting += 1;
      // Once for each value, however deep it goes on.
      if (valueNesting !== maxValueNesting + 1) return;
      const message = `A value nests deeper than ${maxValueNesting} lists and objects.`;
      context.reportError(new GraphQLError(message, { nodes: node }));
    },
    leave() {
      valueNesting -= 1;
    },
  };

  return {
    ListValue: value,
    ObjectValue: value,
    OperationDefinition(operation) {
      const depth = depthOf(operation.selectionSet);
      if (depth <= maxDepth) return;
      const message = `The operation nests ${depth} fields deep; at most ${maxDepth} are allowed.`;
      context.reportError(new GraphQLError(message, { nodes: operation }));
    },
  };
}
