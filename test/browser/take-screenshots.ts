import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { startApp } from '../../src/app.ts';
import { createBellhop } from '../../src/client/client.ts';
import { readConfig } from '../../src/config.ts';

/** Takes the pictures of the documentation, on a Bellhop of its own: `npm run screenshots`. */
const folder = process.argv[2] ?? new URL('../../docs/screenshots/', import.meta.url).pathname;
const dataDir = await mkdtemp(join(tmpdir(), 'bellhop-screenshots-'));
const app = await startApp(
  readConfig({
    PORT: '0',
    DATA_DIR: dataDir,
    LOG_LEVEL: 'silent',
    RETRY_DELAY_SECONDS: '2400',
    RETRY_DELAY_MAX_SECONDS: '2400',
  }),
);
const bellhop = createBellhop({ url: app.url });

const MINUTE_MS = 60_000;
const people = [
  '+493090182',
  '+4989124830',
  '+4917623456',
  '+4144321',
  '+4366412345',
  '+44207946',
  '+1415555',
];
const messages = [
  'This is the practice of Dr. Weber. Your appointment is tomorrow at nine. To move it, please ring us.',
  'Good morning! Please remember to take your blood pressure tablets with breakfast.',
  'Your new glasses are ready. You can collect them from today on.',
  'This is the physiotherapy at the station. We look forward to seeing you on Thursday at a quarter past two.',
  'Your vaccination is due. Please bring your yellow card.',
];
const rows = Array.from({ length: 60 }, (_, index) => ({
  phoneNumber: `${people[index % people.length]}${String(1000 + index * 37).slice(-4)}`,
  message: messages[index % messages.length] ?? '',
  scheduledTime: new Date(Date.now() + (index < 14 ? 0 : 12 * MINUTE_MS * (index - 12))),
}));
const failing = ['+14155550140', '+14155550144', '+442075550150'].map((phoneNumber, index) => ({
  phoneNumber,
  message: messages[index] ?? '',
  scheduledTime: new Date(),
  maxRetryAttempts: index === 2 ? 3 : 1,
}));
const made = await bellhop.scheduleMany([...rows, ...failing]);
if (made.__typename !== 'CreateRemindersSuccess') throw new Error(made.message);
const settled = () => bellhop.counts();
for (let counts = await settled(); counts.COMPLETED < 14 || counts.FAILED < 2 || counts.DISPATCHING > 0; ) {
  await new Promise((resolve) => setTimeout(resolve, 100));
  counts = await settled();
}
const { value: last } = await bellhop
  .list({ orderBy: { field: 'SCHEDULED_TIME', direction: 'DESC' } })
  .next();
for (const { id } of last?.reminders.slice(0, 4) ?? []) await bellhop.cancel(id);
const { value: retried } = await bellhop.list({ filter: { phoneNumber: '+442075550150' } }).next();
const detail = `/reminders/${encodeURIComponent(retried?.reminders[0]?.id ?? '')}`;

const csv = `phone,message,date,time
+49 30 9018 2011,Your appointment is tomorrow at nine.,2027-04-03,17:00
+49 89 1248,Your appointment is tomorrow at ten.,2027-04-03,17:05
0176 234567,Your appointment is on Monday.,2027-04-03,17:10
+41 44 321 70 00,,2027-04-03,17:15
+49 30 9018 2012,Your glasses are ready.,03/04/2027,17:20
`;
const browser = await chromium.launch({
  executablePath: process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--lang=en-GB'],
});
const looks = [
  { name: 'light', colorScheme: 'light', viewport: { width: 1280, height: 860 } },
  { name: 'dark', colorScheme: 'dark', viewport: { width: 1280, height: 860 } },
  { name: 'phone', colorScheme: 'light', viewport: { width: 390, height: 844 } },
] as const;
for (const { name, ...look } of looks) {
  const context = await browser.newContext({
    ...look,
    timezoneId: 'Europe/Berlin',
    locale: 'en-GB',
    deviceScaleFactor: name === 'phone' ? 2 : 1,
  });
  const page = await context.newPage();
  const take = async (what: string) => {
    await page.evaluate('document.fonts.ready');
    await page.screenshot({ path: join(folder, `${what}-${name}.png`) });
  };
  await page.goto(`${app.url}/`);
  await page.locator('.chart .bar').first().waitFor();
  await page.locator('.rows.small .row').first().waitFor();
  await take('now');
  await page.goto(`${app.url}/reminders?sort=changed`);
  await page.locator('.list .row').first().waitFor();
  await page.locator('.list .pick').nth(1).click();
  await page.locator('.list .pick').nth(2).click();
  await take('list');
  await page.goto(`${app.url}${detail}`);
  await page.locator('.timeline').waitFor();
  await take('detail');
  await page.goto(`${app.url}/new`);
  await page.getByLabel('Phone number').pressSequentially('+4930901820');
  await page.getByLabel('What is said').fill(messages[0] ?? '');
  await page.getByText('A number in Germany').waitFor();
  await take('new');
  await page.goto(`${app.url}/import`);
  await page.getByLabel(/Or paste it/).fill(csv);
  await page.getByText('can be created').waitFor();
  await page.getByRole('heading', { name: /2\./ }).scrollIntoViewIfNeeded();
  await page.screenshot({ path: join(folder, `import-${name}.png`), fullPage: name === 'phone' });
  await context.close();
}
await browser.close();
await app.stop();
await rm(dataDir, { recursive: true, force: true });
