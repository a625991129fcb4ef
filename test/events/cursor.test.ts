import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decodeCursor, encodeCursor } from '../../src/events/cursor.ts';

const number = fc.bigInt({ min: 0n, max: 10n ** 18n - 1n });

describe('a cursor', () => {
  test('comes back as the position that it was made of', () => {
    fc.assert(
      fc.property(number, number, (transactionId, sequence) => {
        expect(decodeCursor(encodeCursor({ transactionId, sequence }))).toEqual({ transactionId, sequence });
      }),
    );
  });

  test.each([
    '',
    'x',
    'MTox MTox',
    '1:1',
    encode('1'),
    encode('1:'),
    encode('-1:1'),
    encode('1:1:1'),
    encode(`${'9'.repeat(20)}:1`),
  ])('%j is none', (text) => {
    expect(decodeCursor(text)).toBeNull();
  });

  test('is never read out of any text that would break the log', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.string().map(encode)), (text) => {
        const position = decodeCursor(text);
        if (position) expect(position.transactionId >= 0n && position.sequence >= 0n).toBe(true);
      }),
    );
  });
});

function encode(text: string): string {
  return Buffer.from(text).toString('base64url');
}
