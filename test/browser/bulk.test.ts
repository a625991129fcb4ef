import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { describeDashboard, rowsOf, schedule } from './dashboard.ts';

describeDashboard(
  'many at once',
  (dashboard) => {
    const statusesOf = async (ids: readonly string[]) =>
      Promise.all(ids.map(async (id) => (await dashboard.bellhop.get(id))?.status));

    test('are cancelled once that is confirmed, and each says what came of it', async () => {
      const { bellhop } = dashboard;
      const ids = await schedule(
        bellhop,
        { message: 'bulk-0', phoneNumber: '+4930901820' },
        { message: 'bulk-1', phoneNumber: '+4930901821' },
        { message: 'bulk-2', phoneNumber: '+4930901822' },
        { message: 'bulk-3', phoneNumber: '+4930901823' },
      );
      const page = await dashboard.open('/reminders?q=bulk-');
      await page.getByText('4 reminders', { exact: true }).waitFor();
      for (const text of ['bulk-0', 'bulk-1', 'bulk-2']) {
        await rowsOf(page, text).getByRole('checkbox').check();
      }
      await page.getByText('3 reminders selected').waitFor();

      await ask(page, 'Cancel…', 'Cancel 3 reminders?');
      await page.getByRole('button', { name: 'Keep them' }).click();
      await page.getByRole('dialog').waitFor({ state: 'detached' });
      expect(await statusesOf(ids)).toEqual(Array(4).fill('SCHEDULED'));

      await ask(page, 'Cancel…', 'Cancel 3 reminders?');
      // Somebody else is faster with one of them.
      await bellhop.cancel(ids[1] ?? '');
      await page.getByRole('button', { name: 'Cancel calls' }).click();
      const dialog = page.getByRole('dialog', { name: 'Cancel: what came of it' });
      await dialog.getByText('2 done, 1 left alone or failed.').waitFor();
      const results = (await dialog.getByRole('listitem').allTextContents()).map((text) =>
        text.replaceAll(' ', ''),
      );
      expect(results[0]).toContain('Leftalone:itiscancelled');
      expect(results[0]).toContain('+4930901821');
      expect(results.slice(1).toSorted()).toEqual(['+4930901820Cancelled', '+4930901822Cancelled']);
      await dialog.getByRole('button', { name: 'Close' }).click();
      expect(await statusesOf(ids)).toEqual(['CANCELLED', 'CANCELLED', 'CANCELLED', 'SCHEDULED']);
      await rowsOf(page, 'bulk-0').getByText('Cancelled').waitFor();
      await rowsOf(page, 'bulk-3').getByText('Scheduled').waitFor();
      await page.getByText('Select to cancel or ring again').waitFor();
    });

    test('are all that match, also what is not shown yet, and nothing else', async () => {
      const { bellhop } = dashboard;
      const ids = await schedule(
        bellhop,
        ...Array.from({ length: 120 }, (_, index) => ({ message: `all-${index}` })),
      );
      const [other] = await schedule(bellhop, { message: 'not of them' });
      const page = await dashboard.open('/reminders?status=scheduled&q=all-');
      await selectAllThatMatch(page, 120);
      await ask(page, 'Cancel…', 'Cancel all 120 reminders?');
      await page.getByRole('button', { name: 'Cancel calls' }).click();
      await page.getByRole('dialog').getByText('120 done.').waitFor();
      expect(new Set(await statusesOf(ids))).toEqual(new Set(['CANCELLED']));
      expect(await statusesOf([other ?? ''])).toEqual(['SCHEDULED']);
      await page.getByRole('button', { name: 'Close' }).click();

      // Of what is cancelled nothing can be cancelled; what else there is does not match.
      await page.goto(new URL('/reminders?status=cancelled&q=all-', page.url()).href);
      await selectAllThatMatch(page, 120);
      await ask(page, 'Cancel…', 'Cancel all 120 reminders?');
      await page.getByRole('button', { name: 'Cancel calls' }).click();
      await page.getByRole('dialog').getByText('0 done.').waitFor();
      expect(await statusesOf([other ?? ''])).toEqual(['SCHEDULED']);
    });

    test('that failed ring again', async () => {
      const { bellhop, app } = dashboard;
      const draft = { phoneNumber: '+14155550153', scheduledTime: new Date(), maxRetryAttempts: 2 };
      const ids = await schedule(bellhop, { message: 'again-1', ...draft });
      const page = await dashboard.open('/reminders?q=again-');
      await rowsOf(page, 'again-1').getByText('Failed').waitFor();
      await rowsOf(page, 'again-1').getByRole('checkbox').check();
      await ask(page, 'Ring again…', 'Try again 1 reminder?');
      await page.getByRole('button', { name: 'Ring again now' }).click();
      await page.getByRole('dialog').getByText('1 done.').waitFor();
      await page.getByRole('button', { name: 'Close' }).click();
      await rowsOf(page, 'again-1').getByText('Done').waitFor();
      expect(await statusesOf(ids)).toEqual(['COMPLETED']);
      expect(app.simulator.ledger.calls.filter(({ to }) => to === '+14155550153')).toHaveLength(1);
    });
  },
  { environment: { RETRY_DELAY_SECONDS: '0' } },
);

async function ask(page: Page, button: string, title: string): Promise<void> {
  await page.getByRole('button', { name: button }).click();
  await page.getByRole('dialog', { name: title }).waitFor();
}

async function selectAllThatMatch(page: Page, count: number): Promise<void> {
  await page.getByRole('checkbox', { name: 'Select all that are shown' }).check();
  await page.getByRole('button', { name: /^Select all .*that match$/ }).click();
  await page.getByText(`All ${count} reminders that match`).waitFor();
}
