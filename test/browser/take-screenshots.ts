import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { chromiumArguments, executablePath } from './chromium.ts';
import { startDemo } from './demo.ts';
import { listWithBadRows } from './demo-texts.ts';
import { savePng } from './small-png.ts';

/** Takes the pictures of the documentation, of a Bellhop with a day's calls: `npm run screenshots`. */
const folder = process.argv[2] ?? new URL('../../docs/screenshots/', import.meta.url).pathname;

const desk = { viewport: { width: 1_280, height: 860 } };
const looks: Readonly<Record<string, BrowserContextOptions>> = {
  light: { ...desk, colorScheme: 'light' },
  dark: { ...desk, colorScheme: 'dark' },
  phone: {
    viewport: { width: 390, height: 780 },
    colorScheme: 'light',
    deviceScaleFactor: 1.5,
    isMobile: true,
    hasTouch: true,
  },
};

/** How to come to what is shown. */
const scenes: Readonly<Record<string, (page: Page) => Promise<void>>> = {
  async now(page) {
    await page.locator('.chart .bar').first().waitFor();
    await page
      .getByRole('region', { name: 'Failed in the last 24 hours' })
      .getByRole('listitem')
      .first()
      .waitFor();
  },
  async list(page) {
    await page.goto(`${app.url}/reminders?status=scheduled,calling,failed,cancelled&sort=due`);
    const boxes = page.getByLabel('Select +1 212 555');
    for (const row of [0, 2]) await boxes.nth(row).click();
  },
  async detail(page) {
    await page.getByRole('link', { name: 'Reminders' }).click();
    await page.getByRole('button', { name: 'Failed', exact: true }).click();
    await page.getByRole('link', { name: '+1 212 555 0171' }).click();
    await page.getByText('Attempt 3').waitFor();
  },
  async new(page) {
    await page.getByRole('link', { name: /^New/ }).click();
    await page.getByLabel('Phone number').pressSequentially('+493023125012');
    await page
      .getByLabel('What is said')
      .fill('Your new glasses are ready. You can collect them from today on.');
    await page.getByText('A number in Germany').waitFor();
  },
  async import(page) {
    await page.getByRole('link', { name: 'Import' }).click();
    await page.getByLabel(/Or paste it/).fill(listWithBadRows);
    await page.getByText('can be created').scrollIntoViewIfNeeded();
    await page.getByRole('button', { name: /Create/ }).scrollIntoViewIfNeeded();
  },
};

const dataDir = await mkdtemp(join(tmpdir(), 'bellhop-screenshots-'));
const app = await startDemo(dataDir);
const browser = await chromium.launch({
  ...(executablePath !== undefined && { executablePath }),
  args: chromiumArguments,
});
try {
  for (const look of Object.keys(looks)) {
    for (const scene of Object.keys(scenes)) await take(browser, scene, look);
  }
} finally {
  await browser.close();
  await app.stop();
  await rm(dataDir, { recursive: true, force: true });
}

async function take(browser: Browser, scene: string, look: string): Promise<void> {
  const context = await browser.newContext({
    timezoneId: 'Europe/Berlin',
    locale: 'en-GB',
    ...looks[look],
  });
  const page = await context.newPage();
  await page.goto(app.url);
  // Numbers get their shape once the library for it is there.
  await page.getByText('+1 212 555 0171').first().waitFor();
  await scenes[scene]?.(page);
  await page.mouse.move(0, 0);
  await page.evaluate('document.fonts.ready');
  await page.evaluate('document.activeElement.blur()');
  await savePng(page, join(folder, `${scene}-${look}.png`));
  await context.close();
}
