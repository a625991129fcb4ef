import SchemaBuilder from '@pothos/core';
import type { GraphQLContext } from './context.ts';
import './field-rules.ts';

interface SchemaTypes {
  Context: GraphQLContext;
  DefaultFieldNullability: false;
  Scalars: {
    DateTime: { Input: Date; Output: Date };
    ID: { Input: string; Output: string };
    PhoneNumber: { Input: string; Output: string };
  };
}

/** What every file of the schema adds its types and fields to. */
export const builder = new SchemaBuilder<SchemaTypes>({
  plugins: ['fieldRules'],
  defaultFieldNullability: false,
});

builder.queryType({ description: 'What can be read.' });
builder.mutationType({
  description:
    'What can be changed. Every mutation takes one input. Where a caller can mend what is wrong, the answer is a union of the success and typed errors.',
});
builder.subscriptionType({
  description: 'What can be watched, over WebSocket (graphql-transport-ws) or server-sent events.',
});
