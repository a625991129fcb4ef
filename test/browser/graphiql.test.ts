import { expect, test } from 'vitest';
import { describeDashboard } from './dashboard.ts';

describeDashboard('GraphiQL in a browser', (dashboard) => {
  test('its tabs create a reminder, and show it being rung at its instant', async () => {
    const page = await dashboard.open('/graphql');
    const { calls } = dashboard.app.simulator.ledger;
    const answer = page.locator('.graphiql-response');
    const tooSoon = answer.getByText('Cannot infer operation').first();
    const execute = async (tab: string, expected: string) => {
      await page.getByRole('button', { name: tab, exact: true }).click();
      // GraphiQL learns an operation's name a moment after its text; until then it says so and sends nothing.
      do {
        await page.getByRole('button', { name: /execute query/i }).click();
        await answer.getByText(expected).or(tooSoon).first().waitFor();
      } while (await tooSoon.isVisible());
    };

    await execute('CreateReminder', '"CreateReminderSuccess"');
    await execute('WatchReminders', '"reminderStatusChanged"');
    await answer.getByText('"COMPLETED"').waitFor();
    expect(calls).toHaveLength(1);
    await answer.getByText(`"${calls[0]?.callSid}"`).waitFor();

    await execute('ListReminders', '"totalCount"');
  });
});
