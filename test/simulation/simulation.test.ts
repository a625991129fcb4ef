import { describe, expect, test } from 'vitest';
import { type SimulationOptions, type SimulationResult, simulate } from './simulation.ts';

/** `SIMULATION_SEEDS` more, or `SIMULATION_FIRST_SEED` other, seeds; a failing one happens again in the same way. */
const seeds = Number(process.env['SIMULATION_SEEDS'] ?? 1_000);
const firstSeed = Number(process.env['SIMULATION_FIRST_SEED'] ?? 1);

async function findBroken(
  options: Omit<SimulationOptions, 'seed'>,
): Promise<(SimulationResult & { seed: number }) | null> {
  for (let seed = firstSeed; seed < firstSeed + seeds; seed += 1) {
    const result = await simulate({ ...options, seed });
    if (result.broken) return { ...result, seed };
  }
  return null;
}

describe('every invariant holds, whatever happens', () => {
  for (const provider of ['findable', 'idempotent', 'neither', 'telling'] as const) {
    test(`where the provider is ${provider}`, async () => {
      const found = await findBroken({ provider });
      if (!found) return;
      const { seed, broken, trace } = found;
      throw new Error(`Seed ${seed}: ${broken?.message}\n${trace.slice(-80).join('\n')}`);
    });
  }

  test('in the same way for the same seed', async () => {
    const once = await simulate({ seed: 42, provider: 'neither' });
    expect(await simulate({ seed: 42, provider: 'neither' })).toEqual(once);
    expect(once.trace.length).toBeGreaterThan(100);
  });
});

describe('the simulation notices', () => {
  const rules = [
    ['a takeover that keeps the version', { noFencing: true }, [6]],
    ['a result that is written whatever the version', { recordWithoutVersion: true }, [6]],
    ['a request that leaves after the lease was lost', { noLeaseCheck: true }, [2, 3]],
    ['a feed that goes by the bare sequence', { bySequence: true }, [4]],
    ['an unknown outcome that nobody asks about', { neverAsk: true }, [2]],
    ['calls that are up and take no slot', { ignoreLiveCalls: true }, [2]],
    ['the end of a call that is concluded twice', { concludeWithoutVersion: true }, [1, 2, 3]],
  ] as const;
  for (const [what, broken, invariants] of rules) {
    test(what, async () => {
      const found = await findBroken({ provider: 'telling', broken });
      expect(invariants.map((number) => `Invariant ${number}`)).toContain(
        found?.broken?.message.split(':')[0],
      );
    });
  }
});
