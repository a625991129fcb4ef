import { describe, expect, test } from 'vitest';
import { type KnownCall, shortestSpeechMs, withReport } from '../../src/reminders/call-end.ts';
import type { CallReport } from '../../src/reminders/call-report.ts';

const at = (seconds: number) => new Date(1_900_000_000_000 + seconds * 1_000);
const placed: KnownCall = {
  providerCallId: 'call-1',
  callSid: null,
  callStatus: null,
  callResult: null,
  endedReason: null,
  neverRang: null,
  callStartedAt: null,
  callAnsweredAt: null,
  callEndedAt: null,
  costUsd: null,
};
const answered: KnownCall = { ...placed, callStatus: 'in-progress', callAnsweredAt: at(0) };
const circumstances = { now: at(100), speechMs: 5_000, isOverdue: false };

function end(overrides: Partial<CallReport> = {}): CallReport {
  return {
    providerCallId: 'call-1',
    attemptId: null,
    callSid: null,
    status: 'ended',
    result: 'answered',
    endedReason: 'customer-ended-call',
    neverRang: false,
    reportedAt: null,
    startedAt: null,
    endedAt: at(40),
    costUsd: null,
    ...overrides,
  };
}

const unknown = { result: 'other', endedReason: 'beendet – ärgerlich' } as const;
const unexplained = { result: 'other', endedReason: null } as const;
const resultOf = (known: KnownCall, report: CallReport, given: Partial<typeof circumstances> = {}) =>
  withReport(known, report, { ...circumstances, ...given })?.callResult ?? null;

describe('how a call ended', () => {
  test('is what its reason means, where that is known', () => {
    expect(resultOf(answered, end())).toBe('answered');
    expect(resultOf(answered, end({ result: 'voicemail' }))).toBe('voicemail');
    expect(resultOf(placed, end({ result: 'busy' }))).toBe('busy');
  });

  test('is answered where the reason is unknown and somebody took the call', () => {
    expect(resultOf(answered, end(unknown))).toBe('answered');
  });

  test('is answered where the reason is unknown and the call lasted as long as its text', () => {
    expect(resultOf(placed, end({ ...unknown, startedAt: at(0), endedAt: at(5) }))).toBe('answered');
    expect(resultOf(placed, end({ ...unknown, startedAt: at(0), endedAt: at(4) }))).toBe('other');
  });

  test('is not known where the reason is unknown and nothing else speaks for a conversation', () => {
    expect(resultOf(placed, end(unknown))).toBe('other');
    expect(resultOf({ ...placed, callStatus: 'ringing' }, end(unknown))).toBe('other');
  });

  test('waits for a reason until no call can last any longer', () => {
    expect(withReport(answered, end(unexplained), circumstances)).toBeNull();
    expect(resultOf(answered, end(unexplained), { isOverdue: true })).toBe('answered');
    expect(resultOf(placed, end(unexplained), { isOverdue: true })).toBe('other');
  });

  test('keeps what an end without a reason says beside, and is open still', () => {
    const call = withReport(answered, end({ ...unexplained, costUsd: 0.3 }), circumstances);
    expect(call).toMatchObject({ callStatus: 'in-progress', callResult: null, costUsd: 0.3 });
  });

  test('is other once the call is given up, whatever the status was', () => {
    const givenUp = end({ ...unexplained, isGivenUp: true, endedAt: null });
    expect(resultOf(answered, givenUp, { isOverdue: true })).toBe('other');
    expect(resultOf(placed, { ...givenUp, result: 'capacity' })).toBe('capacity');
  });

  test.each([
    ['it was answered', answered, {}],
    ['it began', placed, { startedAt: at(0) }],
  ])('is cut short where the time since %s is less than the text takes', (_since, known, overrides) => {
    expect(resultOf(known, end({ ...overrides, endedAt: at(4.9) }))).toBe('cut-short');
    expect(resultOf(known, end({ ...overrides, endedAt: at(5) }))).toBe('answered');
  });

  test('is never cut short where the assistant said its text to the end', () => {
    expect(resultOf(answered, end({ endedAt: at(1), saidToTheEnd: true }))).toBe('answered');
  });

  test('is never cut short where the duration is not known, or makes no sense', () => {
    expect(resultOf(placed, end())).toBe('answered');
    expect(resultOf(answered, end({ endedAt: at(-60) }))).toBe('answered');
    expect(resultOf(placed, end({ startedAt: at(3_600) }))).toBe('answered');
  });

  test('counts the time from the earliest instant that may be its answer', () => {
    expect(resultOf(answered, end({ startedAt: at(-10), endedAt: at(1) }))).toBe('answered');
  });

  test('is cut short only where somebody answered', () => {
    expect(resultOf(answered, end({ result: 'voicemail', endedAt: at(1) }))).toBe('voicemail');
    expect(resultOf(placed, end({ result: 'no-answer', startedAt: at(39) }))).toBe('no-answer');
  });
});

describe('an end that is better known', () => {
  const told = (report: CallReport, known: KnownCall = answered) =>
    withReport(known, report, circumstances) as KnownCall;

  test('replaces one of which nothing is known', () => {
    const other = told(end(unknown), placed);
    expect(other.callResult).toBe('other');
    expect(told(end({ result: 'busy', endedReason: 'customer-busy' }), other)).toMatchObject({
      callResult: 'busy',
      endedReason: 'customer-busy',
    });
  });

  test('replaces a call that seemed too short', () => {
    const short = told(end({ endedAt: at(1) }));
    expect(short.callResult).toBe('cut-short');
    expect(told(end({ endedAt: at(1), saidToTheEnd: true }), short).callResult).toBe('answered');
  });

  test('comes of a late word that the call was answered', () => {
    const other = told(end(unknown), placed);
    const late = end({ status: 'in-progress', result: null, endedReason: null, reportedAt: at(0) });
    expect(told(late, other)).toMatchObject({ callStatus: 'ended', callResult: 'answered' });
  });

  test('never gives way to a worse one, or to another that is as good', () => {
    const first = told(end());
    expect(withReport(first, end({ result: 'busy' }), circumstances)).toBeNull();
    expect(withReport(first, end(unknown), circumstances)).toBeNull();
    expect(withReport(first, end({ status: 'ringing', result: null }), circumstances)).toBeNull();
  });
});

test('a text of 200 characters takes at least 10 seconds to say', () => {
  expect(shortestSpeechMs('x'.repeat(200))).toBe(10_000);
});
