import type { CodegenConfig } from '@graphql-codegen/cli';

const config: CodegenConfig = {
  schema: './schema.graphql',
  documents: './src/client/operations/*.graphql',
  importExtension: '.ts',
  generates: {
    './src/client/generated/': {
      preset: 'client',
      presetConfig: { fragmentMasking: false },
      config: {
        documentMode: 'string',
        enumsAsTypes: true,
        useTypeImports: true,
        strictScalars: true,
        scalars: {
          // JSON writes a Date as the server reads it.
          DateTime: { input: 'Date | string', output: 'string' },
          ID: 'string',
          PhoneNumber: 'string',
        },
      },
    },
  },
};

export default config;
