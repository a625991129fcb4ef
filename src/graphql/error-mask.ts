import { randomUUID } from 'node:crypto';
import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import { CursorExpiredError } from '../events/cursor-expired-error.ts';
import type { Log } from '../log.ts';
import { whyDatabaseUnusable } from './database-unreachable.ts';

/** In UTF-16 units: room for every message of ours and for some 200 characters of a client's value. */
const LONGEST_MESSAGE = 400;

export type ErrorMask = (error: unknown) => GraphQLError;

/**
 * Turns whatever an operation threw into what a client may see: GraphQL errors as they are, known failures under
 * their code, and of everything else no more than an id to look for in the log.
 */
export function createErrorMask(logger: Log): ErrorMask {
  function describe(
    cause: unknown,
    path: string | undefined,
  ): Pick<GraphQLFormattedError, 'message' | 'extensions'> {
    if (cause instanceof CursorExpiredError) {
      return { message: cause.message, extensions: { code: 'CURSOR_EXPIRED' } };
    }
    const errorId = randomUUID();
    const why = whyDatabaseUnusable(cause);
    if (why) {
      logger.warn({ event: 'graphql.unavailable', errorId, path, err: cause }, `The database ${why}`);
      const message = `The database ${why}; nothing was changed that was not acknowledged. Try again.`;
      return { message, extensions: { code: 'SERVICE_UNAVAILABLE', errorId } };
    }
    logger.error({ event: 'graphql.failed', errorId, path, err: cause }, 'A GraphQL operation failed');
    return { message: 'Unexpected error.', extensions: { code: 'INTERNAL_SERVER_ERROR', errorId } };
  }

  return (error) => {
    const cause = defectBehind(error);
    const located = error instanceof GraphQLError ? error : null;
    if (cause === null && located) return presentable(located);
    const { message, extensions } = describe(cause, located?.path?.join('.'));
    return new GraphQLError(message, {
      nodes: located?.nodes,
      path: located?.path,
      // Yoga answers 500 for it where there is no data, and takes the mark off.
      extensions: { ...extensions, unexpected: true },
    });
  };
}

/** An error as clients see it: without the marks that yoga keeps for itself. */
export function formatError(error: GraphQLError): GraphQLFormattedError {
  const { http, unexpected, ...extensions } = error.extensions;
  return { ...error.toJSON(), extensions };
}

/** What is not a GraphQLError at the bottom of one; `null` if there is no such thing. */
function defectBehind(error: unknown): unknown {
  let bottom = error;
  while (bottom instanceof GraphQLError && bottom.originalError) bottom = bottom.originalError;
  return bottom instanceof GraphQLError ? null : bottom;
}

/** graphql-js gives no code to what it refuses while it reads arguments, and repeats names and values whole. */
function presentable(error: GraphQLError): GraphQLError {
  const { code, originalError, ...others } = error.extensions;
  const isLong = error.message.length > LONGEST_MESSAGE;
  if (code && !originalError && !isLong) return error;
  // Yoga tells what its JSON parser said, and takes that as the sign to answer 400 rather than 200.
  const marks = originalError ? { http: { status: 400 } } : {};
  const { nodes, source, positions, path } = error;
  const message = isLong ? `${error.message.slice(0, LONGEST_MESSAGE)}…` : error.message;
  const extensions = { ...others, ...marks, code: code ?? 'BAD_USER_INPUT' };
  return new GraphQLError(message, { nodes, source, positions, path, extensions });
}
