import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { describeDashboard, inMinutes, rowsOf, schedule } from './dashboard.ts';

describeDashboard('the list', (dashboard) => {
  test('is filtered by its address, which shows the same to whom it is sent, and goes back and forward', async () => {
    const { bellhop } = dashboard;
    const [cancelled] = await schedule(
      bellhop,
      { message: 'apples for Ann' },
      { message: 'apples for Ben' },
      { message: 'pears for Ann', phoneNumber: '+14155550199' },
    );
    await bellhop.cancel(cancelled ?? '');
    const page = await dashboard.open('/reminders');
    await rowsOf(page, 'pears').waitFor();
    await expect.poll(() => rowsOf(page).count()).toBe(3);

    await page.getByRole('button', { name: 'Scheduled', exact: true }).click();
    await rowsOf(page, 'apples for Ann').waitFor({ state: 'detached' });
    await page.getByLabel('In the message').fill('apples');
    await expect.poll(() => addressOf(page)).toBe('/reminders?status=scheduled&q=apples');
    await rowsOf(page, 'pears').waitFor({ state: 'detached' });
    await rowsOf(page, 'apples for Ben').waitFor();

    const other = await dashboard.open(addressOf(page));
    await rowsOf(other, 'apples for Ben').waitFor();
    await expect.poll(() => rowsOf(other).count()).toBe(1);
    await expect.poll(() => other.getByLabel('In the message').inputValue()).toBe('apples');
    await other.getByRole('button', { name: 'Scheduled', exact: true, pressed: true }).waitFor();

    await page.goBack();
    await rowsOf(page, 'pears').waitFor();
    await expect.poll(() => rowsOf(page).count()).toBe(3);
    await expect.poll(() => page.getByLabel('In the message').inputValue()).toBe('');
    await page.goForward();
    await rowsOf(page, 'pears').waitFor({ state: 'detached' });
    await rowsOf(page, 'apples for Ben').waitFor();
    await expect.poll(() => page.getByLabel('In the message').inputValue()).toBe('apples');

    await rowsOf(page, 'apples for Ben').getByRole('link').click();
    await page.getByRole('heading', { name: 'What happened' }).waitFor();
    await page.goBack();
    await rowsOf(page, 'apples for Ben').waitFor();
    await page.getByRole('button', { name: 'Clear filters' }).click();
    await rowsOf(page, 'pears').waitFor();
  });

  test('finds a number as people write it, once it is whole', async () => {
    const { bellhop } = dashboard;
    await schedule(bellhop, { message: 'by number', phoneNumber: '+442079460123' }, { message: 'not this' });
    const page = await dashboard.open('/reminders');
    await page.getByLabel('Phone number').fill('+44 20');
    await page.getByText('The whole number with + and country code.').waitFor();
    await page.getByLabel('Phone number').fill('+44 20 7946 0123');
    await rowsOf(page, 'by number').waitFor();
    await expect.poll(() => rowsOf(page).count()).toBe(1);
    await page.getByLabel('Phone number').fill('+44 20 7946 0124');
    await page.getByText('No reminder matches these filters.').waitFor();
  });

  test('leaves out what is done in one click, and takes it in again', async () => {
    const { bellhop } = dashboard;
    const page = await dashboard.open('/reminders?q=done-or-not');
    await page.getByText('No reminder matches these filters.').waitFor();
    await schedule(
      bellhop,
      { message: 'done-or-not: done', scheduledTime: new Date() },
      { message: 'done-or-not: not' },
    );
    await page.getByRole('button', { name: '2 new reminders – show' }).click();
    await rowsOf(page, 'done-or-not: done').getByText('Done', { exact: true }).waitFor();
    await page.getByRole('button', { name: 'Hide done' }).click();
    await rowsOf(page, 'done-or-not: done').waitFor({ state: 'detached' });
    await rowsOf(page, 'done-or-not: not').waitFor();
    await page.getByRole('button', { name: 'Hide done', pressed: true }).click();
    await rowsOf(page, 'done-or-not: done').waitFor();
  });

  test('grows as it is scrolled, each reminder once and in order, and is live to its end', async () => {
    const { bellhop } = dashboard;
    const texts = Array.from({ length: 130 }, (_, index) => `scroll-${String(index).padStart(3, '0')}`);
    const ids = await schedule(
      bellhop,
      ...texts.map((message, index) => ({ message, scheduledTime: inMinutes(60 + index) })),
    );
    const page = await dashboard.open('/reminders?q=scroll-');
    await page.getByText('The first 50 reminders; more follow').waitFor();
    for (const last of [49, 99, 129]) {
      await rowsOf(page, texts[last]).scrollIntoViewIfNeeded();
    }
    await page.getByText('130 reminders', { exact: true }).waitFor();
    const seen = (await rowsOf(page).allTextContents()).map((text) => /scroll-\d+/.exec(text)?.[0]);
    expect(seen).toEqual(texts);
    await bellhop.cancel(ids.at(-1) ?? '');
    await rowsOf(page, texts.at(-1)).getByText('Cancelled').waitFor();
  });

  test('reads on to its end under somebody who scrolls faster than it reads', async () => {
    const { bellhop } = dashboard;
    await schedule(bellhop, ...Array.from({ length: 1_000 }, () => ({ message: 'hasty' })));
    const page = await dashboard.open('/reminders?q=hasty');
    await page.getByText('The first 50 reminders; more follow').waitFor();
    await page.evaluate(`new Promise((resolve) => {
      const scroll = () => {
        window.scrollTo(0, document.documentElement.scrollHeight);
        if (document.querySelectorAll('main li').length < 1_000) setTimeout(scroll, 5);
        else resolve();
      };
      scroll();
    })`);
    await page.getByText('1,000 reminders', { exact: true }).waitFor();
  });

  test('shows a day in the zone of whoever looks', async () => {
    const { bellhop } = dashboard;
    await schedule(
      bellhop,
      { message: 'day: late evening', scheduledTime: new Date('2031-05-04T21:30:00Z') },
      { message: 'day: after midnight', scheduledTime: new Date('2031-05-04T22:30:00Z') },
    );
    const page = await dashboard.open('/reminders?q=day:', { timezoneId: 'Europe/Berlin' });
    await rowsOf(page, 'after midnight').waitFor();
    await page.getByLabel('From').fill('2031-05-05');
    await rowsOf(page, 'late evening').waitFor({ state: 'detached' });
    await rowsOf(page, 'after midnight').waitFor();
    expect(addressOf(page)).toContain('from=2031-05-04T22:00:00.000Z');
    await page.getByLabel('From').fill('');
    await rowsOf(page, 'late evening').waitFor();
    await page.getByLabel('Until').fill('2031-05-04');
    await rowsOf(page, 'after midnight').waitFor({ state: 'detached' });
    await rowsOf(page, 'late evening').waitFor();
    const elsewhere = await dashboard.open(addressOf(page), { timezoneId: 'America/Los_Angeles' });
    await rowsOf(elsewhere, 'late evening').waitFor();
    await expect.poll(() => rowsOf(elsewhere).count()).toBe(1);
  });
});

function addressOf(page: Page): string {
  const { pathname, search } = new URL(page.url());
  return pathname + search;
}
