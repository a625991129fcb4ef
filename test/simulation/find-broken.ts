import { type SimulationOptions, type SimulationResult, simulate } from './simulation.ts';

/**
 * Every mutant is caught within 200 seeds. After a change to how calls are placed or settled, run thousands once:
 * `SIMULATION_SEEDS=3000`. `SIMULATION_FIRST_SEED` starts at another seed; a failing seed fails again.
 */
const seeds = Number(process.env['SIMULATION_SEEDS'] ?? 200);
const firstSeed = Number(process.env['SIMULATION_FIRST_SEED'] ?? 1);
/** On a machine that is busy with something else. */
export const TIMEOUT_MS = 600_000;

/** The first seed that breaks a promise; `null`: none does. */
export async function findBroken(
  options: Omit<SimulationOptions, 'seed'>,
): Promise<(SimulationResult & { seed: number }) | null> {
  for (let seed = firstSeed; seed < firstSeed + seeds; seed += 1) {
    const result = await simulate({ ...options, seed });
    if (result.broken) return { ...result, seed };
  }
  return null;
}
