import { GraphQLError, type GraphQLScalarType } from 'graphql';
import { GraphQLDateTime } from 'graphql-scalars';
import { builder } from './builder.ts';

builder.scalarType('DateTime', {
  description:
    'An instant in RFC 3339, such as `2026-01-02T03:04:05.678Z`. Input needs an offset (`Z` or `+02:00`), lies in the years 0001 to 9999, and is cut to milliseconds. Output is in UTC with milliseconds.',
  specifiedByURL: 'https://www.rfc-editor.org/rfc/rfc3339#section-5.6',
  serialize: (value) => value.toISOString(),
  parseValue: (value) => readInstant(value),
});

/** @throws GraphQLError that says what to write instead. */
function readInstant(value: unknown): Date {
  const instant = typeof value === 'string' ? parse(value) : null;
  // PostgreSQL knows no year 0, and JavaScript writes years from 10000 on in a form that PostgreSQL does not read.
  if (instant && instant.getUTCFullYear() >= 1 && instant.getUTCFullYear() <= 9999) return instant;
  throw new GraphQLError(
    `${JSON.stringify(value)} is not an instant. Write RFC 3339 with an offset, such as 2026-01-02T03:04:05Z or 2026-01-02T03:04:05+01:00, in the years 0001 to 9999.`,
    { extensions: { code: 'BAD_USER_INPUT' } },
  );
}

function parse(text: string): Date | null {
  try {
    return (GraphQLDateTime as GraphQLScalarType<Date>).parseValue(text);
  } catch {
    return null;
  }
}
