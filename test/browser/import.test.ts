import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { describeDashboard } from './dashboard.ts';

const csv = `Patient phone,What to say,Day,Time
+49 30 9018 2011,Your appointment is tomorrow at nine.,2031-04-03,17:00
+49 3,Your appointment is tomorrow at ten.,2031-04-03,17:05
0176 234567,Your appointment is on Monday.,2031-04-03,17:10
+41 44 321 70 00,,2031-04-03,17:15
+49 30 9018 2012,Your glasses are ready.,03/04/2031,17:20
+49 30 9018 2013,Your glasses are ready.,2031-03-30,02:30
+49 30 9018 2014,It was yesterday.,2020-03-30,12:30
"+49 30 9018 2015","He said ""hello"", twice.",3.4.2031,8:05
+49 30 9018 2011,Your appointment is tomorrow at nine.,2031-04-03,17:00
+49 900 1234567,Nobody may ring this.,2031-04-03,17:25
`;
const left = [
  ['3', 'The number is not complete yet.'],
  ['4', 'Begin with + and the country code, such as +49 or +1.'],
  ['5', 'The message is missing.'],
  ['6', '“03/04/2031 17:20” could mean two days. Write it as 2026-04-03 or 3.4.2026.'],
  ['7', '“2031-03-30 02:30” does not exist: the clocks are put forward.'],
  ['8', 'The time has passed.'],
  ['10', 'The same as line 2: it would ring twice.'],
];

describeDashboard('a list from a file', (dashboard) => {
  test('has each bad row told with its reason before anything is created, and a result to keep', async () => {
    const { bellhop } = dashboard;
    const page = await dashboard.open('/import', { timezoneId: 'Europe/Berlin' });
    await page.getByLabel(/A CSV file/).setInputFiles({
      name: 'patients.csv',
      mimeType: 'text/csv',
      buffer: Buffer.from(`\uFEFF${csv.replaceAll('\n', '\r\n')}`),
    });
    await page.getByText('3 rows can be created, 7 rows cannot as they are.').waitFor();
    const told = page.getByRole('row').filter({ has: page.getByRole('rowheader') });
    const rows = await Promise.all(
      (await told.all()).map(async (row) => [
        await row.getByRole('rowheader').textContent(),
        await row.getByRole('cell').first().textContent(),
      ]),
    );
    expect(rows).toEqual(left);
    expect(Object.values(await bellhop.counts()).every((count) => count === 0)).toBe(true);

    await page.getByRole('button', { name: 'Create 3 reminders, leave out 7' }).click();
    await page.getByText('2 reminders created, 1 row refused.').waitFor();
    await page.getByRole('row').filter({ hasText: 'Nobody may ring this.' }).waitFor();
    const { value: made } = await bellhop.list().next();
    expect(made?.reminders.map(({ message, scheduledTime }) => [message, scheduledTime])).toEqual([
      ['He said "hello", twice.', '2031-04-03T06:05:00.000Z'],
      ['Your appointment is tomorrow at nine.', '2031-04-03T15:00:00.000Z'],
    ]);

    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Save the result as a file' }).click(),
    ]);
    const lines = (await readFile(await download.path(), 'utf8')).trim().split('\r\n');
    expect(lines[0]).toBe('line,outcome,reason,reminder');
    const outcomes = lines.slice(1).map((line) => line.split(',').slice(0, 2).join());
    expect(outcomes).toEqual([
      '2,created',
      '3,left out',
      '4,left out',
      '5,left out',
      '6,left out',
      '7,left out',
      '8,left out',
      '9,created',
      '10,left out',
      '11,refused',
    ]);
    expect(lines[1]).toContain(made?.reminders[1]?.id);
  });

  test('means what its columns are said to mean, in the zone that is named', async () => {
    const { bellhop } = dashboard;
    const page = await dashboard.open('/import', { timezoneId: 'Europe/Berlin' });
    await page
      .getByLabel(/Or paste it/)
      .fill('9:15;2031-06-01;Mapped by hand.;+4930901820\n9:20;2031-06-01;Also.;+4930901821');
    await page.getByText('0 rows can be created').waitFor();
    await page.getByLabel('Phone number').selectOption({ index: 4 });
    await page.getByLabel('Message').selectOption({ index: 3 });
    await page.getByLabel('Day, or day and time').selectOption({ index: 2 });
    await page.getByLabel('Time, if in a column of its own').selectOption({ index: 1 });
    await page.getByText('2 rows can be created.').waitFor();
    await page.getByLabel('Times are in the time of').selectOption('America/Los_Angeles');
    await page.getByText('2 rows can be created.').waitFor();
    await page.getByRole('button', { name: 'Create 2 reminders' }).click();
    await page.getByText('2 reminders created.').waitFor();
    const { value } = await bellhop.list({ filter: { search: 'Mapped by hand.' } }).next();
    expect(value?.reminders[0]?.scheduledTime).toBe('2031-06-01T16:15:00.000Z');
  });
});
