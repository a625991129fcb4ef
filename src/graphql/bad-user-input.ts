import { GraphQLError } from 'graphql';

/** Arguments that can only be wrong in the client's code, so that the operation ends rather than answers a value. */
export function badUserInput(message: string): GraphQLError {
  return new GraphQLError(message, { extensions: { code: 'BAD_USER_INPUT' } });
}
