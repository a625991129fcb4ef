import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { createBellhop } from '../../src/client/client.ts';
import { describeDashboard, detailPath, schedule } from './dashboard.ts';

interface Made {
  readonly createApiToken: { readonly secret: string; readonly apiToken: { readonly id: string } };
}

/** What a browser logs by itself where it is told that somebody is not let in. */
const expected = /Failed to load resource: the server responded with a status of 40[13]/;

describeDashboard('whoever needs a token', (dashboard) => {
  let admin: string | undefined;

  async function run<Data>(document: string): Promise<Data> {
    const bellhop = createBellhop({ url: dashboard.app.url, ...(admin && { token: admin }) });
    return bellhop.execute<Data, Record<string, never>>(document as never, {});
  }

  async function makeToken(scope: string): Promise<Made['createApiToken']> {
    const { createApiToken } = await run<Made>(`mutation {
      createApiToken(input: { name: "the ${scope} one", scope: ${scope} }) {
        ... on CreateApiTokenSuccess { secret apiToken { id } }
      }
    }`);
    return createApiToken;
  }

  async function adminBellhop() {
    admin ??= (await makeToken('ADMIN')).secret;
    return createBellhop({ url: dashboard.app.url, token: admin });
  }

  test('is asked for it, told when it is none, and led to the page that was meant', async () => {
    await schedule(await adminBellhop(), { message: 'behind the door' });
    const page = await dashboard.open('/reminders?q=door', { expected });
    await signIn(page, 'bh_this-is-none');
    await page.getByRole('alert').filter({ hasText: /\w/ }).waitFor();
    await expect.poll(() => page.getByText('behind the door').count()).toBe(0);
    await signIn(page, admin ?? '');
    await page.waitForURL('**/reminders?q=door');
    await page.getByText('behind the door').waitFor();
    await page.getByRole('link', { name: /^New/ }).first().waitFor();

    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.waitForURL('**/session');
    await page.goBack();
    await page.waitForURL('**/session*');
  });

  test('sees no way to change anything with one that may only read, and is refused all the same', async () => {
    const bellhop = await adminBellhop();
    const [id = ''] = await schedule(bellhop, { message: 'to look at' });
    const { secret } = await makeToken('READ');
    const page = await dashboard.open('/reminders?q=to look at', { expected });
    await signIn(page, secret);
    await page.getByText('to look at').waitFor();
    await page.getByText('Read only').waitFor();
    await expect.poll(() => page.getByRole('checkbox').count()).toBe(0);
    const writing = /New|Import|Cancel(?!led)|Ring again|Edit|Duplicate|Pause/;
    const controls = async () => [
      ...(await page.getByRole('button', { name: writing }).allTextContents()),
      ...(await page.getByRole('link', { name: writing }).allTextContents()),
    ];
    expect(await controls()).toEqual([]);
    const goTo = (path: string) => page.goto(new URL(path, page.url()).href);
    await goTo(detailPath(id));
    await page.getByText('What happened').waitFor();
    await page.getByText('Read only').waitFor();
    expect(await controls()).toEqual([]);
    await goTo('/');
    await page.getByText('Read only').waitFor();
    expect(await controls()).toEqual([]);
    await page.keyboard.press('n');
    for (const path of ['/new', '/import']) {
      await goTo(path);
      await page.getByRole('heading', { name: 'You may look, but not change anything.' }).waitFor();
      await expect.poll(() => page.getByRole('textbox').count()).toBe(0);
    }

    const answer = await page.evaluate(`fetch('/graphql', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        query: 'mutation ($id: ID!) { cancelReminder(input: { id: $id }) { __typename } }',
        variables: { id: ${JSON.stringify(id)} },
      }),
    }).then((response) => response.text())`);
    expect(answer).toContain('FORBIDDEN');
    expect((await bellhop.get(id))?.status).toBe('SCHEDULED');
  });

  test('is asked again once it is revoked, and comes back to the same page', async () => {
    await schedule(await adminBellhop(), { message: 'still there' });
    const { secret, apiToken } = await makeToken('WRITE');
    const page = await dashboard.open('/reminders?q=still', { expected });
    await signIn(page, secret);
    await page.getByText('still there').waitFor();
    await run(`mutation { revokeApiToken(input: { id: "${apiToken.id}" }) { __typename } }`);
    await page.waitForURL('**/session?*');
    await signIn(page, (await makeToken('WRITE')).secret);
    await page.getByText('still there').waitFor();
  });
});

async function signIn(page: Page, secret: string): Promise<void> {
  await page.getByLabel('API token').fill(secret);
  await page.getByRole('button', { name: 'Sign in' }).click();
}
