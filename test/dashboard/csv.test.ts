import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseCsv, writeCsv } from '../../src/dashboard/csv.ts';

describe('a list as text', () => {
  test('is read as spreadsheets write it', () => {
    const text = '\uFEFFphone;message\r\n+49 30 1;"He said ""nine"";\nnot ten"\r\n\r\n;\r\n+49 30 2;two';
    expect(parseCsv(text)).toEqual([
      ['phone', 'message'],
      ['+49 30 1', 'He said "nine";\nnot ten'],
      ['+49 30 2', 'two'],
    ]);
  });

  test.each([
    [',', 'a,b'],
    [';', 'a;b'],
    ['tabs', 'a\tb'],
  ])('may be parted by %s', (_name, text) => {
    expect(parseCsv(text)).toEqual([['a', 'b']]);
  });

  test('is the same when it was written and is read', () => {
    // Cells are trimmed as they are read; the first line tells what parts them.
    const cell = fc.string().map((text) => `x${text.replaceAll(/[\r\0]/g, '')}x`);
    const list = fc.array(fc.tuple(cell, cell, cell), { minLength: 1 });
    fc.assert(
      fc.property(list, (rows) => {
        const all = [['one', 'two', 'three'], ...rows];
        expect(parseCsv(writeCsv(all))).toEqual(all);
      }),
    );
  });

  test.each(['=1+1', '@sum', '-2', '+cmd'])('holds no formula that a spreadsheet would run: %s', (cell) => {
    expect(writeCsv([[cell]])).toBe(`'${cell}\r\n`);
  });

  test('keeps phone numbers as they are', () => {
    expect(writeCsv([['+49 30 23125011']])).toBe('+49 30 23125011\r\n');
  });
});
