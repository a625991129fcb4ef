import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parsePhoneNumber } from '../../src/reminders/phone-number.ts';

describe('parsePhoneNumber', () => {
  test.each([
    ['+14155550123', '+14155550123'],
    ['+1 (415) 555-0123', '+14155550123'],
    ['+1-415-555-0123', '+14155550123'],
    ['+1.415.555.0123', '+14155550123'],
    ['  +44 20 7946 0958\n', '+442079460958'],
    ['+49 30 901820', '+4930901820'],
    ['+49 (0)30 901820', '+4930901820'],
    ['+33 1 70 18 99 00', '+33170189900'],
  ])('reads %j as %s', (text, e164) => {
    expect(parsePhoneNumber(text)).toBe(e164);
  });

  test.each([
    ['nothing', ''],
    ['a plus alone', '+'],
    ['a number without +', '4155550123'],
    ['an international prefix instead of +', '0014155550123'],
    ['too few digits', '+1415555'],
    ['too many digits', '+1415555012345'],
    ['a country code that nobody has', '+9991234567'],
    ['an extension', '+14155550123 ext. 5'],
    ['text around it', 'call +14155550123 now'],
    ['two numbers', '+14155550123, +14155550124'],
    ['an emergency number', '911'],
    ['a trunk prefix given twice', '+270000000'],
    ['words', 'reception'],
  ])('refuses %s', (_, text) => {
    expect(parsePhoneNumber(text)).toBeNull();
  });

  test('accepts a number whose range is not assigned, as long as its length is right', () => {
    expect(parsePhoneNumber('+12005550123')).toBe('+12005550123');
  });

  test('what it accepts is E.164 and stays the same when read again', () => {
    const digits = fc.array(fc.constantFrom(...'0123456789 ()-.'), { maxLength: 20 });
    const texts = fc.oneof(
      fc.string(),
      digits.map((characters) => `+${characters.join('')}`),
      fc
        .tuple(
          fc.constantFrom('+1415555', '+4420794', '+4930', '+331', '+270', '+390', '+2250', '+5411'),
          digits,
        )
        .map((parts) => parts.flat().join('')),
    );
    let accepted = 0;
    fc.assert(
      fc.property(texts, (text) => {
        const number = parsePhoneNumber(text);
        if (number === null) return;
        accepted++;
        expect(number).toMatch(/^\+[1-9][0-9]{1,14}$/);
        expect(parsePhoneNumber(number)).toBe(number);
      }),
      { numRuns: 5_000 },
    );
    expect(accepted).toBeGreaterThan(100);
  });
});
