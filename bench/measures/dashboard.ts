import { setTimeout as wait } from 'node:timers/promises';
import type { Browser, Page } from 'playwright-core';
import { chromiumArguments, executablePath } from '../../test/browser/chromium.ts';
import { type BellhopProcess, createRemindersMutation, startBellhop, toInput } from '../bellhop.ts';
import { withDataDir } from '../data-dir.ts';
import { makeJobs } from '../jobs.ts';
import type { Stage } from '../stage.ts';
import { until } from '../until.ts';

/** What somebody looks at while it happens. */
export interface DashboardView {
  readonly name: string;
  readonly path: string;
  /** Rows that are scrolled into the page before; 0: none. */
  readonly rows: number;
  readonly changes: boolean;
}

const listPath = '/reminders?sort=due';

export const dashboardViews = ({ reminders }: { readonly reminders: number }): readonly DashboardView[] => [
  { name: 'nothing changes, list', path: listPath, rows: 50, changes: false },
  { name: 'list', path: listPath, rows: 50, changes: true },
  { name: 'nothing changes, scrolled far', path: listPath, rows: Math.min(FAR, reminders), changes: false },
  { name: 'scrolled far', path: listPath, rows: Math.min(FAR, reminders), changes: true },
  { name: 'now', path: '/', rows: 0, changes: true },
];

export interface DashboardOptions {
  readonly reminders: number;
  readonly perSecond: number;
  readonly seconds: number;
}

export interface Responsiveness {
  /** Milliseconds from the navigation, with nothing cached, to the frame that has the first rows. */
  readonly firstRowsMs: number;
  /** Milliseconds of each task that held the page's thread for 50 ms or more. */
  readonly longTasks: readonly number[];
  /** Milliseconds from each key that was pressed to the next frame, by the browser's own measure, in steps of 8; at least 16. */
  readonly inputs: readonly number[];
  readonly changesPerSecond: number;
}

/** Rows in the page of one who scrolled far: to scroll through 10,000 takes many minutes, and nobody does. */
const FAR = 1_000;
const WARM_UP_MS = 2_000;
const KEY_EVERY_MS = 100;
const STEP_MS = 20;
const CLIENTS = 10;
/** Below this the browser does not report an input; it counts as this. */
const LEAST_INPUT_MS = 16;
const IN_A_MONTH_MS = 30 * 86_400_000;

/** `null` where there is no browser, or nothing to drive it with. */
export async function openBrowser(): Promise<Browser | null> {
  if (!executablePath) return null;
  try {
    const { chromium } = await import('playwright-core');
    return await chromium.launch({ executablePath, args: chromiumArguments });
  } catch {
    return null;
  }
}

/** How a page feels while reminders change, some in sight and most not: they are cancelled and scheduled again. */
export async function dashboard(
  stage: Stage,
  browser: Browser,
  options: DashboardOptions & { readonly view: DashboardView },
): Promise<Responsiveness> {
  const { reminders, perSecond, seconds, view } = options;
  await using database = await stage.openDatabase();
  await using parts = new AsyncDisposableStack();
  const dataDir = withDataDir(parts);
  const bellhop = parts.use(
    await startBellhop({
      databaseUrl: database.url,
      dataDir,
      receiverUrl: 'http://127.0.0.1:9',
      concurrency: 10,
    }),
  );
  const ids = await fill(bellhop, reminders);
  const context = await browser.newContext({ viewport: { width: 1_400, height: 900 }, locale: 'en-GB' });
  parts.defer(() => context.close());
  const page = await context.newPage();
  await page.addInitScript(observe);
  await page.goto(bellhop.url + view.path);
  const firstRowsMs = await page.evaluate<number>('firstRows');
  await scrollTo(page, view.rows);
  await wait(WARM_UP_MS);
  await page.evaluate('seen.longTasks.length = seen.inputs.length = 0');
  const end = performance.now() + seconds * 1_000;
  const [changes, presses] = await Promise.all([
    view.changes ? change(bellhop, ids, { perSecond, end }) : 0,
    press(page, end),
  ]);
  await wait(WARM_UP_MS);
  const { longTasks, inputs } = await page.evaluate<{ longTasks: number[]; inputs: number[] }>('seen');
  const quick = Array.from({ length: Math.max(0, presses - inputs.length) }, () => LEAST_INPUT_MS);
  return { firstRowsMs, longTasks, inputs: [...inputs, ...quick], changesPerSecond: changes / seconds };
}

