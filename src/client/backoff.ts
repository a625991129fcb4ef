const FIRST_MS = 250;

/**
 * How long to wait after so many failures in a row, in milliseconds: doubling from a quarter of a second up to the
 * longest, less up to a half by chance, so that clients that were cut off together do not come back together.
 */
export function backoffMs(failures: number, longestMs: number, random: () => number = Math.random): number {
  const fullMs = Math.min(longestMs, FIRST_MS * 2 ** (failures - 1));
  return fullMs * (1 - random() / 2);
}
