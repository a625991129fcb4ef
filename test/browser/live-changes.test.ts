import { expect, test } from 'vitest';
import {
  describeDashboard,
  detailPath,
  inMinutes,
  rowsOf,
  schedule,
  sectionOf,
  statusOf,
} from './dashboard.ts';

/** The simulator never answers, and Bellhop waits: a call that is being placed, for as long as somebody looks. */
const ringing = '+442075550160';
const rejected = '+442075550140';

describeDashboard(
  'changes',
  (dashboard) => {
    test('of status are seen in the list and on the page of the reminder, live', async () => {
      const { bellhop } = dashboard;
      const [good, bad, slow] = await schedule(
        bellhop,
        { message: 'live-good' },
        { message: 'live-bad', phoneNumber: rejected },
        { message: 'live-slow', phoneNumber: ringing },
      );
      const list = await dashboard.open('/reminders?q=live-');
      const page = await dashboard.open(detailPath(slow));
      const now = await dashboard.open('/');
      for (const text of ['live-good', 'live-bad', 'live-slow']) {
        await rowsOf(list, text).getByText('Scheduled').waitFor();
      }
      await statusOf(page, 'Scheduled').waitFor();
      await now.getByRole('link', { name: '3 Scheduled' }).waitFor();

      for (const id of [good, bad, slow]) {
        await bellhop.update({ id: id ?? '', scheduledTime: new Date(), expectedVersion: 1 });
      }
      await rowsOf(list, 'live-good').getByText('Done').waitFor();
      await rowsOf(list, 'live-bad').getByText('Failed').waitFor();
      await rowsOf(list, 'live-bad').getByText('400').waitFor();
      await rowsOf(list, 'live-slow').getByText('Dialling').waitFor();
      await statusOf(page, 'Dialling').waitFor();
      await page.getByText('Attempt 1: dialling now').waitFor();
      for (const counter of ['0 Scheduled', '1 Dialling', '1 Done', '1 Failed']) {
        await now.getByRole('link', { name: counter }).waitFor();
      }
      await sectionOf(now, 'Calls in flight').getByText('live-slow').waitFor();
      await sectionOf(now, 'Failed in the last 24 hours').getByText('live-bad').waitFor();
    });

    test('leave a row in its place that matches no more, until the list is read anew', async () => {
      const { bellhop } = dashboard;
      const [, middle] = await schedule(
        bellhop,
        { message: 'stay-1' },
        { message: 'stay-2' },
        { message: 'stay-3' },
      );
      const page = await dashboard.open('/reminders?status=scheduled&q=stay-');
      const texts = async () =>
        (await rowsOf(page).allTextContents()).map((text) => /stay-\d/.exec(text)?.[0]);
      await rowsOf(page, 'stay-3').waitFor();
      const before = await texts();
      await bellhop.cancel(middle ?? '');
      await rowsOf(page, 'stay-2').getByText('Cancelled').waitFor();
      expect(await texts()).toEqual(before);
      await page.reload();
      await rowsOf(page, 'stay-3').waitFor();
      expect(await texts()).toEqual(before.filter((text) => text !== 'stay-2'));
    });

    test('bring what is new above the list, and move nothing until that is asked for', async () => {
      const { bellhop } = dashboard;
      await schedule(bellhop, { message: 'arrive-1' });
      const page = await dashboard.open('/reminders?sort=new&q=arrive-');
      await rowsOf(page, 'arrive-1').waitFor();
      await schedule(bellhop, { message: 'other' }, { message: 'arrive-2' });
      const show = page.getByRole('button', { name: '1 new reminder – show' });
      await show.waitFor();
      await schedule(bellhop, { message: 'arrive-3' });
      await page.getByRole('button', { name: '2 new reminders – show' }).waitFor();
      await expect.poll(() => rowsOf(page).count()).toBe(1);
      await page.getByRole('button', { name: '2 new reminders – show' }).click();
      await rowsOf(page, 'arrive-3').waitFor();
      await expect.poll(() => rowsOf(page).count()).toBe(3);
      await page.getByText('3 reminders', { exact: true }).waitFor();
      await page.getByRole('button', { name: /new reminder/ }).waitFor({ state: 'detached' });
    });

    test('bring what comes to match as well, if it belongs among what was read, and count it', async () => {
      const { bellhop } = dashboard;
      const [first = '', ...others] = await schedule(
        bellhop,
        ...Array.from({ length: 62 }, (_, index) => ({
          message: `match-${index}`,
          scheduledTime: inMinutes(60 + index),
        })),
      );
      const last = others.at(-1) ?? '';
      for (const id of others) if (id !== last) await bellhop.cancel(id);
      const page = await dashboard.open('/reminders?status=cancelled&q=match-&sort=due');
      await rowsOf(page, 'match-50').waitFor();
      await bellhop.cancel(last);
      await bellhop.cancel(first);
      await page.getByRole('button', { name: '1 new reminder – show' }).waitFor();
      await page.getByRole('button', { name: '1 new reminder – show' }).click();
      await page.getByRole('button', { name: /new reminder/ }).waitFor({ state: 'detached' });
      await rowsOf(page, 'match-49').scrollIntoViewIfNeeded();
      await page.getByText('62 reminders', { exact: true }).waitFor();
      await expect.poll(() => rowsOf(page).count()).toBe(62);
      await page.getByRole('button', { name: /new reminder/ }).waitFor({ state: 'detached' });
      await bellhop.retry({ id: last, scheduledTime: inMinutes(60) });
      await page.getByText('61 reminders', { exact: true }).waitFor();
    });

    test('that overtake the page they belong to are shown all the same', async () => {
      const { bellhop } = dashboard;
      const ids = await schedule(
        bellhop,
        ...Array.from({ length: 60 }, (_, index) => ({
          message: `overtake-${String(index).padStart(2, '0')}`,
          scheduledTime: inMinutes(60 + index),
        })),
      );
      const page = await dashboard.open('/new');
      const begun = Promise.withResolvers<void>();
      const end = Promise.withResolvers<void>();
      // The second page of the list was read, and is on its way for long.
      await page.route('**/graphql', async (route) => {
        const { query, variables } = route.request().postDataJSON();
        if (!query.includes('query Reminders') || variables.after === null) return route.continue();
        const response = await route.fetch();
        begun.resolve();
        await end.promise;
        return route.fulfill({ response });
      });
      await page.goto(new URL('/reminders?q=overtake-', page.url()).href);
      await rowsOf(page, 'overtake-49').scrollIntoViewIfNeeded();
      await begun.promise;
      await bellhop.cancel(ids[55] ?? '');
      await bellhop.cancel(ids[0] ?? '');
      await rowsOf(page, 'overtake-00').getByText('Cancelled').waitFor();
      end.resolve();
      await rowsOf(page, 'overtake-59').getByText('Scheduled').waitFor();
      await rowsOf(page, 'overtake-55').getByText('Cancelled').waitFor();
    });

    test('that are asked for while more is read are shown once that is there', async () => {
      const { bellhop } = dashboard;
      await schedule(
        bellhop,
        ...Array.from({ length: 60 }, (_, index) => ({ message: `while-${String(index).padStart(2, '0')}` })),
      );
      const page = await dashboard.open('/new');
      const begun = Promise.withResolvers<void>();
      const end = Promise.withResolvers<void>();
      await page.route('**/graphql', async (route) => {
        const { query, variables } = route.request().postDataJSON();
        if (query.includes('query Reminders') && variables.after !== null) {
          begun.resolve();
          await end.promise;
        }
        return route.continue();
      });
      await page.goto(new URL('/reminders?sort=new&q=while-', page.url()).href);
      await rowsOf(page).nth(49).scrollIntoViewIfNeeded();
      await begun.promise;
      await schedule(bellhop, { message: 'while-new' });
      await page.getByRole('button', { name: '1 new reminder – show' }).click();
      end.resolve();
      await rowsOf(page).first().getByText('while-new').waitFor();
    });
  },
  { environment: { VAPI_TIMEOUT_SECONDS: '300', SHUTDOWN_GRACE_SECONDS: '0' } },
);
