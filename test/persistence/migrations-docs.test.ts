import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { migrationsList } from '../../src/persistence/migrate.ts';

const page = readFileSync(new URL('../../docs/operations.md', import.meta.url), 'utf8');

test('docs/operations.md says of each migration whether it is safe beside the version before', () => {
  const rows = [...page.matchAll(/^\| `(migration-[\w-]+)` \| \S[^|]* \| \S[^|]* \|$/gm)].map(
    ([, name]) => name,
  );
  expect(rows).toEqual(migrationsList.map(({ name }) => name));
});
