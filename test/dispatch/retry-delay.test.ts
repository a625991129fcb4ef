import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { retryDelayMs } from '../../src/dispatch/retry-delay.ts';

const failures = fc.integer({ min: 1, max: 200 });
const firstMs = fc.integer({ min: 1, max: 86_400_000 });
const maxMs = fc.integer({ min: 1, max: 86_400_000 });
const chance = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
const uncapped = Number.MAX_VALUE;

describe('retryDelayMs', () => {
  test('doubles with each failure', () => {
    const delays = [1, 2, 3, 4, 5].map((n) => retryDelayMs(n, { firstMs: 60_000, maxMs: uncapped }, () => 0));
    expect(delays).toEqual([60_000, 120_000, 240_000, 480_000, 960_000]);
  });

  test('is never more than the cap', () => {
    fc.assert(
      fc.property(failures, firstMs, maxMs, chance, (n, first, max, random) => {
        expect(retryDelayMs(n, { firstMs: first, maxMs: max }, () => random)).toBeLessThanOrEqual(max);
      }),
    );
  });

  test('is never less than the first wait, unless the cap is', () => {
    fc.assert(
      fc.property(failures, firstMs, maxMs, chance, (n, first, max, random) => {
        const delay = retryDelayMs(n, { firstMs: first, maxMs: max }, () => random);
        expect(delay).toBeGreaterThanOrEqual(Math.min(first, max));
      }),
    );
  });

  test('adds up to 10 % by chance, and uses the whole of it', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 20 }), firstMs, chance, (n, first, random) => {
        const policy = { firstMs: first, maxMs: uncapped };
        const without = retryDelayMs(n, policy, () => 0);
        const added = retryDelayMs(n, policy, () => random) / without - 1;
        expect(added).toBeCloseTo(random * 0.1, 6);
      }),
    );
  });

  test('is finite however often an attempt failed', () => {
    expect(retryDelayMs(2_000, { firstMs: 60_000, maxMs: 900_000 }, () => 0.5)).toBe(900_000);
  });

  test('is nothing where no wait is configured', () => {
    expect(retryDelayMs(3, { firstMs: 0, maxMs: 900_000 }, () => 0.9)).toBe(0);
  });
});
