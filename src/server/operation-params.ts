import { badUserInput } from '../graphql/bad-user-input.ts';
import type { TrustedDocuments } from './trusted-documents.ts';

/** An operation as a client sends it, over HTTP or WebSocket. */
export interface OperationParams {
  readonly query?: string;
  readonly operationName?: string | null;
  readonly variables?: Record<string, unknown> | null;
  readonly extensions?: Record<string, unknown> | null;
  /** The id of a trusted document, instead of `query`. */
  readonly documentId?: unknown;
}

/** Deeper than any input of the schema. */
const maxNesting = 10;

/**
 * Puts the text of a trusted document in the place of its id, and refuses variables that are too big before anything
 * reads them. @throws GraphQLError
 */
export function admitParams<P extends OperationParams>(
  params: P,
  { trusted, listEntries }: { readonly trusted: TrustedDocuments; readonly listEntries: number },
): P {
  checkVariables(params.variables, listEntries);
  const { documentId, ...others } = params;
  const query = trusted.textOf(documentId ?? hashOf(params), params.query);
  return (query === undefined ? others : { ...others, query }) as P;
}

/** How Apollo's and urql's clients send ids. */
function hashOf({ extensions }: OperationParams): unknown {
  const persisted = extensions?.['persistedQuery'] as { sha256Hash?: unknown } | null | undefined;
  return persisted?.sha256Hash;
}

function checkVariables(variables: unknown, listEntries: number): void {
  let left = listEntries;
  const visit = (value: unknown, nesting: number): void => {
    if (typeof value !== 'object' || value === null) return;
    if (nesting > maxNesting) throw badUserInput(`The variables nest deeper than ${maxNesting} levels.`);
    if (Array.isArray(value)) {
      left -= value.length;
      if (left < 0) throw badUserInput(`The lists in the variables have more than ${listEntries} entries.`);
    }
    for (const each of Object.values(value)) visit(each, nesting + 1);
  };
  visit(variables, 0);
}
