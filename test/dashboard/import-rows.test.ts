import { describe, expect, test } from 'vitest';
import { guessMapping, hasHeader, readRows } from '../../src/dashboard/import-rows.ts';
import { readNumber } from '../../src/dashboard/phones.ts';

const mapping = { phoneNumber: 0, message: 1, date: 2, time: 3 };

async function readOne(...cells: readonly string[]) {
  const [row] = await readRows([cells], { mapping, timeZone: 'Europe/Berlin', firstLine: 2, readNumber });
  return row;
}

describe('the columns of a list', () => {
  test('are told by their names, in any order', () => {
    const header = ['When', 'Text', 'Mobile'];
    expect(hasHeader([header, ['2031-05-04 09:00', 'Hello', '+493023125011']])).toBe(true);
    expect(guessMapping(header, 3)).toEqual({ phoneNumber: 2, message: 1, date: 0, time: -1 });
  });

  test('without names stand in the usual order', () => {
    expect(hasHeader([['+493023125011', 'Hello', '2031-05-04', '09:00']])).toBe(false);
    expect(guessMapping(null, 3)).toEqual({ phoneNumber: 0, message: 1, date: 2, time: -1 });
  });
});

describe('a row of a list', () => {
  test.each([
    ['2031-05-04', '09:00'],
    ['4.5.2031', '9:00'],
    ['2031-05-04 09:00', ''],
    ['2031-05-04T09:00:00+02:00', ''],
    ['2031-05-04T07:00:00Z', ''],
  ])('means an instant on the clocks of the chosen place: %s %s', async (date, time) => {
    expect(await readOne('+49 30 23125011', 'Hello', date, time)).toMatchObject({
      input: { phoneNumber: '+493023125011', message: 'Hello', scheduledTime: '2031-05-04T07:00:00.000Z' },
      problems: [],
    });
  });

  test.each([
    [['0176 234567', 'Hello', '2031-05-04', '09:00'], 'Begin with + and the country code'],
    [['+49 30', 'Hello', '2031-05-04', '09:00'], 'The number is not complete yet.'],
    [['', 'Hello', '2031-05-04', '09:00'], 'The phone number is missing.'],
    [['+493023125011', '', '2031-05-04', '09:00'], 'The message is missing.'],
    [['+493023125011', 'x'.repeat(1_001), '2031-05-04', '09:00'], 'The message is 1 character too long.'],
    [['+493023125011', 'Hello', '05/04/2031', '09:00'], 'could mean two days'],
    [['+493023125011', 'Hello', '2031-05-04', ''], 'has no time of day'],
    [['+493023125011', 'Hello', '2031-02-30', '09:00'], 'no day and time that exist'],
    [['+493023125011', 'Hello', '2031-03-30', '02:30'], 'the clocks are put forward'],
    [['+493023125011', 'Hello', '2020-05-04', '09:00'], 'The time has passed.'],
    [['+493023125011', 'Hello', 'soon', ''], 'is not understood'],
  ])('%j is not created, and says why', async (cells, reason) => {
    const row = await readOne(...cells);
    expect(row?.input).toBeNull();
    expect(row?.problems.join(' ')).toContain(reason);
  });

  test('tells all that is wrong at once', async () => {
    expect((await readOne('0176', '', '', ''))?.problems).toHaveLength(3);
  });

  test('that is there twice rings once', async () => {
    const cells = ['+493023125011', 'Hello', '2031-05-04', '09:00'];
    const [first, second] = await readRows([cells, cells], {
      mapping,
      timeZone: 'UTC',
      firstLine: 2,
      readNumber,
    });
    expect(first?.input).not.toBeNull();
    expect(second).toMatchObject({
      line: 3,
      input: null,
      problems: ['The same as line 2: it would ring twice.'],
    });
  });
});
