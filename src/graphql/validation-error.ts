import type { Invalid, ValidationIssue } from '../reminders/problem.ts';
import { builder } from './builder.ts';
import { ErrorInterface } from './error.ts';

const ValidationIssueCodeType = builder.enumType('ValidationIssueCode', {
  description: 'Which rule the input breaks; the codes are stable.',
  values: {
    INVALID_PHONE_NUMBER: {
      description: 'Not a complete international phone number with + and country code.',
    },
    INVALID_CHARACTERS: {
      description: 'A NUL character or half of a surrogate pair, which cannot be stored.',
    },
    BLANK: { description: 'Empty, or nothing but white space.' },
    TOO_LONG: { description: 'More characters than allowed.' },
    TOO_MANY: { description: 'More entries than allowed.' },
    TIME_IN_PAST: { description: 'Further in the past than allowed.' },
    TIME_TOO_FAR: { description: 'Further ahead than allowed.' },
    COUNTRY_NOT_ALLOWED: { description: 'A number of a country that this Bellhop may not ring.' },
    NUMBER_TYPE_REFUSED: { description: 'A premium-rate number, or another kind that may not be rung.' },
    DO_NOT_CALL: { description: 'A number on the do-not-call list.' },
    TOO_MANY_CALLS: { description: 'The number has as many reminders on that day as are allowed.' },
    RATE_LIMITED: { description: 'More reminders in a minute than one client may create.' },
    OUT_OF_RANGE: { description: 'A number below the least or above the greatest allowed.' },
    IDEMPOTENCY_CONFLICT: {
      description: 'The idempotency key of this row was used before with another payload.',
    },
    FIRST_TOKEN_NOT_ADMIN: { description: 'The first API token must be of the scope ADMIN.' },
  } as const,
});

const ValidationIssueType = builder.objectRef<ValidationIssue>('ValidationIssue').implement({
  description: 'One rule that the input breaks.',
  fields: (t) => ({
    code: t.expose('code', { type: ValidationIssueCodeType, description: 'Which rule.' }),
    message: t.exposeString('message', { description: 'A sentence for people, with what is allowed.' }),
    path: t.exposeStringList('path', {
      description: 'Where in the input, such as `["reminders", "3", "phoneNumber"]`.',
    }),
  }),
});

export const ValidationErrorType = builder.objectRef<Invalid>('ValidationError').implement({
  description: 'The input breaks rules. Nothing was changed.',
  interfaces: [ErrorInterface],
  fields: (t) => ({
    message: t.string({
      description: 'Every issue’s message.',
      resolve: ({ issues }) => issues.map(({ message }) => message).join(' '),
    }),
    path: t.stringList({
      nullable: true,
      description: 'Where in the input the only issue is; null if there are several.',
      resolve: ({ issues }) => (issues.length === 1 ? (issues[0]?.path ?? null) : null),
    }),
    issues: t.field({
      type: [ValidationIssueType],
      description: 'Every issue of the input at once; at least one.',
      resolve: ({ issues }) => issues,
    }),
  }),
});
