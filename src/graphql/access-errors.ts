import { GraphQLError } from 'graphql';
import type { Caller } from '../access/caller.ts';
import type { Scope } from '../access/scope.ts';

/** Nobody knows who is calling, or no longer: send other credentials. */
export function unauthenticated(message: string): GraphQLError {
  return new GraphQLError(message, { extensions: { code: 'UNAUTHENTICATED' } });
}

/** The caller is known, and may not do this. */
export function forbidden({ scope }: Caller, needed: Scope, fieldName: string): GraphQLError {
  const message = `${fieldName} needs the scope ${needed}; these credentials have ${scope}.`;
  return new GraphQLError(message, { extensions: { code: 'FORBIDDEN' } });
}
