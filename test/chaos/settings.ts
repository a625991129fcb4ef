import { createRandom } from '../simulation/random.ts';

export interface ChaosOptions {
  readonly seconds: number;
  readonly instances: number;
  readonly format: 'message' | 'call';
  readonly isIdempotent: boolean;
  readonly seed: number;
  /** Reminders a second. */
  readonly rate: number;
  /** Whether the provider stands still at times. */
  readonly providerStalls: boolean;
  /** Where each process's log is kept; `null`: nowhere. */
  readonly logs: string | null;
}

/** Durations of one run, drawn from its seed, in milliseconds. */
export interface ChaosSettings {
  /** VAPI_TIMEOUT_SECONDS: 1 to 60 s, half of all below 8 s, so that most runs end within two minutes. */
  readonly timeoutMs: number;
  /** VAPI_GRACE_SECONDS. */
  readonly graceMs: number;
  /** How long a new call is missing in the provider's lists: well below the grace, also on a busy machine. */
  readonly listLagMs: number;
  readonly leaseMs: number;
  readonly heartbeatMs: number;
  readonly retryMinMs: number;
  readonly retryMaxMs: number;
  readonly concurrency: number;
  readonly rescueBoundMs: number;
  readonly recoveryBoundMs: number;
  /** How long to wait for the next reminder to end, after the last fault. */
  readonly drainMs: number;
}

const LONGEST_TIMEOUT_S = 60;
/** Tries of one attempt: the default of MAX_RETRY_ATTEMPTS. */
const TRIES = 3;
/** The machine may be busy with something else. */
const NOISE_MS = 1_000;
/** Two look-ups, each of all calls around the attempt. */
const LOOKUPS_MS = 5_000;

export function drawSettings({ seed, format }: ChaosOptions): ChaosSettings {
  const random = createRandom(seed);
  const timeoutMs = Math.round(10 * LONGEST_TIMEOUT_S ** random.next()) * 100;
  const graceMs = random.whole(15, 30) * 100;
  const leaseMs = 3_000;
  const retryMaxMs = 500;
  const rescueBoundMs = leaseMs + 2_000 + NOISE_MS;
  return {
    timeoutMs,
    graceMs,
    listLagMs: random.whole(0, graceMs / 3),
    leaseMs,
    heartbeatMs: 500,
    retryMinMs: 100,
    retryMaxMs,
    concurrency: 10,
    rescueBoundMs,
    // "No such call" is believed when it was answered twice, a grace apart, the first a timeout after the rescue.
    recoveryBoundMs: rescueBoundMs + (format === 'call' ? timeoutMs + graceMs + LOOKUPS_MS : 0),
    drainMs: 30_000 + TRIES * (timeoutMs + 2 * graceMs + retryMaxMs),
  };
}
