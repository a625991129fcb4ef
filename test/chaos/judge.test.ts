import { describe, expect, test } from 'vitest';
import type { Evidence, KeptAttempt, Kill, PlacedCall } from './evidence.ts';
import { judge } from './judge.ts';

const attempt = (overrides: Partial<KeptAttempt> = {}): KeptAttempt => ({
  id: 'attempt 1',
  token: 'a',
  instanceId: 'i1',
  idempotencyKey: 'key 1',
  outcome: 'placed',
  reason: null,
  startedMs: 1_000,
  finishedMs: 1_100,
  ...overrides,
});
const call = (overrides: Partial<PlacedCall> = {}): PlacedCall => ({
  token: 'a',
  key: 'key 1',
  requestedMs: 1_010,
  atMs: 1_050,
  status: 202,
  ...overrides,
});
const again = call({ key: 'key 2', requestedMs: 2_010, atMs: 2_050 });
const kill = (overrides: Partial<Kill> = {}): Kill => ({
  name: 'one',
  atMs: 1_050,
  instanceIds: ['i1'],
  rescuedMs: null,
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
  timeoutMs: 5_000,
  mostCallsUp: null,
  acknowledged: [{ token: 'a', scheduledMs: 1_000 }],
  reminders: [{ token: 'a', status: 'completed', retryCount: 1, maxRetryAttempts: 3 }],
  attempts: [attempt()],
  calls: [call()],
  providerStops: [],
  providerStalls: [],
  mustShow: [],
  lateAttemptIds: [],
  lostLeases: [],
  changes,
  subscribers: [{ name: 's', seen: changes, connections: 1 }],
  kills: [],
  disturbances: [],
  rescueBoundMs: 4_000,
  recoveryBoundMs: 5_000,
};
/** Two attempts, of which the first one's outcome was unknown. */
const retried = {
  attempts: [
    attempt({ outcome: 'unknown' }),
    attempt({ id: 'attempt 2', idempotencyKey: 'key 2', startedMs: 2_000, finishedMs: 2_100 }),
  ],
  calls: [call(), again],
};
/** The same in format call, where a request carries the id of its attempt. */
const retriedCalls = {
  ...retried,
  format: 'call',
  calls: [call({ key: 'attempt 1', status: null }), call({ ...again, key: 'attempt 2' })],
} as const;

const twice = 'Twice: a was called 2 times';

describe('the judge of chaos', () => {
  test('finds nothing in a good run', () => {
    expect(judge(good)).toEqual({ findings: [], excused: [], late: [], rescuesMs: [], recoveriesMs: [] });
  });

  test.each<[string, Partial<Evidence>, string]>([
    ['a reminder that does not exist', { reminders: [], calls: [] }, 'Lost: a was acknowledged'],
    [
      'a reminder that stays due',
      { reminders: [{ token: 'a', status: 'scheduled', retryCount: 0, maxRetryAttempts: 3 }] },
      'Lost: a stays scheduled',
    ],
    [
      'a completed reminder that was never called',
      { calls: [] },
      'Lost: a is completed and was never called',
    ],
    [
      'a reminder that failed with budget left',
      { reminders: [{ token: 'a', status: 'failed', retryCount: 1, maxRetryAttempts: 3 }] },
      'Lost: a failed with budget left',
    ],
    ['a call before its time', { calls: [call({ atMs: 990 })] }, 'Early: a was called 10.0 ms'],
    ['a call without an attempt', { attempts: [] }, 'Unrecorded: a was called without an attempt'],
    [
      'a call of no reminder',
      { calls: [call(), call({ token: 'b' })] },
      'Unrecorded: b was called and does not exist',
    ],
    [
      'too many attempts at once',
      { attempts: [attempt(), attempt({ startedMs: 1_099, finishedMs: 1_200, outcome: 'refused' })] },
      'Concurrency: 2 attempts',
    ],
    ['too many calls at once', { mostCallsUp: 2 }, 'Concurrency: 2 calls'],
    [
      'a change that a subscriber missed',
      { subscribers: [{ name: 's', seen: changes.slice(1), connections: 1 }] },
      'Feed: s received 2 of 3',
    ],
    [
      'a change that a subscriber received twice',
      { subscribers: [{ name: 's', seen: [...changes, ...changes.slice(2)], connections: 1 }] },
      'Feed: s received 1 changes twice',
    ],
    [
      'changes out of order',
      { subscribers: [{ name: 's', seen: changes.toReversed(), connections: 1 }] },
      'Feed: s received change 0 out of order',
    ],
    ['a slow rescue', { kills: [kill({ rescuedMs: 5_550 })] }, 'Rescue: took 4.5 s'],
    [
      'a slow recovery',
      { kills: [kill()], attempts: [attempt({ finishedMs: 7_050 })] },
      'Recovery: took 6.0 s',
    ],
  ])('finds %s', (_, change, finding) => {
    expect(judge({ ...good, ...change }).findings).toEqual([expect.stringContaining(finding)]);
  });
});

describe('a second call is found', () => {
  test.each<[string, Partial<Evidence>]>([
    ['after a request that was answered', { calls: [call(), again] }],
    ['in a reminder whose creation was not acknowledged', { acknowledged: [], calls: [call(), again] }],
    ['after an unknown outcome without a cause', retried],
    [
      'though another request was lost, which placed no call',
      // A reset that placed no call has no line among the calls.
      {
        attempts: [attempt({ outcome: 'placed' })],
        calls: [call(), call({ requestedMs: 1_080, atMs: 1_090 })],
      },
    ],
    ['whose own answer was lost', { calls: [call(), call({ ...again, status: null })] }],
    [
      'where the provider knows idempotency keys',
      { ...retried, isIdempotent: true, calls: [call({ status: null }), again] },
    ],
    ['where the provider can be asked', retriedCalls],
    ['where the provider can be asked, after a kill', { ...retriedCalls, kills: [kill()] }],
    [
      'where the provider can be asked, and answered too late',
      { ...retriedCalls, providerStalls: [{ fromMs: 0, toMs: 1_005 }], timeoutMs: 500 },
    ],
    ['where another attempt was written late', { ...retriedCalls, lateAttemptIds: ['attempt 3'] }],
    ['after a kill of another instance', { ...retried, kills: [kill({ instanceIds: ['i2'] })] }],
    ['after a kill that came too late', { ...retried, kills: [kill({ atMs: 1_200 })] }],
    ['after a stall shorter than the timeout', { ...retried, providerStalls: [{ fromMs: 0, toMs: 1_005 }] }],
    [
      'of two that were read together after a stall, and answered in time',
      {
        calls: [call(), call({ requestedMs: 1_012, atMs: 1_052 })],
        providerStalls: [{ fromMs: 0, toMs: 1_005 }],
      },
    ],
    ['after a kill, though the outcome was stored', { calls: [call(), again], kills: [kill()] }],
    [
      'after a stall that began when the answer had left',
      { ...retried, timeoutMs: 500, providerStalls: [{ fromMs: 1_051, toMs: 1_600 }] },
    ],
    [
      'after a stall before the answer left, shorter than the timeout',
      { ...retried, timeoutMs: 500, providerStalls: [{ fromMs: 1_050, toMs: 1_500 }] },
    ],
    [
      'after a stall that was over',
      { ...retried, timeoutMs: 500, providerStalls: [{ fromMs: -9_000, toMs: -5_000 }] },
    ],
  ])('%s', (_, change) => {
    const { findings, excused, late } = judge({ ...good, ...change });
    expect({ findings, excused, late }).toEqual({
      findings: [expect.stringContaining(twice)],
      excused: [],
      late: [],
    });
  });

  test('where one kill would have to excuse two calls', () => {
    const calls = [call(), call({ requestedMs: 1_060, atMs: 1_070 }), again];
    const { findings, excused } = judge({ ...good, ...retried, calls, kills: [kill()] });
    expect({ findings, excused }).toEqual({
      findings: [expect.stringContaining('Twice: a was called 3 times')],
      excused: [],
    });
  });
});

describe('a second call is excused', () => {
  test.each<[string, Partial<Evidence>]>([
    ['by an answer that was lost', { ...retried, calls: [call({ status: null }), again] }],
    ['by a 5xx that placed a call', { ...retried, calls: [call({ status: 500 }), again] }],
    [
      'by an answer that was lost within one attempt',
      { calls: [call({ status: null }), call({ requestedMs: 1_060, atMs: 1_090 })] },
    ],
    ['by an answer after the timeout', { ...retried, timeoutMs: 40 }],
    [
      'by a provider that stood still beyond the timeout',
      { ...retried, timeoutMs: 500, providerStalls: [{ fromMs: 0, toMs: 1_005 }] },
    ],
    [
      'by a provider that stood still, and read the second request first',
      {
        calls: [
          call({ requestedMs: 1_010, atMs: 1_050 }),
          call({ requestedMs: 1_012, atMs: 1_052, status: null }),
        ],
        providerStalls: [{ fromMs: 0, toMs: 1_005 }],
      },
    ],
    [
      'by a provider that stood still before its answer left',
      { ...retried, timeoutMs: 500, providerStalls: [{ fromMs: 1_050, toMs: 1_600 }] },
    ],
    ['by a kill of the owner', { ...retried, kills: [kill()] }],
    ['by a lease that its owner lost', { ...retried, lostLeases: [{ instanceIds: ['i1'], atMs: 1_090 }] }],
  ])('%s', (_, change) => {
    const { findings, excused, late } = judge({ ...good, ...change });
    expect({ findings, excused, late }).toEqual({
      findings: [],
      excused: [expect.stringContaining('a was called 2 times')],
      late: [],
    });
  });

  test.each(['message', 'call'] as const)(
    'by a write after the lease, in format %s, and is counted apart',
    (format) => {
      const evidence = {
        ...good,
        ...(format === 'call' ? retriedCalls : retried),
        lateAttemptIds: ['attempt 1'],
      };
      const { findings, excused, late } = judge(evidence);
      expect({ findings, excused, late }).toEqual({
        findings: [],
        excused: [],
        late: [expect.stringContaining('a was called 2 times')],
      });
    },
  );
});

describe('a recovery is measured', () => {
  const attempts = [attempt({ finishedMs: 4_050 })];
  const kills = [kill({ rescuedMs: 3_050 })];

  test('from the kill to the new owner, and to the last outcome', () => {
    expect(judge({ ...good, attempts, kills })).toMatchObject({ rescuesMs: [2_000], recoveriesMs: [3_000] });
  });

  test('unless something else went wrong before it was over', () => {
    const disturbed = (fromMs: number) =>
      judge({ ...good, attempts, kills, disturbances: [{ fromMs, toMs: fromMs + 500 }] });
    expect(disturbed(2_000)).toMatchObject({ rescuesMs: [], recoveriesMs: [] });
    expect(disturbed(3_500)).toMatchObject({ rescuesMs: [2_000], recoveriesMs: [] });
    expect(disturbed(4_051)).toMatchObject({ rescuesMs: [2_000], recoveriesMs: [3_000] });
  });

  test('from the kill to the new owner also while the provider stands still', () => {
    const providerStalls = [{ fromMs: 0, toMs: 5_000 }];
    expect(judge({ ...good, attempts, kills, providerStalls })).toMatchObject({
      rescuesMs: [2_000],
      recoveriesMs: [],
    });
  });

  test('unless the next owner was killed before it was over', () => {
    const slow = { ...good, attempts: [attempt({ finishedMs: 9_000 })] };
    const next = (atMs: number) => [kill(), kill({ name: 'two', atMs, instanceIds: ['i2'] })];
    expect(judge({ ...slow, kills: next(4_000) }).findings).toEqual([]);
    expect(judge({ ...slow, kills: next(8_000) }).findings).toEqual([
      expect.stringContaining('Recovery: took 8.0 s'),
    ]);
  });
});

describe('a run that proves nothing fails', () => {
  test('where no recovery was measured', () => {
    expect(judge({ ...good, mustShow: ['recovery'] }).findings).toEqual([
      'Unproven: no rescue after a kill -9 was measured.',
      'Unproven: no recovery after a kill -9 was measured.',
    ]);
  });

  test('where the provider never stood still', () => {
    expect(judge({ ...good, mustShow: ['provider stall'] }).findings).toEqual([
      'Unproven: the provider never stood still.',
    ]);
    const providerStops = [{ fromMs: 0, toMs: 500 }];
    expect(judge({ ...good, mustShow: ['provider stall'], providerStops }).findings).toEqual([]);
  });
});
