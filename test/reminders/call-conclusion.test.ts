import { describe, expect, test } from 'vitest';
import {
  type CallAction,
  conclude,
  defaultCallPolicy,
  type EndedCall,
} from '../../src/reminders/call-conclusion.ts';
import type { CallResult } from '../../src/reminders/call-report.ts';

const policy = {
  calls: defaultCallPolicy,
  completeWhen: 'answered' as const,
  retryDelayMs: (failures: number) => failures * 1_000,
};

function ended(result: CallResult, overrides: Partial<EndedCall> = {}): EndedCall {
  return {
    reminderId: 'reminder',
    version: 7,
    attemptId: 'attempt',
    retryCount: 0,
    maxRetryAttempts: 3,
    freeAttempts: 0,
    callSid: 'CA1',
    result,
    endedReason: `why-${result}`,
    neverRang: false,
    sameAsBefore: false,
    ...overrides,
  };
}

const again = (spent: number) => ({
  status: 'scheduled',
  retryCount: spent,
  nextAttemptInMs: 1_000,
  callSid: null,
  pauseReason: null,
});
const failed = { status: 'failed', retryCount: 1, nextAttemptInMs: null, callSid: null, pauseReason: null };
const completed = {
  status: 'completed',
  retryCount: 1,
  callSid: 'CA1',
  failureReason: null,
  pauseReason: null,
};

describe('the end of a call', () => {
  test.each<[CallResult, Partial<EndedCall>, object]>([
    ['answered', {}, completed],
    ['voicemail', {}, completed],
    ['no-answer', {}, again(1)],
    ['busy', {}, again(1)],
    ['unreachable', {}, again(1)],
    ['unreachable', { sameAsBefore: true }, failed],
    ['cancelled', {}, failed],
    ['capacity', { neverRang: true }, again(0)],
    ['capacity', {}, failed],
    [
      'configuration',
      {},
      { ...again(0), nextAttemptInMs: 0, pauseReason: expect.stringContaining('(why-configuration)') },
    ],
    ['provider-fault', { neverRang: true }, again(1)],
    ['provider-fault', { neverRang: false }, failed],
    ['other', {}, failed],
  ])('%s %o', (result, overrides, expected) => {
    expect(conclude(ended(result, overrides), policy)).toMatchObject({
      reminderId: 'reminder',
      version: 7,
      attemptId: 'attempt',
      result,
      ...expected,
    });
  });

  test('says why nobody was reached, in our words and the provider’s', () => {
    expect(conclude(ended('no-answer'), policy).failureReason).toBe(
      'Nobody answered the call (why-no-answer).',
    );
    expect(conclude(ended('busy', { endedReason: null }), policy).failureReason).toBe('The line was busy.');
  });

  test.each<CallAction>(['retry', 'retry-once', 'retry-unrung'])('%s ends with the budget', (action) => {
    const calls = { ...defaultCallPolicy, busy: action };
    const last = ended('busy', { retryCount: 2, neverRang: true });
    expect(conclude(last, { ...policy, calls })).toMatchObject({ status: 'failed', retryCount: 3 });
  });

  test('a call for which there was no room costs no budget, and the wait for the next one grows', () => {
    const call = ended('capacity', { retryCount: 2, freeAttempts: 6, neverRang: true });
    expect(conclude(call, policy)).toMatchObject({
      status: 'scheduled',
      retryCount: 2,
      freeAttempts: 7,
      nextAttemptInMs: 7_000,
    });
  });

  test('the limit of a day keeps all calls waiting for a quarter of an hour', () => {
    const endedReason = 'call.start.error-vapi-number-outbound-daily-limit';
    expect(conclude(ended('capacity', { endedReason, neverRang: true }), policy)).toMatchObject({
      status: 'scheduled',
      nextAttemptInMs: 900_000,
      holdBackMs: 900_000,
    });
    expect(conclude(ended('capacity', { neverRang: true }), policy).holdBackMs).toBeNull();
  });

  test('a reminder for which there is no room for 50 calls in a row fails, and its reason says so', () => {
    const call = ended('capacity', { freeAttempts: 49, neverRang: true });
    expect(conclude(call, policy)).toMatchObject({
      status: 'failed',
      freeAttempts: 0,
      failureReason:
        'The provider had no room for the call (why-capacity). The provider had no room for 50 attempts in a row.',
    });
  });

  test('follows the policy that is set', () => {
    const calls = { ...defaultCallPolicy, voicemail: 'retry' as const };
    expect(conclude(ended('voicemail'), { ...policy, calls })).toMatchObject(again(1));
  });
});
