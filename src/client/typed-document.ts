/**
 * An operation together with the types of its result and variables, as graphql-codegen makes them with
 * `documentMode: 'string'`. A plain string will do as well; its result is `unknown`.
 */
export interface TypedDocument<Result, Variables> {
  toString(): string;
  /** Never there: it only carries the types. */
  __apiType?: (variables: Variables) => Result;
}
