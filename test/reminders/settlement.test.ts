import { describe, expect, test } from 'vitest';
import type { Claim } from '../../src/reminders/dispatch-store.ts';
import { type SettlementPolicy, settle } from '../../src/reminders/settlement.ts';
import { placed, refused, rejected, unknown } from '../support/call-outcomes.ts';
import { testPolicy } from '../support/policy.ts';

const policy: SettlementPolicy = { ...testPolicy, retryDelayMs: (failures) => failures * 1_000 };

function claimWith(retryCount: number, maxRetryAttempts = 3, freeAttempts = 0): Claim {
  return {
    reminderId: 'reminder',
    version: 7,
    phoneNumber: '+14155550123',
    message: 'Hello',
    retryCount,
    maxRetryAttempts,
    freeAttempts,
    unresolved: false,
    attemptId: 'attempt',
    attemptNumber: retryCount + 1,
    openedBy: 'instance',
    idempotencyKey: 'attempt',
    callerId: null,
    doNotCall: false,
    dueAt: new Date(0),
    startedAt: new Date(0),
  };
}

describe('settle', () => {
  test('a success completes, keeps the call sid, clears the failure reason and counts', () => {
    expect(settle(claimWith(0), placed('call-9'), policy)).toEqual({
      reminderId: 'reminder',
      version: 7,
      attemptId: 'attempt',
      outcome: placed('call-9'),
      status: 'completed',
      retryCount: 1,
      freeAttempts: 0,
      callSid: 'call-9',
      failureReason: null,
      nextAttemptInMs: null,
      callMayLastMs: null,
    });
  });

  test('a success without a call sid completes all the same', () => {
    expect(settle(claimWith(1), placed(null), policy)).toMatchObject({
      status: 'completed',
      retryCount: 2,
      callSid: null,
    });
  });

  test('a failure with budget left counts, says why and goes back for later', () => {
    expect(settle(claimWith(0), refused({ reason: 'No route.' }), policy)).toMatchObject({
      status: 'scheduled',
      retryCount: 1,
      callSid: null,
      failureReason: 'No route.',
      nextAttemptInMs: 1_000,
    });
  });

  test('each further failure waits as the policy says for that many failures', () => {
    expect(settle(claimWith(1), refused(), policy).nextAttemptInMs).toBe(2_000);
    expect(settle(claimWith(4, 10), refused(), policy).nextAttemptInMs).toBe(5_000);
  });

  test.each([
    [0, 1],
    [2, 3],
    [9, 10],
  ])('a failure after %d of a budget of %d spends it and fails', (retryCount, budget) => {
    expect(settle(claimWith(retryCount, budget), refused({ reason: 'Busy.' }), policy)).toMatchObject({
      status: 'failed',
      retryCount: budget,
      failureReason: 'Busy.',
      nextAttemptInMs: null,
    });
  });

  test('a failure one short of the budget does not fail', () => {
    expect(settle(claimWith(1, 3), refused(), policy)).toMatchObject({ status: 'scheduled', retryCount: 2 });
  });

  test('a rejection fails at once, whatever budget is left', () => {
    expect(settle(claimWith(0, 10), rejected(422), policy)).toMatchObject({
      status: 'failed',
      retryCount: 1,
      failureReason: 'The provider answered 422.',
      nextAttemptInMs: null,
    });
  });

  test('the wait that the provider asks for takes the place of the own', () => {
    expect(settle(claimWith(0), refused({ retryAfterMs: 42_000 }), policy).nextAttemptInMs).toBe(42_000);
    expect(settle(claimWith(0), refused({ retryAfterMs: 0 }), policy).nextAttemptInMs).toBe(0);
  });

  test.each([
    ['at first', 0],
    ['with one attempt left', 2],
  ])('a lack of capacity costs no budget %s', (_, retryCount) => {
    expect(settle(claimWith(retryCount), refused({ cause: 'capacity' }), policy)).toMatchObject({
      status: 'scheduled',
      retryCount,
      failureReason: 'The provider did not take the call.',
    });
  });

  test.each([
    ['grows with each attempt in a row', 0, null, 1_000],
    ['has grown after eleven attempts in a row', 11, null, 12_000],
    ['is the one that the provider names', 4, 10, 10],
    ['is no shorter than ours once the provider named a short one five times', 5, 10, 6_000],
    ['is always as long as the provider names', 5, 60_000, 60_000],
  ])('the wait for capacity %s', (_, freeAttempts, retryAfterMs, expected) => {
    const outcome = refused({ cause: 'capacity', retryAfterMs });
    const settlement = settle(claimWith(2, 3, freeAttempts), outcome, policy);
    expect(settlement).toMatchObject({ nextAttemptInMs: expected, freeAttempts: freeAttempts + 1 });
  });

  test('a reminder that met no capacity 50 times in a row fails, and its reason says so', () => {
    const outcome = refused({ cause: 'capacity', reason: 'Vapi answered 429 Too Many Requests.' });
    expect(settle(claimWith(0, 3, 49), outcome, policy)).toMatchObject({
      status: 'failed',
      failureReason:
        'Vapi answered 429 Too Many Requests. The provider had no room for 50 attempts in a row.',
    });
  });

  test('what is handed back costs no budget and is due at once', () => {
    expect(
      settle(claimWith(2), refused({ cause: 'handed-back', retryAfterMs: 9_000 }), policy),
    ).toMatchObject({
      status: 'scheduled',
      retryCount: 2,
      nextAttemptInMs: 0,
    });
  });

  test('a fault of the configuration costs no budget, and is due as soon as dispatch is resumed', () => {
    const outcome = refused({ cause: 'configuration', reason: 'Vapi answered 401.' });
    expect(settle(claimWith(2), outcome, policy)).toMatchObject({
      status: 'scheduled',
      retryCount: 2,
      failureReason: 'Vapi answered 401.',
      nextAttemptInMs: 0,
    });
  });

  test('an unknown outcome is a failure that is tried again', () => {
    expect(settle(claimWith(0), unknown(), policy)).toMatchObject({
      status: 'scheduled',
      retryCount: 1,
      failureReason: 'No answer came.',
      nextAttemptInMs: 1_000,
    });
    expect(settle(claimWith(2), unknown(), policy)).toMatchObject({ status: 'failed', retryCount: 3 });
  });

  test('an abandoned attempt rings again at once, since its lease was waited out', () => {
    expect(settle(claimWith(0), unknown({ abandoned: true }), policy)).toMatchObject({
      status: 'scheduled',
      retryCount: 1,
      nextAttemptInMs: 0,
    });
  });

  test.each([false, true])(
    'an unknown outcome fails where the policy says so (abandoned: %s)',
    (abandoned) => {
      const failing = { ...policy, unknownOutcome: 'fail' as const };
      expect(settle(claimWith(0), unknown({ abandoned }), failing)).toMatchObject({
        status: 'failed',
        retryCount: 1,
        failureReason: 'No answer came.',
        nextAttemptInMs: null,
      });
    },
  );
});
