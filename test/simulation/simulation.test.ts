import { describe, expect, test } from 'vitest';
import { mutants } from './mutants.ts';
import { kinds, type SimulationOptions, type SimulationResult, simulate } from './simulation.ts';

/**
 * `SIMULATION_SEEDS` more, or `SIMULATION_FIRST_SEED` other, seeds; a failing one happens again in the same way. With 500
 * a kind takes less than a minute on two cores.
 */
const seeds = Number(process.env['SIMULATION_SEEDS'] ?? 500);
const firstSeed = Number(process.env['SIMULATION_FIRST_SEED'] ?? 1);
/** On a machine that is busy with something else. */
const TIMEOUT_MS = 600_000;

async function findBroken(
  options: Omit<SimulationOptions, 'seed'>,
): Promise<(SimulationResult & { seed: number }) | null> {
  for (let seed = firstSeed; seed < firstSeed + seeds; seed += 1) {
    const result = await simulate({ ...options, seed });
    if (result.broken) return { ...result, seed };
  }
  return null;
}

describe('every promise is kept, whatever happens', () => {
  for (const kind of Object.keys(kinds) as (keyof typeof kinds)[]) {
    test(
      `where Vapi is used by "${kind}"`,
      async () => {
        const found = await findBroken({ kind });
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
