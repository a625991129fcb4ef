import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { MAX_RETRY_AFTER_MS, outcomeOfAnswer, retryAfterMs } from '../../src/vapi/answer-outcome.ts';

const now = new Date('2030-01-01T00:00:00Z');
const apiKey = 'key-of-the-clinic';

function outcome(status: number, body: unknown = '', retryAfter: string | null = null) {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return outcomeOfAnswer({ kind: 'answer', sentAtMs: 0, status, retryAfter, body: text }, { now, apiKey });
}
const reason = (status: number, body?: unknown) => (outcome(status, body) as { reason: string }).reason;

describe('outcomeOfAnswer', () => {
  test.each([
    [200, 'placed'],
    [201, 'placed'],
    [202, 'placed'],
    [204, 'placed'],
    [302, 'refused'],
    [304, 'refused'],
    [400, 'rejected'],
    [403, 'refused'],
    [408, 'unknown'],
    [409, 'rejected'],
    [422, 'rejected'],
    [425, 'refused'],
    [429, 'refused'],
    [500, 'unknown'],
    [502, 'unknown'],
    [504, 'unknown'],
    [599, 'unknown'],
  ])('%i is %s', (status, kind) => {
    expect(outcome(status)).toMatchObject({ kind, httpStatus: status });
  });

  test.each([
    [{ message: 'Invalid key' }, 'Vapi answered 401 Unauthorized: Invalid key.'],
    [
      { message: ['a is bad', 'b is bad.'], error: 'x' },
      'Vapi answered 401 Unauthorized: a is bad; b is bad.',
    ],
    [{ error: 'Unauthorized' }, 'Vapi answered 401 Unauthorized: Unauthorized.'],
    ['  no\n JSON ', 'Vapi answered 401 Unauthorized: no JSON.'],
    ['', 'Vapi answered 401 Unauthorized.'],
  ])('says what the provider said: %j', (body, expected) => {
    expect(reason(401, body)).toBe(expected);
  });

  test('never repeats the key', () => {
    expect(reason(401, { message: `No account has ${apiKey}` })).toBe(
      'Vapi answered 401 Unauthorized: No account has [key].',
    );
  });

  test('a reason is short, on one line, and can be stored', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 2_000 }), (message) => {
        const text = reason(400, { message });
        expect(text.length).toBeLessThan(360);
        expect(text).not.toMatch(/\p{Cc}/u);
        expect(text.isWellFormed()).toBe(true);
      }),
    );
    expect(reason(400, { message: `${'x'.repeat(298)}😀 and more` }).isWellFormed()).toBe(true);
    expect(reason(400, '{"message":"half \\ud83d a face"}').isWellFormed()).toBe(true);
  });

  test('a success has an id only where one can be stored', () => {
    expect(outcome(200, { callSid: 'CA0123' })).toMatchObject({ callSid: 'CA0123' });
    for (const callSid of ['', 7, null, {}, 'a\u0000b', 'a b', '\ud83d', 'x'.repeat(256)]) {
      expect(outcome(200, { callSid })).toMatchObject({ kind: 'placed', callSid: null });
    }
    for (const body of ['', 'null', '[]', '"CA0123"', '{"callSid":']) {
      expect(outcome(200, body)).toMatchObject({ kind: 'placed', callSid: null });
    }
  });

  test.each([
    [401, '', 'configuration'],
    [402, '', 'configuration'],
    [403, '', 'configuration'],
    [407, '', 'configuration'],
    [301, '', 'configuration'],
    [302, '', 'configuration'],
    [308, '', 'configuration'],
    [400, 'Billing Limits Exceeded', 'configuration'],
    [429, 'Billing Limits Exceeded', 'configuration'],
    [422, 'Wallet does not exist.', 'configuration'],
    [400, 'Your subscription is frozen.', 'configuration'],
    [400, 'Insufficient credits.', 'configuration'],
    [400, 'assistant.hooks.0.do should not be empty', 'configuration'],
    [400, 'assistantOverrides.transcriber.provider must be one of', 'configuration'],
    [425, '', 'attempt'],
    [429, 'Over the concurrency limit of your subscription', 'capacity'],
    [400, 'Over the concurrency limit of your subscription', 'capacity'],
  ])('%i %j is refused by cause of %s, so it fails no reminder', (status, message, cause) => {
    expect(outcome(status, { message })).toMatchObject({ kind: 'refused', cause, httpStatus: status });
  });

  test.each([
    'customer.number must be a valid phone number in the E.164 format',
    'customer.number is blocked by the settings of phoneNumberId',
    'The subscription does not allow calls to this customer.number',
  ])('a 400 that names the number of the recipient concerns that reminder only: %s', (message) => {
    expect(outcome(400, { message })).toMatchObject({ kind: 'rejected', httpStatus: 400 });
  });

  test('a redirect says which setting to check', () => {
    expect(reason(302)).toBe('Vapi answered 302 Found. Check VAPI_BASE_URL.');
  });

  test('a 400 about a limit on calls says nothing about the reminder', () => {
    for (const message of ['Over Concurrency Limit.', ['This number has a daily outbound call limit.']]) {
      expect(outcome(400, { message })).toMatchObject({ kind: 'refused', cause: 'capacity' });
    }
    expect(outcome(400, { message: ['to must be a phone number'] })).toMatchObject({ kind: 'rejected' });
  });

  test('a limit of the day is tried again in a quarter of an hour', () => {
    const message = ['This number has reached its daily outbound call limit.'];
    expect(outcome(400, { message })).toMatchObject({ cause: 'capacity', retryAfterMs: 900_000 });
    expect(outcome(400, { message: 'Over Concurrency Limit.' })).toMatchObject({ retryAfterMs: null });
  });
});

describe('retryAfterMs', () => {
  test.each([
    ['7', 7_000],
    [' 0 ', 0],
    ['Tue, 01 Jan 2030 00:01:00 GMT', 60_000],
    ['Mon, 31 Dec 2029 23:00:00 GMT', 0],
    ['999999', MAX_RETRY_AFTER_MS],
    ['Tue, 01 Jan 2040 00:00:00 GMT', MAX_RETRY_AFTER_MS],
    ['', null],
    ['soon', null],
    ['-5', null],
    ['1.5', null],
    [null, null],
  ])('%j is %j', (header, expected) => {
    expect(retryAfterMs(header, now)).toBe(expected);
  });
});
