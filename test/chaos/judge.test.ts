import { describe, expect, test } from 'vitest';
import type { Evidence, KeptAttempt } from './evidence.ts';
import { judge } from './judge.ts';

const attempt = (overrides: Partial<KeptAttempt> = {}): KeptAttempt => ({
  token: 'a',
  instanceId: 'i1',
  outcome: 'placed',
  reason: null,
  startedMs: 1_000,
  finishedMs: 1_100,
  ...overrides,
});
const changes = ['scheduled', 'dispatching', 'completed'].map((status, index) => ({
  cursor: `c${index}`,
  token: 'a',
  status,
}));
const good: Evidence = {
  format: 'message',
  isIdempotent: false,
  concurrency: 1,
  mostCallsUp: null,
  acknowledged: [{ token: 'a', scheduledMs: 1_000 }],
  reminders: [{ token: 'a', status: 'completed', retryCount: 1, maxRetryAttempts: 3 }],
  attempts: [attempt()],
  calls: [{ token: 'a', atMs: 1_050 }],
  unanswered: [],
  changes,
  subscribers: [{ name: 's', seen: changes, connections: 1 }],
  kills: [],
  disturbances: [],
  recoveryBoundMs: 5_000,
};
const twice = [
  { token: 'a', atMs: 1_050 },
  { token: 'a', atMs: 2_050 },
];
const unknownThenPlaced = [attempt({ outcome: 'unknown' }), attempt({ startedMs: 2_000, finishedMs: 2_100 })];
const kill = { name: 'one', atMs: 1_050, instanceIds: ['i1'] };

describe('the judge of chaos', () => {
  test('finds nothing where all is well', () => {
    expect(judge(good)).toEqual({ findings: [], exceptions: [], recoveriesMs: [] });
  });

  test.each<[string, Partial<Evidence>, string]>([
    ['a reminder that is gone', { reminders: [], calls: [] }, 'Lost: a was acknowledged'],
    [
      'one that is due for ever',
      { reminders: [{ ...good.reminders[0], status: 'scheduled' } as never] },
      'Lost',
    ],
    ['one that is completed and never rang', { calls: [] }, 'Lost: a is completed and never rang'],
    [
      'one that failed for nothing',
      { reminders: [{ token: 'a', status: 'failed', retryCount: 1, maxRetryAttempts: 3 }] },
      'Lost: a failed with budget left',
    ],
    ['one that rang early', { calls: [{ token: 'a', atMs: 990 }] }, 'Early: a rang 10.0 ms'],
    ['one that rang twice', { calls: twice }, 'Twice: a rang 2 times'],
    [
      'one that rang twice though the provider could be asked',
      { calls: twice, format: 'call', attempts: unknownThenPlaced },
      'Twice: a rang 2 times',
    ],
    [
      'one that rang more often than it was unknown',
      { calls: [...twice, { token: 'a', atMs: 3_000 }], attempts: unknownThenPlaced },
      'Twice: a rang 3 times',
    ],
    [
      'one that rang twice though the provider knows its key',
      { calls: twice, isIdempotent: true, attempts: unknownThenPlaced },
      'Twice: a rang 2 times',
    ],
    [
      'one that rang twice and was never acknowledged',
      { acknowledged: [], calls: twice },
      'Twice: a rang 2 times',
    ],
    ['one that rang without an attempt', { attempts: [] }, 'Unrecorded: a rang without an attempt'],
    ['a phone that rang for nobody', { calls: [...good.calls, { token: 'b', atMs: 1 }] }, 'Unrecorded: b'],
    [
      'too many at once',
      { attempts: [attempt(), attempt({ startedMs: 1_099, finishedMs: 1_200, outcome: 'refused' })] },
      'Concurrency: 2 attempts',
    ],
    ['too many calls up', { mostCallsUp: 2 }, 'Concurrency: 2 calls'],
    [
      'a change that was missed',
      { subscribers: [{ name: 's', seen: changes.slice(1), connections: 1 }] },
      'Feed: s was told 2 of 3',
    ],
    [
      'a change that was told twice',
      { subscribers: [{ name: 's', seen: [...changes, changes[2] as never], connections: 1 }] },
      'Feed: s was told 1 changes twice',
    ],
    [
      'changes out of order',
      { subscribers: [{ name: 's', seen: changes.toReversed(), connections: 1 }] },
      'Feed: s was told change 0 out of order',
    ],
    [
      'a slow recovery',
      { kills: [kill], attempts: [attempt({ finishedMs: 7_000 })] },
      'Recovery: took 6.0 s',
    ],
  ])('finds %s', (_, change, finding) => {
    expect(judge({ ...good, ...change }).findings).toEqual([expect.stringContaining(finding)]);
  });

  test('lists what rang once more since nobody could know', () => {
    const verdict = judge({ ...good, calls: twice, attempts: unknownThenPlaced });
    expect(verdict).toMatchObject({ findings: [], exceptions: [expect.stringContaining('a rang 2 times')] });
  });

  test('lists what rang twice in one attempt since an answer got lost', () => {
    const unanswered = [{ token: 'a', atMs: 1_049 }];
    expect(judge({ ...good, calls: twice, unanswered })).toMatchObject({
      findings: [],
      exceptions: [expect.stringContaining('a rang 2 times')],
    });
    expect(judge({ ...good, calls: twice, unanswered, format: 'call' }).findings).toHaveLength(1);
  });

  test('measures a recovery that nothing disturbed', () => {
    const attempts = [attempt({ finishedMs: 4_050 })];
    expect(judge({ ...good, attempts, kills: [kill] }).recoveriesMs).toEqual([3_000]);
    const disturbances = [{ fromMs: 2_000, toMs: 3_000 }];
    expect(judge({ ...good, attempts, kills: [kill], disturbances }).recoveriesMs).toEqual([]);
    const afterwards = [{ fromMs: 4_051, toMs: 4_500 }];
    expect(judge({ ...good, attempts, kills: [kill], disturbances: afterwards }).recoveriesMs).toEqual([
      3_000,
    ]);
  });

  test('judges no recovery whose next owner was killed too, and one that was killed afterwards', () => {
    const slow = [attempt({ finishedMs: 9_000 })];
    const next = (atMs: number) => ({ name: 'two', atMs, instanceIds: ['i2'] });
    expect(judge({ ...good, attempts: slow, kills: [kill, next(4_000)] }).findings).toEqual([]);
    expect(judge({ ...good, attempts: slow, kills: [kill, next(8_000)] }).findings).toHaveLength(1);
  });
});
