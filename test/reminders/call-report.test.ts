import { describe, expect, test } from 'vitest';
import { callStatuses, goesForward } from '../../src/reminders/call-report.ts';

describe('the status of a call', () => {
  test('goes forwards only, over what may be left out, and never leaves its end', () => {
    for (const [i, before] of callStatuses.entries()) {
      for (const [j, after] of callStatuses.entries()) expect(goesForward(before, after)).toBe(j > i);
    }
    expect(callStatuses.at(-1)).toBe('ended');
    for (const status of callStatuses) expect(goesForward(null, status)).toBe(true);
  });
});
