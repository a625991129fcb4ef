import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { describeInBrowser } from '../browser/browser.ts';
import { startTestApp } from '../support/app.ts';
import { startTcpProxy } from '../support/tcp-proxy.ts';
import { installPackedClient } from './consumer.ts';

/** What a script of a page without a bundler would hold. */
const script = (transport: string) => `(async () => {
  const { createBellhop } = await import('/page/client.js');
  window.bellhop = createBellhop({ url: '/', transport: '${transport}' });
  window.seen = [];
  window.states = [];
  const changes = bellhop.watch({ onConnection: ({ kind }) => states.push(kind) });
  (async () => {
    for await (const { reminder } of changes) seen.push(reminder.message);
  })();
})()`;

describeInBrowser('the packed client in a page, as it is', (open) => {
  test.each(['websocket', 'server-sent-events'])('watches by %s over a cut connection', async (transport) => {
    await using consumer = await installPackedClient();
    await using app = await startTestApp();
    await using proxy = await startTcpProxy(app.url);
    // A connection that is cut, and the icon that this page does not have.
    const expected = /WebSocket connection|Failed to load resource/;
    const page = await open(`${proxy.url}/livez`, { expected });
    await page.route('**/page/**', async (route) => {
      const name = new URL(route.request().url()).pathname.replace('/page/', '');
      const body = await readFile(join(consumer.packageFolder, name), 'utf8');
      return route.fulfill({ contentType: 'text/javascript', body });
    });
    await page.evaluate(script(transport));
    await page.waitForFunction('states.length === 1');

    const schedule = (message: string) =>
      page.evaluate(`bellhop.schedule({
        phoneNumber: '+14155550123',
        message: ${JSON.stringify(message)},
        scheduledTime: new Date(Date.now() + 3_600_000),
      })`);
    expect(await schedule('before')).toMatchObject({ __typename: 'CreateReminderSuccess' });
    await page.waitForFunction('seen.length === 1');
    proxy.cut();
    await schedule('after');
    await page.waitForFunction('seen.length === 2');
    expect(await page.evaluate('seen')).toEqual(['before', 'after']);
    expect(await page.evaluate('states')).toEqual(['connected', 'lost', 'connected']);
  });
});
