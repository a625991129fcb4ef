import { expect, test } from 'vitest';
import { describeDashboard, detailPath, inMinutes, schedule, statusOf } from './dashboard.ts';

describeDashboard(
  'a reminder',
  (dashboard) => {
    test('is edited, and moved', async () => {
      const { bellhop } = dashboard;
      const [id = ''] = await schedule(bellhop, { message: 'before' });
      const page = await dashboard.open(detailPath(id), { timezoneId: 'Europe/Berlin' });
      await page.getByRole('button', { name: 'Edit or move' }).click();
      await page.getByLabel('What is said').fill(' ');
      await page.getByRole('button', { name: 'Save' }).click();
      await page.getByText('What shall be said?').waitFor();
      await page.getByLabel('What is said').fill('after');
      await page.getByText('What shall be said?').waitFor({ state: 'detached' });
      await page.getByLabel('Day').fill('2031-05-04');
      await page.getByLabel('Time', { exact: true }).fill('09:30');
      await page.getByText('Rings Sunday, 4 May 2031 at 09:30').waitFor();
      await page.getByRole('button', { name: 'Save' }).click();
      await page.getByText('Saved.').waitFor();
      await page.getByText('after', { exact: true }).waitFor();
      expect(await bellhop.get(id)).toMatchObject({
        message: 'after',
        scheduledTime: '2031-05-04T07:30:00.000Z',
        phoneNumber: '+4930901820',
      });
    });

    test('that was changed meanwhile is shown as it is now, and overwritten only when that is asked for', async () => {
      const { bellhop } = dashboard;
      const [id = ''] = await schedule(bellhop, { message: 'as it was' });
      const page = await dashboard.open(detailPath(id));
      await page.getByRole('button', { name: 'Edit or move' }).click();
      await page.getByLabel('What is said').fill('mine');
      await bellhop.update({ id, message: 'theirs', expectedVersion: 1 });
      await page.getByRole('button', { name: 'Save' }).click();
      const alert = page.getByRole('alert').filter({ hasText: 'Changed meanwhile.' });
      await alert.getByText('theirs').waitFor();
      expect((await bellhop.get(id))?.message).toBe('theirs');
      await alert.getByRole('button', { name: 'Save mine over it' }).click();
      await page.getByText('Saved.').waitFor();
      expect((await bellhop.get(id))?.message).toBe('mine');
    });

    test('that was cancelled while it was edited stays so, and says so', async () => {
      const { bellhop } = dashboard;
      const [id = ''] = await schedule(bellhop, { message: 'as it was' });
      const page = await dashboard.open(detailPath(id));
      await page.getByRole('button', { name: 'Edit or move' }).click();
      await page.getByLabel('What is said').fill('mine');
      await bellhop.cancel(id);
      await statusOf(page, 'Cancelled').waitFor();
      await page.getByRole('button', { name: 'Save' }).click();
      const alert = page.getByRole('alert').filter({ hasText: 'Changed meanwhile.' });
      await alert.getByText('Cancelled').waitFor();
      await alert.getByRole('button', { name: 'Keep it as it is now' }).click();
      await page.getByText('as it was').waitFor();
      expect(await bellhop.get(id)).toMatchObject({ message: 'as it was', status: 'CANCELLED' });
    });

    test('that failed says why, rings again, and shows each attempt', async () => {
      const { bellhop, app } = dashboard;
      const [id] = await schedule(bellhop, {
        message: 'to try again',
        phoneNumber: '+14155550153',
        scheduledTime: new Date(),
        maxRetryAttempts: 2,
      });
      const page = await dashboard.open(detailPath(id));
      await statusOf(page, 'Failed').waitFor();
      await page.getByText('Why it failed:').waitFor();
      await page.getByText('Attempt 2:').waitFor();
      await expect.poll(() => page.getByText('HTTP 503').count()).toBe(2);
      await page.getByRole('button', { name: 'Ring again…' }).click();
      await page.getByRole('dialog', { name: 'Ring again?' }).waitFor();
      await page.getByRole('button', { name: 'Ring again', exact: true }).click();
      await statusOf(page, 'Done').waitFor();
      await page.getByText('Attempt 3: Call placed').waitFor();
      expect(app.simulator.ledger.calls.map(({ text }) => text)).toEqual(['to try again']);
    });

    test('is cancelled once that is confirmed, and scheduled again for another time', async () => {
      const { bellhop } = dashboard;
      const [id = ''] = await schedule(bellhop, { message: 'on and off', scheduledTime: inMinutes(600) });
      const page = await dashboard.open(detailPath(id));
      await page.getByRole('button', { name: 'Cancel call…' }).click();
      await page.getByRole('button', { name: 'Keep it' }).click();
      await page.getByRole('dialog').waitFor({ state: 'detached' });
      expect((await bellhop.get(id))?.status).toBe('SCHEDULED');
      await page.getByRole('button', { name: 'Cancel call…' }).click();
      await page.getByRole('button', { name: 'Cancel the call' }).click();
      await statusOf(page, 'Cancelled').waitFor();
      await page.getByRole('button', { name: 'Ring again…' }).click();
      await page.getByLabel('At another time').check();
      await page.getByLabel('Day').fill('2031-05-04');
      await page.getByRole('button', { name: 'Ring again', exact: true }).click();
      await statusOf(page, 'Scheduled').waitFor();
      const { scheduledTime } = (await bellhop.get(id)) ?? {};
      expect(scheduledTime).toContain('2031-05-0');
    });

    test('that nobody knows leads back to the list', async () => {
      const page = await dashboard.open('/reminders/none');
      await page.getByRole('heading', { name: 'No such reminder' }).waitFor();
      await page.getByRole('link', { name: 'Look through all reminders.' }).click();
      await page.getByRole('heading', { name: 'Reminders', exact: true }).waitFor();
    });
  },
  { environment: { RETRY_DELAY_SECONDS: '0' } },
);
