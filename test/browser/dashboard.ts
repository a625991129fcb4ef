import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, onTestFinished } from 'vitest';
import type { Bellhop } from '../../src/client/bellhop.ts';
import { type CreateReminderInput, createBellhop } from '../../src/client/client.ts';
import { startTestApp, type TestApp, type TestAppOptions } from '../support/app.ts';
import { describeInBrowser, type PageOptions } from './browser.ts';

/** Bellhop, whoever uses it from elsewhere, and somebody at a browser. */
export interface Dashboard {
  /** One for all tests of a file. */
  readonly app: TestApp;
  /** Another client of the same app. */
  readonly bellhop: Bellhop;
  /** Opens a path of the app, or of another server. */
  open(path: string, options?: PageOptions): Promise<Page>;
  /** Another app, until the test is over. */
  start(options?: TestAppOptions): Promise<TestApp>;
}

export function describeDashboard(
  name: string,
  tests: (dashboard: Dashboard) => void,
  options: TestAppOptions = {},
): void {
  describeInBrowser(name, (open) => {
    let app: TestApp;
    let bellhop: Bellhop;
    beforeAll(async () => {
      app = await startTestApp(options);
      bellhop = createBellhop({ url: app.url });
    });
    afterAll(() => app[Symbol.asyncDispose]());
    tests({
      get app() {
        return app;
      },
      get bellhop() {
        return bellhop;
      },
      open: (path, pageOptions) => open(new URL(path, app.url).href, pageOptions),
      async start(others) {
        const started = await startTestApp(others);
        onTestFinished(() => started[Symbol.asyncDispose]());
        return started;
      },
    });
  });
}

const MINUTE_MS = 60_000;

export function inMinutes(minutes: number): Date {
  return new Date(Date.now() + minutes * MINUTE_MS);
}

/** Schedules reminders through the API and answers their ids; without a time they are due in an hour. */
export async function schedule(
  bellhop: Bellhop,
  ...drafts: readonly (Pick<CreateReminderInput, 'message'> & Partial<CreateReminderInput>)[]
): Promise<readonly string[]> {
  const inputs = drafts.map((draft) => ({
    phoneNumber: '+4930901820',
    scheduledTime: inMinutes(60),
    ...draft,
  }));
  const answer = await bellhop.scheduleMany(inputs);
  if (answer.__typename !== 'CreateRemindersSuccess') throw new Error(answer.message);
  return answer.results.map((result) => {
    if (result.__typename !== 'CreateReminderSuccess') throw new Error(result.message);
    return result.reminder.id;
  });
}

/** The address of a reminder's page. */
export function detailPath(id: string | undefined): string {
  return `/reminders/${encodeURIComponent(id ?? '')}`;
}

/** What a reminder's page says that it is. */
export function statusOf(page: Page, status: string): Locator {
  return page.getByRole('main').getByRole('status').filter({ hasText: status });
}

/** The rows of a list that hold a text. */
export function rowsOf(page: Page, text?: string): Locator {
  const rows = page.getByRole('main').getByRole('listitem');
  return text === undefined ? rows : rows.filter({ hasText: text });
}

/** The part of a page under a heading. */
export function sectionOf(page: Page, heading: string): Locator {
  return page.locator('section').filter({ has: page.getByRole('heading', { name: heading }) });
}
