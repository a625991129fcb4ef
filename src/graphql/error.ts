import type { Problem } from '../reminders/problem.ts';
import { builder } from './builder.ts';

/** Stable codes of the problems that a caller can mend. */
const errorCodes = {
  invalid: 'INVALID_INPUT',
  'not-found': 'NOT_FOUND',
  'version-conflict': 'VERSION_CONFLICT',
  'status-conflict': 'STATUS_CONFLICT',
  'idempotency-conflict': 'IDEMPOTENCY_CONFLICT',
} as const satisfies Record<Problem['kind'], string>;

const errorTypeNames = {
  invalid: 'ValidationError',
  'not-found': 'NotFoundError',
  'version-conflict': 'VersionConflictError',
  'status-conflict': 'StatusConflictError',
  'idempotency-conflict': 'IdempotencyConflictError',
} as const satisfies Record<Problem['kind'], string>;

/** The member of a result union that a problem is. */
export function errorTypeName(problem: Problem): (typeof errorTypeNames)[Problem['kind']] {
  return errorTypeNames[problem.kind];
}

const ErrorCodeType = builder.enumType('ErrorCode', {
  description: 'What kind of problem it is; the codes are stable.',
  values: {
    INVALID_INPUT: { description: 'The input breaks a rule; a ValidationError lists every issue.' },
    NOT_FOUND: { description: 'Nothing has this id.' },
    VERSION_CONFLICT: { description: 'The reminder has changed since the version that was expected.' },
    STATUS_CONFLICT: { description: 'The reminder’s status does not allow it.' },
    IDEMPOTENCY_CONFLICT: { description: 'The idempotency key was used before with another payload.' },
  } as const,
});

export const ErrorInterface = builder.interfaceRef<Problem>('Error').implement({
  description:
    'What a caller can mend. Select `... on Error { code message path }` to be ready for errors that are added later.',
  resolveType: errorTypeName,
  fields: (t) => ({
    code: t.field({
      type: ErrorCodeType,
      description: 'What kind of problem it is.',
      resolve: ({ kind }) => errorCodes[kind],
    }),
    message: t.string({ description: 'A sentence for people. Its wording may change; the code does not.' }),
    path: t.stringList({
      nullable: true,
      description:
        'Where in the input, such as `["reminders", "3", "phoneNumber"]`; null if no one place is to blame.',
    }),
  }),
});
