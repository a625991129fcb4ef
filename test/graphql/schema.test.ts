import { readFile } from 'node:fs/promises';
import {
  buildSchema,
  type GraphQLNamedType,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isObjectType,
  isUnionType,
  print,
} from 'graphql';
import { describe, expect, test } from 'vitest';
import { printedSchema } from '../../src/graphql/print-schema.ts';
import { schema } from '../../src/graphql/schema.ts';

const read = (path: string) => readFile(new URL(path, import.meta.url), 'utf8');
const ownTypes = Object.values(schema.getTypeMap()).filter(({ name }) => !name.startsWith('__'));
const standardScalars = ['String', 'Int', 'Float', 'Boolean', 'ID'];

test('schema.graphql is what the code means; `npm run schema` writes it', async () => {
  expect(await read('../../schema.graphql')).toBe(printedSchema());
});

describe('the schema contains the contract', async () => {
  const contract = buildSchema(await read('./core.graphql'));
  // Read back from its text, so that both sides are built alike.
  const own = buildSchema(printedSchema());
  const types = Object.values(contract.getTypeMap()).filter(({ name }) => !name.startsWith('__'));
  test.each(types.map((type) => [type.name, type] as const))('%s', (name, type) => {
    const ownType = own.getType(name);
    expect(ownType?.astNode?.kind).toBe(type.astNode?.kind);
    expect(membersOf(ownType as GraphQLNamedType)).toEqual(expect.arrayContaining(membersOf(type)));
  });
});

describe('has a description', () => {
  const documented = ownTypes.filter(({ name }) => !standardScalars.includes(name));
  test.each(documented.map((type) => [type.name, type] as const))(
    '%s and all that is in it',
    (_name, type) => {
      expect(undescribed(type)).toEqual([]);
    },
  );
});

/** Every field, argument, value, member and interface of a type, each as one line that names its type. */
function membersOf(type: GraphQLNamedType): string[] {
  if (isEnumType(type)) return type.getValues().map(({ name }) => name);
  if (isUnionType(type)) return type.getTypes().map(({ name }) => name);
  if (isInputObjectType(type)) {
    return Object.values(type.getFields()).map(({ name, type, astNode }) => {
      const value = astNode?.defaultValue;
      return value ? `${name}: ${type} = ${print(value)}` : `${name}: ${type}`;
    });
  }
  if (!isObjectType(type) && !isInterfaceType(type)) return [];
  const fields = Object.values(type.getFields()).flatMap((field) => [
    `${field.name}: ${field.type}`,
    ...field.args.map((argument) => `${field.name}(${argument.name}: ${argument.type})`),
  ]);
  return [...fields, ...type.getInterfaces().map(({ name }) => `implements ${name}`)];
}

function undescribed(type: GraphQLNamedType): string[] {
  const missing = type.description ? [] : [type.name];
  if (isEnumType(type))
    missing.push(
      ...type
        .getValues()
        .filter((value) => !value.description)
        .map(String),
    );
  if (!isInputObjectType(type) && !isObjectType(type) && !isInterfaceType(type)) return missing;
  for (const field of Object.values(type.getFields())) {
    if (!field.description) missing.push(`${type.name}.${field.name}`);
    for (const argument of 'args' in field ? field.args : []) {
      if (!argument.description) missing.push(`${type.name}.${field.name}(${argument.name})`);
    }
  }
  return missing;
}
