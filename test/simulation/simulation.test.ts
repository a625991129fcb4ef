import { describe, expect, test } from 'vitest';
import { findBroken, TIMEOUT_MS } from './find-broken.ts';
import { kinds, simulate } from './simulation.ts';

describe('every promise is kept, whatever happens', () => {
  for (const kind of Object.keys(kinds) as (keyof typeof kinds)[]) {
    test(
      `where Vapi is used by "${kind}"`,
      async () => {
        const found = await findBroken({ kind }, 100);
        if (!found) return;
        const { seed, broken, trace } = found;
        throw new Error(`Seed ${seed}: ${broken?.message}\n${trace.slice(-80).join('\n')}`);
      },
      TIMEOUT_MS,
    );
  }

  test('in the same way for the same seed', async () => {
    const once = await simulate({ seed: 42, kind: 'message' });
    expect(await simulate({ seed: 42, kind: 'message' })).toEqual(once);
    expect(once.trace.length).toBeGreaterThan(100);
  });
});
