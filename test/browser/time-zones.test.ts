import { expect, test } from 'vitest';
import { describeDashboard, detailPath, rowsOf, schedule } from './dashboard.ts';

const berlin = { timezoneId: 'Europe/Berlin' };
const losAngeles = { timezoneId: 'America/Los_Angeles' };

describeDashboard('times', (dashboard) => {
  test('are those of whoever looks, with UTC beside, and in UTC at a switch that is remembered', async () => {
    const { bellhop } = dashboard;
    const [id] = await schedule(bellhop, {
      message: 'zones',
      scheduledTime: new Date('2031-07-01T20:30:00Z'),
    });
    const there = await dashboard.open('/reminders?q=zones', losAngeles);
    const here = await dashboard.open('/reminders?q=zones', berlin);
    await rowsOf(there, 'zones').getByText('1 Jul 2031, 13:30').waitFor();
    const time = rowsOf(here, 'zones').getByRole('time');
    await rowsOf(here, 'zones').getByText('1 Jul 2031, 22:30').waitFor();
    expect(await time.getAttribute('title')).toContain('2031-07-01 20:30:00 UTC');
    expect(await time.getAttribute('datetime')).toBe('2031-07-01T20:30:00.000Z');

    await here.getByRole('button', { name: /Berlin time, switch to UTC/ }).click();
    await rowsOf(here, 'zones').getByText('1 Jul 2031, 20:30').waitFor();
    await here.goto(new URL(detailPath(id), here.url()).href);
    await here.getByRole('main').getByText('1 Jul 2031, 20:30').first().waitFor();
    await here.getByRole('button', { name: /UTC time, switch to local time/ }).click();
    await here.getByRole('main').getByText('1 Jul 2031, 22:30').first().waitFor();
  });

  test.each([
    { zone: berlin, date: '2031-03-30', time: '02:30', place: 'Berlin', next: '2031-03-30T01:30:00.000Z' },
    {
      zone: losAngeles,
      date: '2031-03-09',
      time: '02:30',
      place: 'Los Angeles',
      next: '2031-03-09T10:30:00.000Z',
    },
  ])('that the clocks skip in $place are refused, and the next hour is meant as it is read', async (gap) => {
    const { bellhop } = dashboard;
    const page = await dashboard.open('/new', gap.zone);
    await page.getByLabel('Phone number').fill('+4930901820');
    await page.getByLabel('What is said').fill(`gap in ${gap.place}`);
    await page.getByLabel('Day').fill(gap.date);
    await page.getByLabel('Time', { exact: true }).fill(gap.time);
    const refusal = page.getByText(`That time does not exist in ${gap.place} on that day`);
    await refusal.waitFor();
    await page.getByRole('button', { name: 'Schedule the call' }).click();
    await refusal.waitFor();
    expect(new URL(page.url()).pathname).toBe('/new');
    await page.getByLabel('Time', { exact: true }).fill('03:30');
    await page.getByText(/Rings .*03:30/).waitFor();
    await page.getByRole('button', { name: 'Schedule the call' }).click();
    await page.getByText('What happened').waitFor();
    const { value } = await bellhop.list({ filter: { search: `gap in ${gap.place}` } }).next();
    expect(value?.reminders.map(({ scheduledTime }) => scheduledTime)).toEqual([gap.next]);
  });

  test('that the clocks show twice ring the first time, and say so', async () => {
    const page = await dashboard.open('/new', berlin);
    await page.getByLabel('Day').fill('2031-10-26');
    await page.getByLabel('Time', { exact: true }).fill('02:30');
    await page.getByText('The clocks show that time twice that night; it rings the first time.').waitFor();
  });

  test('of another place are picked as its clocks show them, and told in those of whoever looks', async () => {
    const { bellhop } = dashboard;
    const page = await dashboard.open('/new', losAngeles);
    await page.getByLabel('Phone number').fill('+4930901820');
    await page.getByLabel('What is said').fill('elsewhere');
    await page.getByLabel('Day').fill('2031-01-15');
    await page.getByLabel('Time', { exact: true }).fill('09:00');
    await page.getByLabel('In the time of').selectOption('Europe/Berlin');
    await page.getByText(/15 January 2031 at 09:00, Berlin time/).waitFor();
    await page.getByText(/For you that is Wednesday,? 15 January 2031 at 00:00/).waitFor();
    await page.getByRole('button', { name: 'Schedule the call' }).click();
    await page.getByText('What happened').waitFor();
    const { value } = await bellhop.list({ filter: { search: 'elsewhere' } }).next();
    expect(value?.reminders[0]?.scheduledTime).toBe('2031-01-15T08:00:00.000Z');
  });
});