const observe = `
  window.seen = { longTasks: [], inputs: [] };
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) seen.longTasks.push(duration);
  }).observe({ type: 'longtask' });
  new PerformanceObserver((list) => {
    for (const { name, duration } of list.getEntries()) if (name === 'keydown') seen.inputs.push(duration);
  }).observe({ type: 'event', durationThreshold: ${LEAST_INPUT_MS} });
  window.firstRows = new Promise((resolve) => {
    const look = () => (document.querySelector('main li a') ? resolve(performance.now()) : requestAnimationFrame(look));
    look();
  });
`;

async function fill(bellhop: BellhopProcess, count: number): Promise<readonly string[]> {
  const begin = Date.now() + IN_A_MONTH_MS;
  let ahead = 0;
  for (let at = 0; at < count; at += 1_000) {
    const reminders = makeJobs(Math.min(1_000, count - at), () => begin + 1_000 * ahead++).map(toInput);
    await bellhop.query(createRemindersMutation, { input: { reminders } });
  }
  const ids: string[] = [];
  for (let after: string | null = null; ids.length < count; ) {
    const { reminders }: { reminders: Connection } = await bellhop.query(
      'query ($after: String) { reminders(first: 100, after: $after) { nodes { id } pageInfo { endCursor } } }',
      { after },
    );
    ids.push(...reminders.nodes.map(({ id }) => id));
    after = reminders.pageInfo.endCursor;
  }
  return ids;
}

interface Connection {
  readonly nodes: readonly { readonly id: string }[];
  readonly pageInfo: { readonly endCursor: string | null };
}

async function scrollTo(page: Page, rows: number): Promise<void> {
  const links = page.locator('main li a');
  await links.first().waitFor();
  await until(
    async () => {
      if ((await links.count()) >= rows) return true;
      await page.evaluate('scrollTo(0, document.documentElement.scrollHeight)');
      return false;
    },
    { what: `the list shows ${rows} rows`, withinMs: 600_000, everyMs: 20 },
  );
  await page.evaluate('scrollTo(0, 0)');
}

/** Cancels reminders all over the list, and schedules them again in the next round; answers how many changes that were. */
async function change(
  bellhop: BellhopProcess,
  ids: readonly string[],
  { perSecond, end }: { readonly perSecond: number; readonly end: number },
): Promise<number> {
  const begin = performance.now();
  let asked = 0;
  const one = async () => {
    while (performance.now() < end) {
      const isOwed = asked < ((performance.now() - begin) * perSecond) / 1_000;
      if (isOwed) await bellhop.query(changeOf(ids, asked++));
      else await wait(STEP_MS);
    }
  };
  await Promise.all(Array.from({ length: CLIENTS }, one));
  return asked;
}

function changeOf(ids: readonly string[], at: number): string {
  // Every third in what is seen first.
  const place = at % 3 === 0 ? (at / 3) % 50 : (at * 7_919) % ids.length;
  const isCancel = Math.floor(at / 150) % 2 === 0;
  const input = `id: "${ids[place]}"${isCancel ? '' : ', scheduledTime: "2040-01-01T00:00:00Z"'}`;
  return `mutation { ${isCancel ? 'cancelReminder' : 'retryReminder'}(input: { ${input} }) { __typename } }`;
}

/** Walks through the rows by key, as somebody does who reads. */
async function press(page: Page, end: number): Promise<number> {
  let presses = 0;
  for (; performance.now() < end; presses += 1) {
    await page.keyboard.press(presses % 60 < 40 ? 'j' : 'k');
    await wait(KEY_EVERY_MS);
  }
  return presses;
}
