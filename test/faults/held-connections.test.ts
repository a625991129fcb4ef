import { randomUUID } from 'node:crypto';
import { expect, onTestFinished, test } from 'vitest';
import { encodeGlobalId } from '../../src/graphql/global-id.ts';
import { createTestDatabase } from '../support/test-database.ts';
import { waitFor } from '../support/wait-for.ts';
import { startDatabaseProxy } from './database-proxy.ts';
import { createStage } from './stage.ts';

test('requests that hold every connection keep no tick from looking ahead', async () => {
  const stage = await createStage();
  const database = await createTestDatabase();
  const proxy = await startDatabaseProxy(database.url);
  onTestFinished(async () => {
    proxy.swallow(() => false);
    await stage[Symbol.asyncDispose]();
    await proxy[Symbol.asyncDispose]();
    await database[Symbol.asyncDispose]();
  });
  const instance = await stage.local(proxy.url, {
    OPERATION_TIMEOUT_SECONDS: '120',
    SCHEDULER_INTERVAL_SECONDS: '1',
    POLL_WINDOW_SECONDS: '1',
  });
  // Beyond the window, so that a tick has to find it.
  await instance.bellhop.schedule({
    phoneNumber: '+14155550100',
    message: 'No. 1 of these.',
    scheduledTime: new Date(Date.now() + 5_000),
  });
  proxy.swallow(({ said }) => said.includes('find_reminders'));
  const lookUp = `{ reminder(id: "${encodeGlobalId('Reminder', randomUUID())}") { id } }`;
  const leaving = new AbortController();
  const stuck = Array.from({ length: 10 }, () =>
    fetch(`${instance.app.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query: lookUp }),
      signal: leaving.signal,
    }).catch(() => null),
  );
  await waitFor(() => expect(proxy.swallowed()).toBeGreaterThanOrEqual(10));
  // They are held until the call was placed.
  await stage.simulator.whenCalls(1);
  leaving.abort();
  await Promise.all(stuck);
});
