import { describe, expect, test } from 'vitest';
import { parseFaultRates } from '../../src/vapi/simulator/behaviour.ts';

describe('parseFaultRates', () => {
  test('reads names and rates', () => {
    expect(parseFaultRates(' reset=0.05, server-error=0.02 ,')).toEqual({
      reset: 0.05,
      'server-error': 0.02,
    });
    expect(parseFaultRates('')).toEqual({});
  });

  test.each([
    ['explode=0.1', /"explode" is no behaviour; there are success, /],
    ['toString=0.1', /"toString" is no behaviour/],
    ['reset', /The rate of reset is ""; it must be a number from 0 to 1/],
    ['reset=', /The rate of reset is ""/],
    ['reset=2', /The rate of reset is "2"/],
    ['reset=-0.1', /The rate of reset is "-0.1"/],
    ['reset=NaN', /The rate of reset is "NaN"/],
    ['reset=0.6,hang=0.6', /add up to more than 1/],
  ])('refuses %s with a sentence', (text, message) => {
    expect(() => parseFaultRates(text)).toThrow(message);
  });
});
