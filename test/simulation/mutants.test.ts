import { describe, expect, test } from 'vitest';
import { findBroken, TIMEOUT_MS } from './find-broken.ts';
import { mutants } from './mutants.ts';

describe('the simulation notices', () => {
  test.each(mutants)(
    '$what',
    async ({ kind, mutant, broken, promises }) => {
      const options = { kind, ...(mutant && { mutant }), ...(broken && { broken }) };
      const found = await findBroken(options, 200);
      expect(promises).toContain(found?.broken?.promised);
    },
    TIMEOUT_MS,
  );
});
