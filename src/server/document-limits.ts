import {
  type ASTVisitor,
  GraphQLError,
  Kind,
  type SelectionNode,
  type SelectionSetNode,
  type ValidationContext,
} from 'graphql';

/** What one document may hold, with its fragments spread. GraphiQL's own introspection is far below each. */
const most = { aliases: 50, directives: 50, rootFields: 20, fields: 1_000 } as const;

type Counts = { [What in keyof typeof most]: number };

const names: Readonly<Record<keyof Counts, string>> = {
  aliases: 'aliases',
  directives: 'directives',
  rootFields: 'root fields',
  fields: 'fields',
};

/**
 * Refuses operations that repeat themselves without end: each alias, directive and root field is work. Fragments are
 * counted where they are spread, each read once, so that the count itself is cheap however they nest. It reads the
 * document only, never the variables: yoga remembers by document what passed.
 */
export function DocumentLimitsRule(context: ValidationContext): ASTVisitor {
  const fragments = new Map<string, Omit<Counts, 'rootFields'> & { readonly direct: number }>();
  const nothing = { aliases: 0, directives: 0, fields: 0, direct: 0 };

  function count(selectionSet: SelectionSetNode | undefined) {
    const counts = { ...nothing };
    for (const selection of selectionSet?.selections ?? []) {
      counts.directives += selection.directives?.length ?? 0;
      const inside = countInside(selection);
      counts.aliases += inside.aliases;
      counts.directives += inside.directives;
      counts.fields += inside.fields;
      counts.direct += inside.direct;
    }
    return counts;
  }

  function countInside(selection: SelectionNode): typeof nothing {
    switch (selection.kind) {
      case Kind.FIELD: {
        const isIntrospection = selection.name.value === '__schema' || selection.name.value === '__type';
        const inside = isIntrospection ? nothing : count(selection.selectionSet);
        const aliases = inside.aliases + (selection.alias ? 1 : 0);
        return { aliases, directives: inside.directives, fields: inside.fields + 1, direct: 1 };
      }
      case Kind.INLINE_FRAGMENT:
        return count(selection.selectionSet);
      case Kind.FRAGMENT_SPREAD:
        return countFragment(selection.name.value);
      default:
        return selection satisfies never;
    }
  }

  function countFragment(name: string): typeof nothing {
    const known = fragments.get(name);
    if (known !== undefined) return known;
    // Ends cycles, which another rule reports.
    fragments.set(name, nothing);
    const counts = count(context.getFragment(name)?.selectionSet);
    fragments.set(name, counts);
    return counts;
  }

  return {
    OperationDefinition(operation) {
      const { direct, ...counts } = count(operation.selectionSet);
      counts.directives += operation.directives?.length ?? 0;
      const found: Counts = { ...counts, rootFields: direct };
      for (const what of Object.keys(most) as (keyof Counts)[]) {
        if (found[what] <= most[what]) continue;
        const message = `The operation has ${found[what]} ${names[what]}; at most ${most[what]} are allowed.`;
        context.reportError(new GraphQLError(message, { nodes: operation }));
      }
    },
  };
}
