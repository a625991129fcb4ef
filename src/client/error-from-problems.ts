import { AuthError } from './auth-error.ts';
import type { BellhopError } from './bellhop-error.ts';
import { CursorExpiredError } from './cursor-expired-error.ts';
import { codeOf, type GraphQLProblem, OperationError } from './operation-error.ts';

/** The error to throw for what the server told, whichever way it came. */
export function errorFromProblems(
  problems: readonly GraphQLProblem[],
  requestId: string | null = null,
): BellhopError {
  const details = { requestId: requestId ?? requestIdOf(problems[0]), cause: problems };
  const message = problems[0]?.message ?? 'The server answered neither data nor errors.';
  switch (codeOf(problems[0])) {
    case 'UNAUTHENTICATED':
    case 'FORBIDDEN':
      return new AuthError(message, details);
    case 'CURSOR_EXPIRED':
      return new CursorExpiredError(message, details);
    default:
      return new OperationError(problems, { requestId: details.requestId });
  }
}

function requestIdOf(problem: GraphQLProblem | undefined): string | null {
  const id = problem?.extensions?.['requestId'] ?? problem?.extensions?.['errorId'];
  return typeof id === 'string' ? id : null;
}
