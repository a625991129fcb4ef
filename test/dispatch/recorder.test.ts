import { describe, expect, test } from 'vitest';
import { createRecorder } from '../../src/dispatch/recorder.ts';
import type { DispatchStore } from '../../src/reminders/dispatch-store.ts';
import type { Settlement } from '../../src/reminders/settlement.ts';
import { placed } from '../support/call-outcomes.ts';
import { createManualClock } from '../support/manual-clock.ts';
import { createTestLog } from '../support/test-log.ts';
import { waitFor } from '../support/wait-for.ts';

function settlement(attemptId: string): Settlement {
  const nothing = { callSid: null, failureReason: null, nextAttemptInMs: null, callMayLastMs: null };
  return {
    reminderId: `of ${attemptId}`,
    version: 2,
    attemptId,
    outcome: placed(),
    status: 'completed',
    retryCount: 1,
    freeAttempts: 0,
    ...nothing,
  };
}

function setUp(record: (attemptIds: string[]) => Promise<string[]>) {
  const clock = createManualClock();
  const log = createTestLog();
  const store = {
    record: async (settlements: readonly Settlement[]) => ({
      staleAttemptIds: await record(settlements.map(({ attemptId }) => attemptId)),
    }),
  } as Partial<DispatchStore> as DispatchStore;
  return { clock, log, recorder: createRecorder({ store, clock, log }) };
}

describe('a recorder', () => {
  test('writes at once, and what comes while it writes as the next batch', async () => {
    const batches: string[][] = [];
    const mayEnd = Promise.withResolvers<void>();
    const { clock, recorder } = setUp(async (ids) => {
      batches.push(ids);
      await mayEnd.promise;
      return [];
    });
    const all = Promise.all(['a', 'b', 'c'].map((id) => recorder.record(settlement(id))));
    expect(batches).toEqual([['a']]);
    mayEnd.resolve();
    await waitFor(() => expect(clock.pending()).toEqual([5]));
    clock.advance(5);
    await all;
    expect(batches).toEqual([['a'], ['b', 'c']]);
  });

  test('writes what comes by itself at once, and what comes right after it together a moment later', async () => {
    const batches: string[][] = [];
    const { clock, recorder } = setUp(async (ids) => {
      batches.push(ids);
      return [];
    });
    await recorder.record(settlement('a'));
    clock.advance(5);
    await recorder.record(settlement('b'));
    clock.advance(2);
    const others = Promise.all(['c', 'd'].map((id) => recorder.record(settlement(id))));
    expect(clock.pending()).toEqual([3]);
    expect(batches).toEqual([['a'], ['b']]);
    clock.advance(3);
    await others;
    expect(batches).toEqual([['a'], ['b'], ['c', 'd']]);
  });

  test('writes large numbers in batches of 200', async () => {
    const sizes: number[] = [];
    const { clock, recorder } = setUp(async (ids) => {
      sizes.push(ids.length);
      return [];
    });
    const all = Promise.all(
      Array.from({ length: 501 }, (_, index) => recorder.record(settlement(String(index)))),
    );
    // What fills a batch waits for nothing.
    await waitFor(() => expect(clock.pending()).toEqual([5]));
    clock.advance(5);
    await all;
    expect(sizes).toEqual([1, 200, 200, 100]);
  });

  test('keeps outcomes while the database is away, tries ever less often, and writes each once', async () => {
    let isAway = true;
    const written: string[] = [];
    const { clock, recorder } = setUp(async (ids) => {
      if (isAway) throw new Error('Away');
      written.push(...ids);
      return [];
    });
    const recorded = Promise.all(['a', 'b'].map((id) => recorder.record(settlement(id))));
    const waits: number[] = [];
    for (let failures = 0; failures < 7; failures++) {
      await waitFor(() => expect(clock.pending()).toHaveLength(1));
      waits.push(clock.pending()[0] as number);
      if (failures === 6) isAway = false;
      clock.advance(2_000);
    }
    await waitFor(() => expect(clock.pending()).toEqual([5]));
    clock.advance(5);
    await recorded;
    expect(waits).toEqual([100, 200, 400, 800, 1_600, 2_000, 2_000]);
    expect(written.toSorted()).toEqual(['a', 'b']);
  });

  test('tells of a stale result, but not after a writing that failed and may have stood', async () => {
    let fail = false;
    const { clock, log, recorder } = setUp(async (ids) => {
      if (fail) {
        fail = false;
        throw new Error('Away');
      }
      return ids;
    });
    expect(await recorder.record(settlement('a'))).toBe(false);
    expect(log.lines).toMatchObject([{ level: 'warn', event: 'attempt.stale' }]);
    clock.advance(5);
    fail = true;
    const second = recorder.record(settlement('b'));
    await waitFor(() => expect(clock.pending()).toHaveLength(1));
    clock.advance(100);
    await second;
    expect(log.lines.map(({ event }) => event)).toEqual(['attempt.stale', 'record.failed']);
  });

  test('lets no row that cannot be stored hold up the others', async () => {
    const written: string[] = [];
    const { clock, recorder } = setUp(async (ids) => {
      if (ids.includes('bad')) throw new Error('No such character');
      written.push(...ids);
      return [];
    });
    void recorder.record(settlement('bad'));
    const others = Promise.all(['a', 'b', 'c'].map((id) => recorder.record(settlement(id))));
    await waitFor(() => expect(clock.pending()).toHaveLength(1));
    clock.advance(100);
    await others;
    expect(written).toEqual(['a', 'b', 'c']);
  });
});
