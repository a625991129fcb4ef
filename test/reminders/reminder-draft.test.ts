import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  checkMaxRetryAttempts,
  checkMessage,
  checkScheduledTime,
  checkText,
  fingerprint,
  isStorable,
} from '../../src/reminders/reminder-draft.ts';

const codes = ({ issues }: { readonly issues: readonly { readonly code: string }[] }) =>
  issues.map(({ code }) => code);

describe('a message', () => {
  test.each([
    ['one character', 'x', []],
    ['1,000 characters', 'x'.repeat(1_000), []],
    ['1,000 emoji, which are 2,000 UTF-16 units', '🔔'.repeat(1_000), []],
    ['1,000 characters within spaces', `  ${'x'.repeat(1_000)}\n`, []],
    ['1,001 characters', 'x'.repeat(1_001), ['TOO_LONG']],
    ['1,001 emoji', '🔔'.repeat(1_001), ['TOO_LONG']],
    ['nothing', '', ['BLANK']],
    ['white space', ' \t\n\u00a0', ['BLANK']],
    ['a NUL character', 'a\0b', ['INVALID_CHARACTERS']],
    ['a high surrogate alone', 'a\ud83db', ['INVALID_CHARACTERS']],
    ['a low surrogate alone', 'a\udd14b', ['INVALID_CHARACTERS']],
  ])('of %s has the issues %j', (_, text, expected) => {
    expect(codes(checkMessage(text))).toEqual(expected.map(String));
  });

  test('is trimmed', () => {
    expect(checkMessage('\n  Take your pills.  ').value).toBe('Take your pills.');
  });

  test('issues name the field', () => {
    expect(checkMessage('').issues[0]?.path).toEqual(['message']);
    expect(checkText('', 'reason', 5)[0]?.path).toEqual(['reason']);
  });

  test('is storable exactly when it is well-formed without NUL', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const broken = text.includes('\0') || /\p{Surrogate}/u.test(text);
        expect(isStorable(text)).toBe(!broken);
      }),
    );
  });
});

describe('a scheduled time', () => {
  const now = new Date('2026-03-01T12:00:00.000Z');
  test.each([
    ['60 seconds ago', '2026-03-01T11:59:00.000Z', []],
    ['60.001 seconds ago', '2026-03-01T11:58:59.999Z', ['TIME_IN_PAST']],
    ['now', '2026-03-01T12:00:00.000Z', []],
    ['in 5 years', '2031-03-01T12:00:00.000Z', []],
    ['in 5 years and a millisecond', '2031-03-01T12:00:00.001Z', ['TIME_TOO_FAR']],
  ])('%s (%s) has the issues %j', (_, time, expected) => {
    expect(codes(checkScheduledTime(new Date(time), now))).toEqual(expected.map(String));
  });

  test('reaches to March 1 where a leap day has no counterpart in 5 years', () => {
    const leapDay = new Date('2028-02-29T00:00:00.000Z');
    expect(codes(checkScheduledTime(new Date('2033-03-01T00:00:00.000Z'), leapDay))).toEqual([]);
    expect(codes(checkScheduledTime(new Date('2033-03-01T00:00:00.001Z'), leapDay))).toEqual([
      'TIME_TOO_FAR',
    ]);
  });
});

describe('a budget', () => {
  test.each([1, 2, 10])('of %d is accepted', (budget) => {
    expect(checkMaxRetryAttempts(budget).issues).toEqual([]);
  });

  test.each([0, -1, 11, 1.5, Number.NaN, Number.POSITIVE_INFINITY])('of %d is refused', (budget) => {
    expect(codes(checkMaxRetryAttempts(budget))).toEqual(['OUT_OF_RANGE']);
  });
});

describe('fingerprint', () => {
  const request = {
    phoneNumber: '+1 415 555 0123',
    message: ' Hello ',
    scheduledTime: new Date('2030-01-01T00:00:00Z'),
  };

  test('is the same for another writing of the same request', () => {
    const same = { ...request, phoneNumber: '+14155550123', message: 'Hello', maxRetryAttempts: null };
    expect(fingerprint(same)).toBe(fingerprint(request));
  });

  test('does not depend on the idempotency key', () => {
    expect(fingerprint({ ...request, idempotencyKey: 'k' })).toBe(fingerprint(request));
  });

  test.each([
    { phoneNumber: '+14155550124' },
    { message: 'Hello!' },
    { scheduledTime: new Date('2030-01-01T00:00:00.001Z') },
    { maxRetryAttempts: 3 },
  ])('differs where the request differs in %j', (change) => {
    expect(fingerprint({ ...request, ...change })).not.toBe(fingerprint(request));
  });
});
