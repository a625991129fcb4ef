import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { describeDashboard, inMinutes, rowsOf, schedule, statusOf } from './dashboard.ts';

describeDashboard('the keyboard alone', (dashboard) => {
  test('creates a reminder', async () => {
    const { bellhop } = dashboard;
    const page = await dashboard.open('/');
    await page.getByRole('heading', { name: 'Now', exact: true }).waitFor();
    await page.getByRole('link', { name: 'Import', exact: true }).waitFor();
    await page.keyboard.press('n');
    await page.getByRole('heading', { name: 'New reminder' }).waitFor();
    await tabTo(page, 'Phone number');
    await page.keyboard.type('+4930901820');
    await page.keyboard.press('Tab');
    expect(await focused(page)).toBe('What is said');
    await page.keyboard.type('Typed, n and ? and / and all.');
    await tabTo(page, 'Schedule the call');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: '+49 30 901820' }).waitFor();
    await page.getByText('Typed, n and ? and / and all.').waitFor();
    expect((await bellhop.counts()).SCHEDULED).toBe(1);
  });

  test('looks for one, walks the list, opens it, cancels it, and comes back to it', async () => {
    const { bellhop } = dashboard;
    await schedule(
      bellhop,
      ...['keys-1', 'keys-2', 'keys-3'].map((message, index) => ({
        message,
        phoneNumber: `+493090182${index + 1}`,
        scheduledTime: inMinutes(60 + index),
      })),
    );
    const page = await dashboard.open('/');
    await page.getByRole('heading', { name: 'Now', exact: true }).waitFor();
    await page.keyboard.press('/');
    await page.locator('#search:focus').waitFor();
    await page.keyboard.type('keys-');
    await page.waitForURL('**/reminders?q=keys-');
    await rowsOf(page, 'keys-3').waitFor();
    await page.keyboard.press('Escape');
    await page.locator('#search:not(:focus)').waitFor();

    const link = (name: string) => page.locator('a:focus', { hasText: name });
    await page.keyboard.press('j');
    await link('+49 30 901821').waitFor();
    await page.keyboard.press('j');
    await page.keyboard.press('j');
    await page.keyboard.press('j');
    await link('+49 30 901823').waitFor();
    await page.keyboard.press('k');
    await link('+49 30 901822').waitFor();
    await page.keyboard.press('x');
    await page.getByText('1 reminder selected').waitFor();
    await page.keyboard.press('x');
    await page.getByText('1 reminder selected').waitFor({ state: 'detached' });
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: '+49 30 901822' }).waitFor();

    await tabTo(page, 'Cancel call…');
    await page.keyboard.press('Enter');
    await page.getByRole('dialog', { name: 'Cancel this call?' }).waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await page.locator('button:focus', { hasText: 'Cancel call…' }).waitFor();
    await page.keyboard.press('Enter');
    await page.getByRole('dialog', { name: 'Cancel this call?' }).waitFor();
    await tabTo(page, 'Cancel the call');
    await page.keyboard.press('Enter');
    await statusOf(page, 'Cancelled').waitFor();
    // What was asked about is gone: then the page's heading is where one goes on.
    await page.locator('h1:focus').waitFor();

    await page.goBack();
    await rowsOf(page, 'keys-2').getByText('Cancelled').waitFor();
    await link('+49 30 901822').waitFor();
  });

  test('selects several, cancels them, and gets the focus back', async () => {
    const { bellhop } = dashboard;
    await schedule(bellhop, { message: 'several-1' }, { message: 'several-2' });
    const page = await dashboard.open('/reminders?q=several-');
    await rowsOf(page, 'several-2').waitFor();
    await tabTo(page, 'Select all that are shown');
    await page.keyboard.press('Space');
    await tabTo(page, 'Cancel…');
    await page.keyboard.press('Enter');
    await page.getByRole('dialog', { name: 'Cancel 2 reminders?' }).waitFor();
    await tabTo(page, 'Cancel calls');
    await page.keyboard.press('Enter');
    await page.getByText('2 done.').waitFor();
    await tabTo(page, 'Close');
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await page.locator('h1:focus').waitFor();
  });

  test('is told of by ?, which a dialog shows; Escape closes it and the focus is where it was', async () => {
    const page = await dashboard.open('/new');
    await page.getByRole('heading', { name: 'New reminder' }).waitFor();
    await tabTo(page, 'Schedule the call');
    await page.keyboard.press('?');
    const dialog = page.getByRole('dialog', { name: 'Keys' });
    await dialog.getByText('Search reminders').waitFor();
    // Behind a dialog no key does anything.
    await page.keyboard.press('n');
    await page.keyboard.press('/');
    await page.keyboard.press('Tab');
    const isBehind = 'document.activeElement.closest("main, header, footer") !== null';
    expect(await page.evaluate(isBehind)).toBe(false);
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    await page.locator('button:focus', { hasText: 'Schedule the call' }).waitFor();
    expect(new URL(page.url()).pathname).toBe('/new');
  });

  test('skips to the page, past what is on every page', async () => {
    const page = await dashboard.open('/');
    await page.getByRole('link', { name: 'Import', exact: true }).waitFor();
    await page.keyboard.press('Tab');
    expect(await focused(page)).toBe('Skip to the page');
    await page.keyboard.press('Enter');
    await page.waitForURL('**/#main');
    await page.keyboard.press('Tab');
    expect(await page.evaluate('document.activeElement.closest("main") !== null')).toBe(true);
  });

  test('finds a new page with its heading in focus', async () => {
    const page = await dashboard.open('/');
    await page.getByRole('heading', { name: 'Now', exact: true }).waitFor();
    await tabTo(page, 'Reminders');
    await page.keyboard.press('Enter');
    await page.locator('h1:focus', { hasText: 'Reminders' }).waitFor();
    expect(await page.title()).toBe('Reminders · Bellhop');
  });
});

const enough = 80;

/** Presses Tab until what has this name has the focus. */
async function tabTo(page: Page, name: string): Promise<void> {
  const passed: string[] = [];
  do {
    if (passed.length > enough)
      throw new Error(`Tab does not lead to “${name}”, but to ${passed.join(', ')}`);
    await page.keyboard.press('Tab');
    passed.push(await focused(page));
  } while (passed.at(-1) !== name);
}

/** The name of what has the focus. */
async function focused(page: Page): Promise<string> {
  return page.evaluate(`(() => {
    const { activeElement } = document;
    const [label] = activeElement.labels ?? [];
    return (activeElement.ariaLabel ?? label?.firstChild.textContent ?? activeElement.textContent).trim();
  })()`);
}
