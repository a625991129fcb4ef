import type { Page, Request } from 'playwright-core';
import { expect, test } from 'vitest';
import { startTcpProxy } from '../support/tcp-proxy.ts';
import { waitUntil } from '../support/wait-for.ts';
import { describeDashboard, detailPath, rowsOf, schedule, statusOf } from './dashboard.ts';

/** What a browser logs by itself of a server that cannot be reached. */
const expected = /WebSocket connection to|Failed to load resource: net::ERR_/;

describeDashboard('a lost connection', (dashboard) => {
  test('is told; comes back by itself; and what happened meanwhile is shown, each change', async () => {
    const { bellhop, app } = dashboard;
    await using proxy = await startTcpProxy(app.url);
    const [cancelled = '', rung = '', , failing = ''] = await schedule(
      bellhop,
      { message: 'away-cancelled' },
      { message: 'away-rung' },
      { message: 'away-left' },
      { message: 'away-failing', phoneNumber: '+14155550140' },
    );
    const list = await dashboard.open(`${proxy.url}/reminders?q=away-`, { expected });
    const detail = await dashboard.open(proxy.url + detailPath(rung), { expected });
    const now = await dashboard.open(proxy.url, { expected });
    await rowsOf(list, 'away-left').getByText('Scheduled', { exact: true }).waitFor();
    await statusOf(detail, 'Scheduled').waitFor();
    await now.getByRole('link', { name: '4 Scheduled' }).waitFor();
    for (const page of [list, detail, now]) {
      await page.waitForFunction('document.readyState === "complete"');
      await expect.poll(() => banner(page).count()).toBe(0);
    }

    proxy.refuse(true);
    proxy.cut();
    for (const page of [list, detail, now]) await banner(page).waitFor();
    await bellhop.cancel(cancelled);
    const at = { scheduledTime: new Date(), expectedVersion: 1 };
    await bellhop.update({ id: rung, ...at });
    await bellhop.update({ id: failing, ...at });
    await schedule(bellhop, { message: 'away-new' });
    for (let counts = await bellhop.counts(); counts.COMPLETED + counts.FAILED < 2; ) {
      counts = await bellhop.counts();
    }
    await rowsOf(list, 'away-cancelled').getByText('Scheduled', { exact: true }).waitFor();

    proxy.refuse(false);
    for (const page of [list, detail, now]) {
      await page.getByText('Connected again. Everything that happened meanwhile is shown.').waitFor();
      await banner(page).waitFor({ state: 'detached' });
    }
    await rowsOf(list, 'away-cancelled').getByText('Cancelled', { exact: true }).waitFor();
    await rowsOf(list, 'away-rung').getByText('Done', { exact: true }).waitFor();
    await rowsOf(list, 'away-failing').getByText('Failed', { exact: true }).waitFor();
    await rowsOf(list, 'away-left').getByText('Scheduled', { exact: true }).waitFor();
    await list.getByRole('button', { name: '1 new reminder – show' }).click();
    await rowsOf(list, 'away-new').waitFor();
    await statusOf(detail, 'Done').waitFor();
    await detail.getByText('Attempt 1: Call placed').waitFor();
    for (const counter of ['2 Scheduled', '1 Done', '1 Failed', '1 Cancelled']) {
      await now.getByRole('link', { name: counter }).waitFor();
    }
  });

  test('while changes stream in costs none of them, however often it goes', async () => {
    const { bellhop, app } = dashboard;
    await using proxy = await startTcpProxy(app.url);
    const ids = await schedule(
      bellhop,
      ...Array.from({ length: 40 }, (_, index) => ({ message: `stream-${index}` })),
    );
    const page = await dashboard.open(`${proxy.url}/reminders?q=stream-`, { expected });
    await page.getByText('40 reminders').waitFor();
    for (const [index, id] of ids.entries()) {
      await bellhop.cancel(id);
      if (index % 10 === 5) {
        // Right after a change, which may be on its way.
        proxy.cut();
        await banner(page).waitFor();
        await banner(page).waitFor({ state: 'detached' });
      }
    }
    await rowsOf(page).getByText('Cancelled', { exact: true }).nth(39).waitFor();
    await expect.poll(() => rowsOf(page).getByText('Scheduled', { exact: true }).count()).toBe(0);
  });

  test('before the page began to follow costs nothing either', async () => {
    const { bellhop, app } = dashboard;
    await using proxy = await startTcpProxy(app.url);
    const [id = ''] = await schedule(bellhop, { message: 'begin-with' });
    const page = await dashboard.open(`${proxy.url}/new`, { expected });
    // First no cursor can be had; then one is asked for, and its answer takes its time.
    let isLost = true;
    let reading = 0;
    const asked = Promise.withResolvers<void>();
    const answer = Promise.withResolvers<void>();
    page.on('request', (request) => (reading += isList(request) ? 1 : 0));
    page.on('response', (response) => (reading -= isList(response.request()) ? 1 : 0));
    await page.route('**/graphql', async (route) => {
      if (!route.request().postData()?.includes('lastChangeCursor')) return route.continue();
      if (isLost) return route.abort('connectionreset');
      asked.resolve();
      await answer.promise;
      return route.continue();
    });
    await page.goto(`${proxy.url}/reminders?q=begin-`);
    await rowsOf(page, 'begin-with').getByText('Scheduled').waitFor();
    isLost = false;
    await asked.promise;
    await waitUntil(() => reading === 0, { timeout: 60_000 });
    await bellhop.cancel(id);
    answer.resolve();
    await rowsOf(page, 'begin-with').getByText('Cancelled').waitFor();
    await banner(page).waitFor({ state: 'detached' });
  });

  test('that kept a page from being read lets it be read as soon as it is back', async () => {
    const { bellhop, app } = dashboard;
    await using proxy = await startTcpProxy(app.url);
    const [id = ''] = await schedule(bellhop, { message: 'unread' });
    const page = await dashboard.open(`${proxy.url}/import`, { expected });
    await page.getByText('Calls are simulated').waitFor();
    proxy.refuse(true);
    proxy.cut();
    await banner(page).waitFor();
    await page.getByRole('link', { name: 'Reminders', exact: true }).click();
    await page.getByRole('alert').filter({ hasText: 'Bellhop does not answer.' }).waitFor();
    proxy.refuse(false);
    await rowsOf(page, 'unread').getByText('Scheduled').waitFor();
    await page.getByText('Bellhop does not answer.').waitFor({ state: 'detached' });
    await bellhop.cancel(id);
    await rowsOf(page, 'unread').getByText('Cancelled').waitFor();
  });
});

function banner(page: Page) {
  return page.getByRole('status').filter({ hasText: 'The live connection is lost.' });
}

function isList(request: Request): boolean {
  return request.postData()?.includes('query Reminders') ?? false;
}
