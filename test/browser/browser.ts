import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, onTestFinished } from 'vitest';
import { chromiumArguments, executablePath } from './chromium.ts';

/** Only there so that nothing waits for ever: a browser on a busy machine takes many times what it takes alone. */
const PATIENCE_MS = 100_000;

export interface PageOptions extends BrowserContextOptions {
  /** Complaints that belong to what the test does, such as that a server which it stopped does not answer. */
  readonly expected?: RegExp;
}

/**
 * Opens an address in a page of its own (its own cookies too), which closes when the test is over. The test fails if
 * the page complained: an error thrown or logged, something that the content policy forbids, a request to another host.
 */
export type OpenPageIn = (url: string, options?: PageOptions) => Promise<Page>;

/** Tests in a real Chromium; skipped, and said so, where there is none. */
export function describeInBrowser(name: string, tests: (open: OpenPageIn) => void): void {
  const path = executablePath;
  if (!path) {
    describe.skip(`${name} (skipped: no Chromium here; install one, or set CHROMIUM_PATH)`, () =>
      tests(never));
    return;
  }
  describe(name, { timeout: 2 * PATIENCE_MS }, () => {
    let browser: Browser;
    beforeAll(async () => {
      browser = await chromium.launch({
        executablePath: path,
        args: chromiumArguments,
        timeout: PATIENCE_MS,
      });
    }, PATIENCE_MS);
    afterAll(() => browser.close(), PATIENCE_MS);
    tests((url, options) => openPage(browser, url, options));
  });
}

async function openPage(browser: Browser, url: string, options: PageOptions = {}): Promise<Page> {
  const { expected, ...settings } = options;
  const context = await browser.newContext({
    viewport: { width: 1_400, height: 900 },
    locale: 'en-GB',
    ...settings,
  });
  context.setDefaultTimeout(PATIENCE_MS);
  const page = await context.newPage();
  const complaints = listen(page, new URL(url).origin);
  onTestFinished(async () => {
    await context.close();
    expect(complaints.filter((complaint) => !expected?.test(complaint))).toEqual([]);
  }, PATIENCE_MS);
  await page.addInitScript(reportViolations);
  await page.goto(url);
  return page;
}

/** The console tells of most of them too, but not of all. */
const reportViolations = `addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) =>
  console.error('The content policy forbids', violatedDirective, blockedURI), true)`;

function listen(page: Page, origin: string): readonly string[] {
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  const look = (address: string) => {
    const isOwn = address.replace(/^ws/, 'http').startsWith(`${origin}/`) || /^(data|blob):/.test(address);
    if (!isOwn) complaints.push(`A request left for ${address}`);
  };
  page.on('request', (request) => look(request.url()));
  page.on('websocket', (socket) => look(socket.url()));
  return complaints;
}

function never(): never {
  throw new Error('There is no browser.');
}
