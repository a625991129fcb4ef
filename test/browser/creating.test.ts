import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { describeDashboard, statusOf } from './dashboard.ts';

describeDashboard('creating a reminder', (dashboard) => {
  test('in the form, and seeing it rung to its end, live', async () => {
    const { bellhop, app } = dashboard;
    const list = await dashboard.open('/reminders');
    await list.getByText('There are no reminders yet.').waitFor();
    await bellhop.dispatcher.pause({ reason: 'To look at it first' });

    const page = await dashboard.open('/');
    await page.getByRole('link', { name: /New/ }).first().click();
    await page.getByLabel('Phone number').pressSequentially('+4930901820');
    await page.getByText('A number in Germany').waitFor();
    await expect.poll(() => page.getByLabel('Phone number').inputValue()).toBe('+49 30 901820');
    await page.getByLabel('What is said').fill('Your glasses are ready.');
    await submitForNow(page);

    await page.getByRole('heading', { name: '+49 30 901820' }).waitFor();
    await page.getByText('Your glasses are ready.').waitFor();
    await statusOf(page, 'Scheduled').waitFor();
    expect(app.simulator.ledger.calls).toHaveLength(0);
    await list.getByRole('button', { name: /1 new reminder/ }).click();
    const row = list.getByRole('listitem').filter({ hasText: 'Your glasses are ready.' });
    await row.getByText('Scheduled').waitFor();

    await bellhop.dispatcher.resume({ reason: 'Seen' });
    await statusOf(page, 'Done').waitFor();
    await page.getByText('Attempt 1: Call placed').waitFor();
    await row.getByText('Done').waitFor();
    const [call] = app.simulator.ledger.calls;
    await page.getByText(String(call?.callSid)).first().waitFor();
    expect(app.simulator.ledger.calls).toHaveLength(1);
    expect(call?.to).toBe('+4930901820');
  });

  test('what is missing or wrong is said beside its field, and nothing is sent', async () => {
    const before = await dashboard.bellhop.counts();
    const page = await dashboard.open('/new');
    await page.getByLabel('Day').fill('2020-02-01');
    await page.getByText('That time has passed. Pick a later one.').waitFor();
    await page.getByLabel('Phone number').fill('0170 1234567');
    await page.getByRole('button', { name: 'Schedule the call' }).click();
    await page.getByText('Begin with + and the country code, such as +49 or +1.').waitFor();
    await page.getByText('What shall be said?').waitFor();
    await page.locator('#phone:focus').waitFor();
    expect(await dashboard.bellhop.counts()).toEqual(before);
  });

  test('another like one that there is begins with its number and text', async () => {
    const made = await dashboard.bellhop.schedule({
      phoneNumber: '+14155550123',
      message: 'Your taxi is here.',
      scheduledTime: new Date(),
    });
    if (made.__typename !== 'CreateReminderSuccess') throw new Error(made.message);
    const page = await dashboard.open(`/reminders/${encodeURIComponent(made.reminder.id)}`);
    await page.getByRole('button', { name: 'Duplicate' }).click();
    await page.getByRole('heading', { name: 'New reminder' }).waitFor();
    await expect.poll(() => page.getByLabel('What is said').inputValue()).toBe('Your taxi is here.');
    expect((await page.getByLabel('Phone number').inputValue()).replaceAll(/[ -]/g, '')).toBe('+14155550123');
    await page.getByRole('button', { name: 'Schedule the call' }).click();
    await page.getByText('Your taxi is here.').waitFor();
    await statusOf(page, 'Scheduled').waitFor();
  });
});

/** The form knows minutes, and refuses the one before this: on a busy machine it may have become that. */
async function submitForNow(page: Page): Promise<void> {
  const passed = page.getByText('That time has passed.');
  const created = page.getByText('What happened');
  do {
    const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
    await page.getByLabel('In the time of').selectOption(zone);
    const now = new Date().toLocaleString('sv-SE');
    await page.getByLabel('Day').fill(now.slice(0, 10));
    await page.getByLabel('Time', { exact: true }).fill(now.slice(11, 16));
    await page.getByRole('button', { name: 'Schedule the call' }).click();
    await created.or(passed).first().waitFor();
  } while (await passed.isVisible());
}
