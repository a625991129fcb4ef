import { accessSync, constants } from 'node:fs';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, onTestFailed } from 'vitest';

const candidates = [
  process.env['CHROMIUM_PATH'],
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];
const executablePath = candidates.find((path) => path !== undefined && isExecutable(path));

export interface PageOptions {
  /** Width and height in CSS pixels. */
  readonly viewport?: { readonly width: number; readonly height: number };
  readonly timezoneId?: string;
  readonly colorScheme?: 'light' | 'dark';
}

export interface OpenPage extends AsyncDisposable {
  readonly page: Page;
  /** What the page complained of: errors thrown, errors logged (the content policy's too), requests to other hosts. */
  readonly complaints: readonly string[];
}

export type OpenPageIn = (url: string, options?: PageOptions) => Promise<OpenPage>;

/** Tests in a real Chromium; skipped, and said so, where there is none. */
export function describeInBrowser(name: string, tests: (open: OpenPageIn) => void): void {
  if (!executablePath) {
    describe.skip(`${name} (skipped: no Chromium here; install one, or set CHROMIUM_PATH)`, () =>
      tests(never));
    return;
  }
  describe(name, () => {
    let browser: Browser;
    beforeAll(async () => {
      // Chromium's sandbox needs rights that root in a container does not have; the only pages here are our own.
      browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
    });
    afterAll(() => browser.close());
    tests((url, options) => openPage(browser, url, options));
  });
}

async function openPage(browser: Browser, url: string, options: PageOptions = {}): Promise<OpenPage> {
  const context = await browser.newContext({ viewport: { width: 1_400, height: 900 }, ...options });
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  page.on('request', (request) => {
    const isOwn = request.url().startsWith(new URL(url).origin) || /^(data|blob):/.test(request.url());
    if (!isOwn) complaints.push(`A request left for ${request.url()}`);
  });
  onTestFailed(() => console.error(complaints));
  await page.goto(url);
  return { page, complaints, [Symbol.asyncDispose]: () => context.close() };
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function never(): never {
  throw new Error('There is no browser.');
}
