import { type GraphQLScalarType, Kind } from 'graphql';
import { expect, test } from 'vitest';
import { schema } from '../../src/graphql/schema.ts';

const DateTime = schema.getType('DateTime') as GraphQLScalarType<Date, string>;

test.each([
  ['2026-01-02T03:04:05Z', '2026-01-02T03:04:05.000Z'],
  ['2026-01-02t03:04:05z', '2026-01-02T03:04:05.000Z'],
  ['2026-01-02T03:04:05.6789Z', '2026-01-02T03:04:05.678Z'],
  ['2026-01-02T03:04:05.5+05:30', '2026-01-01T21:34:05.500Z'],
  ['0001-01-01T00:00:00Z', '0001-01-01T00:00:00.000Z'],
  ['9999-12-31T23:59:59.999Z', '9999-12-31T23:59:59.999Z'],
  ['2024-02-29T00:00:00Z', '2024-02-29T00:00:00.000Z'],
])('%s is answered as %s', (input, output) => {
  expect(DateTime.coerceOutputValue(DateTime.coerceInputValue(input))).toBe(output);
  expect(DateTime.parseLiteral?.({ kind: Kind.STRING, value: input }, undefined)?.toISOString()).toBe(output);
});

test.each([
  '2026-01-02T03:04:05',
  '2026-01-02',
  '2026-02-29T00:00:00Z',
  '2026-01-02T25:00:00Z',
  '2026-01-02 03:04:05Z',
  '0000-12-31T23:59:59Z',
  '0001-01-01T00:00:00+01:00',
  '9999-12-31T23:59:59-01:00',
  '+010000-01-01T00:00:00Z',
  '2026-01-02T03:04:05+99:99',
  'tomorrow',
  '',
  1_767_323_045_000,
  true,
])('%s is refused', (input) => {
  expect(() => DateTime.coerceInputValue(input)).toThrow('is not an instant');
});
