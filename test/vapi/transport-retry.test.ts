import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { transportRetryDelayMs } from '../../src/vapi/transport-retry.ts';

const defaults = { minMs: 2_000, maxMs: 30_000 };

describe('transportRetryDelayMs', () => {
  test('waits 2, 2, 4, 8, 16, 30, 30 s by default', () => {
    const delays = [1, 2, 3, 4, 5, 6, 7].map((n) => transportRetryDelayMs(n, defaults));
    expect(delays).toEqual([2_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000]);
  });

  test('stays within its bounds however often a call is tried', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 5_000 }), fc.nat(300_000), fc.nat(300_000), (n, a, b) => {
        const policy = { minMs: Math.min(a, b), maxMs: Math.max(a, b) };
        const delay = transportRetryDelayMs(n, policy);
        expect(delay).toBeGreaterThanOrEqual(policy.minMs);
        expect(delay).toBeLessThanOrEqual(policy.maxMs);
      }),
    );
  });

  test('doubles between its bounds', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 40 }), (n) => {
        const policy = { minMs: 0, maxMs: Number.MAX_VALUE };
        expect(transportRetryDelayMs(n + 1, policy)).toBe(2 * transportRetryDelayMs(n, policy));
      }),
    );
  });
});
