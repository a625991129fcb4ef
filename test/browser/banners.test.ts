import pg from 'pg';
import { onTestFinished, test } from 'vitest';
import { describeDashboard } from './dashboard.ts';

describeDashboard('a banner', (dashboard) => {
  test('says on every page that calls are simulated', async () => {
    const page = await dashboard.open('/');
    for (const path of ['/', '/reminders', '/new', '/import']) {
      await page.goto(new URL(path, page.url()).href);
      await page.getByText('Calls are simulated: nobody’s phone rings.').waitFor();
    }
  });

  test('says that calls are paused and why, to everybody, until they are resumed', async () => {
    const page = await dashboard.open('/');
    const other = await dashboard.open('/reminders');
    await page.getByRole('button', { name: 'Pause calls…' }).click();
    await page.getByRole('dialog', { name: 'Pause all calls?' }).waitFor();
    await page.getByLabel('Why, for the others who see it').fill('Vapi changes its prices');
    await page.getByRole('button', { name: 'Pause calls', exact: true }).click();
    for (const each of [page, other]) {
      await each.getByText('Calls are paused. Reason: Vapi changes its prices.').waitFor();
    }
    await other.getByRole('button', { name: 'Resume calls' }).click();
    for (const each of [page, other]) {
      await each.getByText('Reason: Vapi changes its prices.').waitFor({ state: 'detached' });
    }
    await page.getByRole('button', { name: 'Pause calls…' }).waitFor();
  });

  test('says that no instance is alive, as long as that is so', async () => {
    const page = await dashboard.open('/');
    const banner = page.getByRole('alert').filter({ hasText: 'Nothing is being rung.' });
    await page.getByText('Calls are simulated').waitFor();
    const client = new pg.Client({ connectionString: dashboard.app.databaseUrl });
    await client.connect();
    onTestFinished(() => client.end());
    await client.query(leasesEndAtOnce);
    await client.query('update dispatcher_instances set lease_expires_at = now()');
    await banner.waitFor();
    await client.query('drop trigger end_at_once on dispatcher_instances');
    await banner.waitFor({ state: 'detached' });
  });
});

/** Whatever an instance does to stay alive, it is over. */
const leasesEndAtOnce = `
  create function end_at_once() returns trigger language plpgsql as $$ begin
    new.lease_expires_at := statement_timestamp() - interval '1 second';
    return new;
  end $$;
  create trigger end_at_once before insert or update on dispatcher_instances
    for each row execute function end_at_once();
`;
