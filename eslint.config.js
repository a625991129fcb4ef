import graphql from '@graphql-eslint/eslint-plugin';

/** Lints the public schema; everything else is biome's. */
export default [
  {
    files: ['schema.graphql'],
    languageOptions: {
      parser: graphql.parser,
      parserOptions: { graphQLConfig: { schema: './schema.graphql' } },
    },
    plugins: { '@graphql-eslint': graphql },
    rules: {
      ...graphql.configs['flat/schema-recommended'].rules,
      ...graphql.configs['flat/schema-relay'].rules,
      // By default it would refuse every plain list, such as `nodes`.
      '@graphql-eslint/relay-edge-types': [
        'error',
        { listTypeCanWrapOnlyEdgeType: false, shouldImplementNode: false },
      ],
      '@graphql-eslint/strict-id-in-types': [
        'error',
        {
          exceptions: {
            suffixes: ['Connection', 'Edge', 'Payload', 'Success', 'Error', 'Result', 'Stats'],
            // Values, not things: they have no identity that a client could keep them by.
            types: [
              'PageInfo',
              'ConcurrencyLimit',
              'Dispatcher',
              'ReminderCount',
              'ReminderStatusChange',
              'ReminderCallChange',
              'ValidationIssue',
              'Viewer',
            ],
          },
        },
      ],
      '@graphql-eslint/no-scalar-result-type-on-mutation': 'error',
      '@graphql-eslint/require-deprecation-date': 'error',
    },
  },
];
