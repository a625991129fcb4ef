import type { Clock } from '../clock.ts';

/** How many answers are remembered: enough to hold a quick one, few enough that a clock set back is believed soon. */
const SAMPLES = 8;

/** The database's clock, as this process knows it: behind by what the quickest answer took to arrive, never ahead. */
export interface DatabaseClock {
  /** Milliseconds since 1970, with fractions. Before any answer: by this machine's clock. */
  nowMs(): number;
  /** An answer arrived just now that says which time it was in the database when it was written. */
  note(databaseMs: number): void;
}

export function createDatabaseClock(clock: Clock): DatabaseClock {
  // Each answer's time, less this process's at its arrival. The largest took the least time on its way.
  const leadsMs: number[] = [];

  return {
    nowMs: () => (leadsMs.length === 0 ? clock.wallMs() : clock.monotonicMs() + Math.max(...leadsMs)),
    note(databaseMs) {
      leadsMs.push(databaseMs - clock.monotonicMs());
      if (leadsMs.length > SAMPLES) leadsMs.shift();
    },
  };
}
