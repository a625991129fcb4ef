import { GraphQLError } from 'graphql';

/** The operation asks for too much at once; smaller pages, or several operations, get it all. */
export function tooCostly(rows: number): GraphQLError {
  const message = `This operation asks for more than ${rows} rows; ask for smaller pages, or in several operations.`;
  return new GraphQLError(message, { extensions: { code: 'TOO_COSTLY' } });
}

/** The caller is too fast; the same operation is welcome later. */
export function rateLimited(message: string, retryAfterMs: number): GraphQLError {
  const retryAfterSeconds = Math.ceil(retryAfterMs / 1_000);
  return new GraphQLError(`${message} Try again in ${retryAfterSeconds} s.`, {
    extensions: { code: 'RATE_LIMITED', retryAfterSeconds },
  });
}

export function tooManySubscriptions(max: number): GraphQLError {
  return new GraphQLError(`At most ${max} subscriptions may run for one client; complete some first.`, {
    extensions: { code: 'TOO_MANY_SUBSCRIPTIONS' },
  });
}

/** The operation took too long, and was ended. What a mutation had done by then may stand. */
export function timedOut(seconds: number): GraphQLError {
  return new GraphQLError(`The operation took longer than ${seconds} seconds, and was ended.`, {
    extensions: { code: 'TIMEOUT' },
  });
}

/** Told to nobody: the client has gone, or does not wait for the answer any more. */
export function clientLeft(): GraphQLError {
  return new GraphQLError('The client left before the operation was answered.', {
    extensions: { code: 'CLIENT_LEFT' },
  });
}
