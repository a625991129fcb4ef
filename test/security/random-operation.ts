import fc from 'fast-check';
import {
  type GraphQLInputType,
  type GraphQLOutputType,
  getNamedType,
  isCompositeType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isObjectType,
  isScalarType,
} from 'graphql';
import { schema } from '../../src/graphql/schema.ts';

/** A random operation, mostly valid: fields of the schema, arguments of their types, aliases, directives. */
export const operation: fc.Arbitrary<string> = fc
  .tuple(
    fc.constantFrom('query', 'query', 'mutation'),
    fc.infiniteStream(fc.integer({ min: 0, max: 1_000_000 })),
  )
  .map(([kind, numbers]) => {
    const next = (below: number) => Number(numbers.next().value) % below;
    const root = kind === 'query' ? schema.getQueryType() : schema.getMutationType();
    return root ? `${kind} ${selection(root, next, 0)}` : '{ __typename }';
  });

type Next = (below: number) => number;

function selection(type: GraphQLOutputType, next: Next, depth: number): string {
  const named = getNamedType(type);
  if (!isCompositeType(named)) return '';
  if (!isObjectType(named)) {
    const [some] = pick(schema.getPossibleTypes(named), 1, next);
    return `{ __typename ... on ${some?.name} ${some ? selection(some, next, depth + 1) : ''} }`;
  }
  // Tokens are not made at random: the first would keep everybody else out.
  const fields = Object.values(named.getFields()).filter(({ name }) => name !== 'createApiToken');
  const some = depth > 5 ? [] : pick(fields, 1 + next(4), next);
  const parts = some.map((field, index) => {
    const args = field.args.filter((argument) => isNonNullType(argument.type) || next(3) === 0);
    const given = args.map((argument) => `${argument.name}: ${value(argument.type, next, 0)}`);
    const alias = next(4) === 0 ? `a${index}: ` : '';
    const directive = next(8) === 0 ? ` @include(if: ${next(2) === 0})` : '';
    return `${alias}${field.name}${given.length > 0 ? `(${given.join(', ')})` : ''}${directive} ${selection(field.type, next, depth + 1)}`;
  });
  return `{ __typename ${parts.join(' ')} }`;
}

const strings = [
  '',
  'x',
  '+14155550123',
  '+1 415',
  '\u0000',
  '\ud800',
  "'; drop table reminders; --",
  '%_\\',
  '😀',
  'UmVtaW5kZXI6',
  'MDow',
];
const times = [
  '2030-01-01T00:00:00Z',
  '0001-01-01T00:00:00Z',
  '9999-12-31T23:59:59.999Z',
  'yesterday',
  '2030-02-30T00:00:00Z',
];
const numbers = [0, 1, -1, 100, 101, 2_147_483_647, -2_147_483_648, 2_147_483_648, 0.5];

function value(type: GraphQLInputType, next: Next, depth: number): string {
  if (isNonNullType(type)) return value(type.ofType, next, depth);
  if (next(10) === 0) return 'null';
  if (isListType(type))
    return `[${Array.from({ length: next(4) }, () => value(type.ofType, next, depth + 1)).join(', ')}]`;
  if (isEnumType(type)) return String(pick(type.getValues(), 1, next)[0]?.name);
  if (isInputObjectType(type)) {
    const fields = Object.values(type.getFields()).filter(
      (field) => isNonNullType(field.type) || next(2) === 0,
    );
    return `{ ${fields.map((field) => `${field.name}: ${value(field.type, next, depth + 1)}`).join(', ')} }`;
  }
  if (!isScalarType(type)) return 'null';
  const any = (list: readonly unknown[]) => JSON.stringify(list[next(list.length)]);
  if (type.name === 'Int') return any(numbers);
  if (type.name === 'DateTime') return any(times);
  if (type.name === 'Boolean') return String(next(2) === 0);
  return any(strings);
}

function pick<T>(list: readonly T[], count: number, next: Next): T[] {
  return Array.from({ length: Math.min(count, list.length) }, () => list[next(list.length)] as T);
}

/** JSON of whatever it is, big integers as text. */
export function safeJson(thing: unknown): string {
  return JSON.stringify(thing, (_key, each) => (typeof each === 'bigint' ? String(each) : each)) ?? 'null';
}

const repeated = (count: number, text: (index: number) => string) =>
  Array.from({ length: count }, (_, index) => text(index)).join(',');

/** JSON that repeats a value many times over, in each of the ways that JSON has. */
const widened = {
  list: (count: number, value: string) => `[${repeated(count, () => value)}]`,
  keys: (count: number, value: string) => `{${repeated(count, (index) => `"k${index}":${value}`)}}`,
  objects: (count: number, value: string) => `[${repeated(count, (index) => `{"${index}":${value}}`)}]`,
  nested: (count: number, value: string) => `${'[{"k":'.repeat(count)}${value}${'}]'.repeat(count)}`,
  text: (count: number, value: string) => JSON.stringify(value.repeat(count)),
  key: (count: number, value: string) => `{"${'k'.repeat(count)}":${value}}`,
} as const;

const narrow = fc.constantFrom('1', 'null', '"x"', '{}', '[]', '{"status":["FAILED"]}', '["FAILED"]');
const ways = fc.constantFrom(...Object.values(widened));
const width = fc.oneof(fc.integer({ min: 1, max: 200 }), fc.integer({ min: 1, max: 30_000 }));
const wide = fc.tuple(ways, width, narrow).map(([widen, count, value]) => widen(count, value));
/** Twice: hardly more in all, since both multiply. */
const wider = fc
  .tuple(ways, fc.integer({ min: 1, max: 150 }), ways, fc.integer({ min: 1, max: 150 }), narrow)
  .map(([outer, count, inner, times, value]) => outer(count, inner(times, value)));

/** The variables of an operation as JSON, from narrow to far wider than any input of the schema. */
export const wideVariables: fc.Arbitrary<string> = fc
  .tuple(fc.constantFrom('f', 'ids', 'id', 'unknown'), fc.oneof(wide, wider))
  .map(([name, value]) => `{"ids":[],"id":"x","${name}":${value}}`);
