import { describe, expect, test } from 'vitest';
import { createDatabaseClock } from '../../src/dispatch/database-clock.ts';
import { createManualClock } from '../support/manual-clock.ts';

describe("the database's clock, as an instance knows it,", () => {
  /** A database that is an hour ahead of this machine, and whose answers take their time. */
  function setUp() {
    const clock = createManualClock();
    const databaseClock = createDatabaseClock(clock);
    const trueMs = () => clock.wallMs() + 3_600_000;
    const answer = (tookMs: number) => {
      const writtenMs = trueMs();
      clock.advance(tookMs);
      databaseClock.note(writtenMs);
    };
    return { clock, databaseClock, trueMs, answer };
  }

  test("is this machine's until the database has answered", () => {
    const { clock, databaseClock } = setUp();
    expect(databaseClock.nowMs()).toBe(clock.wallMs());
  });

  test('goes on between answers', () => {
    const { clock, databaseClock, trueMs, answer } = setUp();
    answer(0);
    clock.advance(5_000.25);
    expect(databaseClock.nowMs()).toBe(trueMs());
  });

  test('goes by the quickest answer and is never ahead', () => {
    const { clock, databaseClock, trueMs, answer } = setUp();
    for (const tookMs of [40, 2, 90, 30]) {
      answer(tookMs);
      expect(databaseClock.nowMs()).toBeLessThanOrEqual(trueMs());
      clock.advance(1_000);
    }
    expect(trueMs() - databaseClock.nowMs()).toBeCloseTo(2, 3);
  });

  test('believes a clock that was set back once the answers before that are forgotten', () => {
    const { databaseClock, trueMs, answer } = setUp();
    answer(0);
    for (let n = 0; n < 8; n += 1) databaseClock.note(trueMs() - 10_000);
    expect(databaseClock.nowMs()).toBe(trueMs() - 10_000);
  });
});
