import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import type { Bellhop, ReminderCounts } from '../../src/client/bellhop.ts';
import { statusWords } from '../../src/dashboard/words.ts';
import { waitUntil } from '../support/wait-for.ts';
import { describeDashboard, inMinutes, rowsOf } from './dashboard.ts';

const MANY = 1_000;
const SHOWN = 150;

describeDashboard(
  'a thousand reminders',
  (dashboard) => {
    test('that change by the hundred a second are shown as they are, in the end', async () => {
      const { bellhop, app } = dashboard;
      const ids = await fill(bellhop);
      const list = await dashboard.open('/reminders?sort=due');
      const now = await dashboard.open('/');
      await list.getByText('1,000 reminders', { exact: true }).waitFor();
      for (let last = 49; last < SHOWN; last += 50) await rowsOf(list).nth(last).scrollIntoViewIfNeeded();
      await now.getByRole('link', { name: '1,000 Scheduled' }).waitFor();

      await change(bellhop, ids);
      await waitUntil(() => app.simulator.ledger.calls.length === CALLED, forLong);
      await waitUntil(async () => (await bellhop.counts()).DISPATCHING === 0, forLong);

      const counts = await bellhop.counts();
      const total = Object.values(counts).reduce((sum, each) => sum + each, 0);
      expect(total).toBe(MANY + CREATED);
      await countersOf(now, counts);
      await list.getByText(`${total.toLocaleString('en')} reminders`, { exact: true }).waitFor();
      const stored = new Map<string, string>();
      for await (const { reminders } of bellhop.list({ pageSize: 100 })) {
        for (const { id, status } of reminders) stored.set(id, statusWords[status]);
        if (stored.size >= SHOWN + CREATED) break;
      }
      const expected = async () =>
        Promise.all(
          (await shown(list)).map(async ({ id }) => ({
            id,
            status: stored.get(id) ?? statusWords[(await bellhop.get(id))?.status ?? 'FAILED'],
          })),
        );
      const wanted = await expected();
      await waitUntil(async () => JSON.stringify(await shown(list)) === JSON.stringify(wanted), forLong);

      // What was created among the rows, and what moved there, comes when it is asked for.
      await list.getByRole('button', { name: /new reminders? – show/ }).click();
      const { value: first } = await bellhop.list({ pageSize: 50 }).next();
      const anew = first?.reminders.map(({ id, status }) => ({ id, status: statusWords[status] })) ?? [];
      await waitUntil(
        async () => JSON.stringify(await shown(list)).startsWith(JSON.stringify(anew).slice(0, -1)),
        forLong,
      );
    });
  },
  {
    environment: {
      CREATIONS_PER_MINUTE: '1000000',
      FIELDS_PER_MINUTE: '1000000',
      DISPATCH_CONCURRENCY: '20',
    },
  },
);

const forLong = { timeout: 90_000, interval: 50 };
const CANCELLED = 300;
const CALLED = 150;
const CREATED = 50;

async function fill(bellhop: Bellhop): Promise<readonly string[]> {
  const ids: string[] = [];
  for (let batch = 0; batch < MANY; batch += 1_000) {
    const answer = await bellhop.scheduleMany(
      Array.from({ length: 1_000 }, (_, index) => ({
        phoneNumber: `+4930${1_000_000 + batch + index}`,
        message: `one of many, ${batch + index}`,
        scheduledTime: inMinutes(60 + batch + index),
      })),
    );
    if (answer.__typename !== 'CreateRemindersSuccess') throw new Error(answer.message);
    for (const result of answer.results) {
      if (result.__typename === 'CreateReminderSuccess') ids.push(result.reminder.id);
    }
  }
  return ids;
}

/** Cancels, moves to now so that they ring, and creates, as fast as some clients do together: in and out of sight. */
async function change(bellhop: Bellhop, ids: readonly string[]): Promise<void> {
  const actions = [
    ...Array.from({ length: CANCELLED }, (_, index) => () => bellhop.cancel(ids[index * 3] ?? '')),
    ...Array.from({ length: CALLED }, (_, index) => async () => {
      const result = await bellhop.update({
        id: ids[index * 3 + 1] ?? '',
        expectedVersion: 1,
        scheduledTime: new Date(),
      });
      expect(result.__typename).toBe('UpdateReminderSuccess');
    }),
    ...Array.from(
      { length: CREATED },
      (_, index) => () =>
        bellhop.schedule({
          phoneNumber: '+4930901820',
          message: 'new',
          scheduledTime: inMinutes(61 + index),
        }),
    ),
  ];
  const waiting = actions.map((action, index) => ({ action, order: (index * 7_919) % actions.length }));
  waiting.sort((one, other) => one.order - other.order);
  await Promise.all(
    Array.from({ length: 10 }, async () => {
      for (let next = waiting.pop(); next; next = waiting.pop()) await next.action();
    }),
  );
}

async function countersOf(page: Page, counts: ReminderCounts): Promise<void> {
  for (const status of ['SCHEDULED', 'COMPLETED', 'CANCELLED'] as const) {
    const name = `${counts[status].toLocaleString('en')} ${statusWords[status]}`;
    await page.getByRole('link', { name }).waitFor();
  }
}

/** Which rows stand there, as what. */
async function shown(page: Page): Promise<readonly { readonly id: string; readonly status: string }[]> {
  return page.evaluate(`[...document.querySelectorAll('main li')].map((row) => ({
    id: decodeURIComponent(row.querySelector('a').pathname.split('/').at(-1)),
    status: row.querySelector('[data-status]').textContent,
  }))`);
}
