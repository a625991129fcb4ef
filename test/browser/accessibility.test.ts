import axe from 'axe-core';
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import type { PageOptions } from './browser.ts';
import { describeDashboard, detailPath, inMinutes, rowsOf, schedule, statusOf } from './dashboard.ts';

const desk = { width: 1_280, height: 860 };
const looks: readonly (readonly [string, PageOptions])[] = [
  ['light', { colorScheme: 'light', viewport: desk }],
  ['dark', { colorScheme: 'dark', viewport: desk }],
  ['phone', { colorScheme: 'light', viewport: { width: 390, height: 844 }, hasTouch: true }],
];

const badRows = 'phone,message,date,time\n+49 30 9018 2011,Tomorrow.,2031-04-03,17:00\n0176,,2031-04-03,';

describeDashboard('every page', (dashboard) => {
  test.each(looks)('has nothing that axe or the width forbids: %s', async (_, look) => {
    const { bellhop } = dashboard;
    const [done = '', failed = '', edited = ''] = await schedule(
      bellhop,
      { message: 'Your glasses are ready.', scheduledTime: new Date() },
      { message: 'Your appointment is tomorrow.', phoneNumber: '+14155550140', scheduledTime: new Date() },
      { message: 'a word that is as long as'.replaceAll(' ', '-').repeat(8), scheduledTime: inMinutes(90) },
    );
    const page = await dashboard.open('/', look);
    const at = (path: string) => page.goto(new URL(path, page.url()).href);
    await page.getByRole('heading', { name: 'Next calls' }).waitFor();
    await page.getByText('Reading…').first().waitFor({ state: 'detached' });
    await expectNoViolation(page, 'now');

    await at('/reminders?sort=new');
    await rowsOf(page, 'Your glasses').first().getByText('Done', { exact: true }).waitFor();
    await expectNoViolation(page, 'list');
    await page.getByRole('checkbox', { name: 'Select all that are shown' }).check();
    await page.getByRole('button', { name: 'Cancel…' }).click();
    await page.getByRole('dialog').waitFor();
    await expectNoViolation(page, 'bulk dialog');
    await at('/reminders?q=nothing-has-this');
    await page.getByText('No reminder matches these filters.').waitFor();
    await expectNoViolation(page, 'empty list');

    await at(detailPath(done));
    await statusOf(page, 'Done').waitFor();
    await expectNoViolation(page, 'done');
    await at(detailPath(failed));
    await statusOf(page, 'Failed').waitFor();
    await expectNoViolation(page, 'failed');
    await page.getByRole('button', { name: 'Ring again…' }).click();
    await page.getByLabel('At another time').check();
    await expectNoViolation(page, 'retry dialog');

    await bellhop.update({ id: edited, message: 'shorter', scheduledTime: inMinutes(95) });
    await at(detailPath(edited));
    await page.getByText('Edited: time moved, text changed').waitFor();
    await expectNoViolation(page, 'edited');

    await at('/new');
    await page.getByRole('button', { name: 'Schedule the call' }).click();
    await page.getByText('What shall be said?').waitFor();
    await expectNoViolation(page, 'new, with problems');
    await at('/import');
    await page.getByLabel(/Or paste it/).fill(badRows);
    await page.getByText('1 row can be created, 1 row cannot as it is.').waitFor();
    await expectNoViolation(page, 'import');
    await at('/session');
    await page.getByLabel('API token').waitFor();
    await expectNoViolation(page, 'sign-in');
  });

  test('is light or dark as the system is, or as is chosen, and remembers that', async () => {
    const page = await dashboard.open('/', { colorScheme: 'dark' });
    const isDark = () =>
      page.evaluate<boolean>(`(() => {
        const { backgroundColor } = getComputedStyle(document.documentElement);
        const [l] = backgroundColor.match(/[\\d.]+/g).map(Number);
        return l < 128;
      })()`);
    const button = (choice: string) => page.getByRole('button', { name: `Colours: ${choice}` });
    await button('Auto').waitFor();
    expect(await isDark()).toBe(true);
    await button('Auto').click();
    await button('Light').waitFor();
    expect(await isDark()).toBe(false);
    await page.reload();
    await button('Light').waitFor();
    expect(await isDark()).toBe(false);
    await button('Light').click();
    await button('Dark').waitFor();
    await page.emulateMedia({ colorScheme: 'light' });
    expect(await isDark()).toBe(true);
  });
});

/** WCAG 2.2 AA as far as a program can tell; and nothing that makes the page wider than its window. */
async function expectNoViolation(page: Page, where: string): Promise<void> {
  await page.evaluate(axe.source);
  const { violations, width } = await page.evaluate<{
    readonly violations: readonly axe.Result[];
    readonly width: number;
  }>(`(async () => {
    const runOnly = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
    const { violations } = await axe.run(document, { runOnly, resultTypes: ['violations'] });
    return { violations, width: document.documentElement.scrollWidth - innerWidth };
  })()`);
  const found = violations.map(({ id, nodes }) => [id, ...nodes.map(({ html }) => html)]);
  expect({ where, found, isTooWide: width > 0 }).toEqual({ where, found: [], isTooWide: false });
}
