import { createSimulator, type SimulatorOptions } from '../../src/vapi/simulator/simulator.ts';
import { createRandom } from '../simulation/random.ts';
import type { Interval } from './evidence.ts';
import type { Measured } from './provider.ts';

const LOOK_MS = 50;
/** Above what a busy machine does to a timer. */
const STALL_MS = 400;

/** The provider of a chaos run, alone in its process so that it can be stopped by a signal. */
const { seed, ...options } = JSON.parse(process.argv[2] ?? '') as SimulatorOptions & {
  readonly seed: number;
};
const simulator = await createSimulator({ ...options, random: createRandom(seed).next });

const stalls: Interval[] = [];
let lastMs = Date.now();
setInterval(() => {
  const nowMs = Date.now();
  if (nowMs - lastMs > STALL_MS) stalls.push({ fromMs: lastMs, toMs: nowMs });
  lastMs = nowMs;
}, LOOK_MS);

process.on('message', () => {
  const measured: Measured = { mostCallsUp: simulator.callsUp().most, stalls };
  process.send?.(measured);
});
process.on('disconnect', () => process.exit());
process.send?.({ url: simulator.url, ledgerUrl: simulator.ledgerUrl });
