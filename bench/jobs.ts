/** One call to place, however a contender stores it. */
export interface Job {
  readonly key: string;
  /** E.164; none of the numbers that the simulator scripts. */
  readonly to: string;
  /** Unique, and says when it is due, so that the receiver knows how late it came. */
  readonly text: string;
  /** Milliseconds since 1970; `null`: at once. */
  readonly dueAtMs: number | null;
}

let made = 0;

export function makeJob(dueAtMs: number | null): Job {
  made += 1;
  return {
    key: `bench-${made}`,
    to: `+1415${2_000_000 + (made % 3_000_000)}`,
    text: `Job ${made} is due at ${dueAtMs ?? 'once'}.`,
    dueAtMs,
  };
}

export const makeJobs = (count: number, dueAtMs: (index: number) => number | null): Job[] =>
  Array.from({ length: count }, (_, index) => makeJob(dueAtMs(index)));
