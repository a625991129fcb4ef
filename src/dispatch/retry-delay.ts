export interface RetryDelayPolicy {
  /** The wait after the first failed attempt, in milliseconds. */
  readonly firstMs: number;
  /** No wait is longer, in milliseconds. */
  readonly maxMs: number;
}

/** Doubles with each failure, up to 10 % more by chance so that a crowd spreads out, and is capped. `failures` ≥ 1. */
export function retryDelayMs(
  failures: number,
  { firstMs, maxMs }: RetryDelayPolicy,
  random: () => number,
): number {
  const doubled = firstMs * 2 ** (failures - 1);
  return Math.min(maxMs, doubled * (1 + random() * 0.1));
}
