import { type SimulationOptions, type SimulationResult, simulate } from './simulation.ts';

/**
 * `SIMULATION_SEEDS` more, or `SIMULATION_FIRST_SEED` other, seeds; a failing one happens again in the same way. With 150
 * every mutant is caught; who changes how calls are placed or settled runs some thousands once.
 */
const seeds = Number(process.env['SIMULATION_SEEDS'] ?? 150);
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
