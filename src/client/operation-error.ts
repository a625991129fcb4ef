import { BellhopError, type ErrorDetails } from './bellhop-error.ts';

/** One error as the server told it. */
export interface GraphQLProblem {
  readonly message: string;
  readonly path?: readonly (string | number)[];
  readonly extensions?: Readonly<Record<string, unknown>>;
}

/**
 * The server understood the request and could not answer it: a malformed argument, or a fault of its own. What a
 * caller can mend is not thrown but answered, as a member of the result's union.
 */
export class OperationError extends BellhopError {
  override readonly name = 'OperationError';
  /** The first problem's code, such as `BAD_USER_INPUT` or `SERVICE_UNAVAILABLE`; `null` where it has none. */
  readonly code: string | null;
  /** Every problem that the server told; at least one. */
  readonly problems: readonly GraphQLProblem[];

  constructor(problems: readonly GraphQLProblem[], details: ErrorDetails = {}) {
    super(problems.map(({ message }) => message).join(' '), details);
    this.code = codeOf(problems[0]);
    this.problems = problems;
  }
}

export function codeOf(problem: GraphQLProblem | undefined): string | null {
  const code = problem?.extensions?.['code'];
  return typeof code === 'string' ? code : null;
}
