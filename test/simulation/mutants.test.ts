import { describe, expect, test } from 'vitest';
import { findBroken, TIMEOUT_MS } from './find-broken.ts';
import { mutants } from './mutants.ts';

describe('the simulation notices', () => {
  test.each(mutants)(
    '$what',
    async ({ kind, mutant, broken, promises }) => {
      const found = await findBroken({ kind, ...(mutant && { mutant }), ...(broken && { broken }) });
      expect(promises).toContain(found?.broken?.promised);
    },
    TIMEOUT_MS,
  );
});
