import { expect, test } from 'vitest';
import { startTestApp } from '../support/app.ts';
import { describeInBrowser } from './browser.ts';

describeInBrowser('GraphiQL in a browser', (open) => {
  test('its tabs create a reminder, and show it being rung at its instant', async () => {
    await using app = await startTestApp();
    await using opened = await open(`${app.url}/graphql`);
    const { page, complaints } = opened;
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
    await answer.getByText('"COMPLETED"').waitFor({ timeout: 40_000 });
    expect(app.simulator.ledger.calls).toHaveLength(1);
    await answer.getByText(`"${app.simulator.ledger.calls[0]?.callSid}"`).waitFor();

    await execute('ListReminders', '"totalCount"');
    expect(complaints).toEqual([]);
  });
});
