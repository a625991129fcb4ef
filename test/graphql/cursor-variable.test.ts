import { type OperationDefinitionNode, parse, type SubscriptionOperationDefinitionNode } from 'graphql';
import { expect, test } from 'vitest';
import { variablesOfResults } from '../../src/graphql/cursor-variable.ts';

const left = (text: string) => {
  const document = parse(text);
  const operation = document.definitions[0] as OperationDefinitionNode;
  const variables = { after: 'a cursor', filter: null };
  return variablesOfResults(document, operation as SubscriptionOperationDefinitionNode, variables);
};

test('the variable of `after` makes no difference to results', () => {
  expect(left('subscription ($after: String) { changed(after: $after) { status } }')).toEqual({
    filter: null,
  });
});

test.each([
  [
    'a field below uses too',
    'subscription ($after: String) { changed(after: $after) { old(than: $after) } }',
  ],
  [
    'a fragment uses too',
    'subscription ($after: String) { changed(after: $after) { ...F } } fragment F on C { old(than: $after) }',
  ],
  ['a directive uses', 'subscription ($after: Boolean!) { changed { status @include(if: $after) } }'],
  [
    'another argument has',
    'subscription ($after: String) { changed(filter: { search: $after }) { status } }',
  ],
  [
    'a fragment at the root has',
    'subscription ($after: String) { ...R } fragment R on S { changed(after: $after) { status } }',
  ],
])('one that %s stays', (_why, text) => {
  expect(left(text)).toEqual({ after: 'a cursor', filter: null });
});
