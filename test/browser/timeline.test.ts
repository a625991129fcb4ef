import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { waitFor } from '../support/wait-for.ts';
import { describeDashboard, detailPath, inMinutes, schedule, sectionOf, statusOf } from './dashboard.ts';

describeDashboard(
  'what happened to a reminder',
  (dashboard) => {
    const event = (page: Page, text: string) =>
      sectionOf(page, 'What happened').getByRole('listitem').filter({ hasText: text });
    const titles = (page: Page) => sectionOf(page, 'What happened').locator('.event strong').allInnerTexts();

    test('shows what others do, as they do it', async () => {
      const { bellhop } = dashboard;
      const scheduledTime = inMinutes(600);
      const [id = ''] = await schedule(bellhop, { message: 'before', scheduledTime });
      const page = await dashboard.open(detailPath(id));
      await event(page, 'Created').waitFor();
      const moved = inMinutes(700);
      await bellhop.update({ id, message: 'after', scheduledTime: moved });
      const edited = event(page, 'Edited: time moved, text changed');
      await edited.getByText('before', { exact: true }).waitFor();
      const times = edited.locator('dd time');
      expect(await times.evaluateAll((all) => all.map((each) => each.getAttribute('datetime')))).toEqual([
        scheduledTime.toISOString(),
        moved.toISOString(),
      ]);
      await bellhop.update({ id, phoneNumber: '+4930901821' });
      await event(page, 'Edited: number changed').getByText('+49 30 901820').waitFor();
      await bellhop.cancel(id);
      await event(page, 'Cancelled').waitFor();
      await bellhop.retry(id);
      await statusOf(page, 'Done').waitFor();
      await event(page, 'Attempt 1: Call placed').waitFor();
      await event(page, 'Asked to ring again').waitFor();
      expect(await titles(page)).toEqual([
        'Created',
        'Edited: time moved, text changed',
        'Edited: number changed',
        'Cancelled',
        'Asked to ring again',
        'Attempt 1: Call placed',
      ]);
    });

    test('has each attempt once, and that it gave up', async () => {
      const { bellhop } = dashboard;
      const [id = ''] = await schedule(bellhop, {
        message: 'in vain',
        phoneNumber: '+14155550153',
        scheduledTime: new Date(),
        maxRetryAttempts: 2,
      });
      const page = await dashboard.open(detailPath(id));
      await statusOf(page, 'Failed').waitFor();
      await event(page, 'Attempt 2').waitFor();
      await event(page, 'Gave up').waitFor();
      expect(await titles(page)).toEqual([
        'Created',
        expect.stringContaining('Attempt 1'),
        expect.stringContaining('Attempt 2'),
        'Gave up: all attempts are spent',
      ]);
      await expect.poll(() => page.getByText('Earlier changes').count()).toBe(0);
    });

    test('says why a reminder was moved to a later time', async () => {
      const { bellhop } = dashboard;
      const due = { message: 'a third call', phoneNumber: '+14155552671', scheduledTime: new Date() };
      const ids = await schedule(bellhop, due, due, due);
      const deferred = await waitFor(async () => {
        const reminders = await Promise.all(ids.map((id) => bellhop.get(id)));
        const found = reminders.find((reminder) => reminder?.deferral);
        if (!found) throw new Error('None of the three was deferred.');
        return found;
      });
      const page = await dashboard.open(detailPath(deferred.id));
      await event(page, 'Moved to a later time').getByText('all the calls it may have').waitFor();
      expect(await titles(page)).toEqual(['Created', 'Moved to a later time', 'Rings']);
    });
  },
  { environment: { RETRY_DELAY_SECONDS: '0', MAX_CALLS_PER_NUMBER_AND_DAY: '2' } },
);
