export interface TransportRetryPolicy {
  /** No wait is shorter, in milliseconds. */
  readonly minMs: number;
  /** No wait is longer, in milliseconds. */
  readonly maxMs: number;
}

/** The wait after try `n` ≥ 1 of one attempt: 1 s, doubling, held within the bounds. */
export function transportRetryDelayMs(n: number, { minMs, maxMs }: TransportRetryPolicy): number {
  return Math.min(maxMs, Math.max(minMs, 1_000 * 2 ** (n - 1)));
}
