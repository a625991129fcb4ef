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

/** In UTF-16 units. Comments and long strings cost time to parse, and the limit on tokens does not count them. */
const maxDocumentLength = 65_536;
/** Deeper than any input of the schema. */
const maxNesting = 10;
/** More than any input of the schema has: graphql-js makes an error of each unknown key. */
const maxKeys = 100;
/** In UTF-16 units, ten times what a message may have: of one text, and of the texts of one object together. */
const maxTextLength = 10_000;

/**
 * Puts the text of a trusted document in the place of its id, and refuses operations that are too big before anything
 * reads them. @throws GraphQLError
 */
export function admitParams<P extends OperationParams>(
  params: P,
  { trusted, variableEntries }: { readonly trusted: TrustedDocuments; readonly variableEntries: number },
): P {
  const { documentId, ...others } = params;
  if (lengthOf(params.query) > maxDocumentLength) {
    throw badUserInput(
      `The document is longer than ${maxDocumentLength} characters. Send large values as variables.`,
    );
  }
  checkLength(lengthOf(params.operationName));
  checkVariables(params.variables, variableEntries);
  const query = trusted.textOf(documentId ?? hashOf(params), params.query);
  return (query === undefined ? others : { ...others, query }) as P;
}

/** How Apollo's and urql's clients send ids. */
function hashOf({ extensions }: OperationParams): unknown {
  const persisted = extensions?.['persistedQuery'] as { sha256Hash?: unknown } | null | undefined;
  return persisted?.sha256Hash;
}

function checkVariables(variables: unknown, maxEntries: number): void {
  let left = maxEntries;
  /** Answers how much text an error of an object around the value repeats, as graphql-js prints values. */
  const visit = (value: unknown, nesting: number): number => {
    if (typeof value !== 'object' || value === null) return checkLength(lengthOf(value));
    if (nesting > maxNesting) throw badUserInput(`The variables nest deeper than ${maxNesting} levels.`);
    const isList = Array.isArray(value);
    const keys = isList ? [] : Object.keys(value);
    if (keys.length > maxKeys) {
      throw badUserInput(`An object in the variables has more than ${maxKeys} keys.`);
    }
    const entries: readonly unknown[] = isList ? value : Object.values(value);
    left -= entries.length;
    if (left < 0) {
      throw badUserInput(`The lists and objects in the variables have more than ${maxEntries} entries.`);
    }
    const lengths = entries.map((entry) => visit(entry, nesting + 1));
    // Of a list it prints ten entries, and no objects.
    if (isList) return sum(entries.slice(0, 10).map(lengthOf));
    return checkLength(sum(lengths) + sum(keys.map(lengthOf)));
  };
  // The variables themselves are no object of the schema: each has errors of its own.
  for (const variable of Object.values(variables ?? {})) visit(variable, 1);
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0);
}

function checkLength(length: number): number {
  if (length <= maxTextLength) return length;
  throw badUserInput(`A text, or the texts of one object, is longer than ${maxTextLength} characters.`);
}

/** A client may send anything in the place of a text; what is none is refused later. */
function lengthOf(value: unknown): number {
  return typeof value === 'string' ? value.length : 0;
}
