import { expect, test } from 'vitest';
import { createDispatchStore } from '../../src/persistence/dispatch-store.ts';
import { createTestDatabase } from '../support/test-database.ts';
import { runBellhop } from './run-bellhop.ts';

test('bellhop pause and resume turn the switch of all instances; a wrong command does nothing', async () => {
  await using database = await createTestDatabase();
  const { fork } = await database.open();
  const store = createDispatchStore({ fork, onEvents: () => {} });
  const bellhop = (...args: string[]) => runBellhop(args, { DATABASE_URL: database.url });
  const refused = (why: string) => ({ code: 1, stderr: expect.stringContaining(why) });
  await bellhop('pause', '--reason', 'The provider is away.');
  expect(await store.status()).toMatchObject({ paused: true, pauseReason: 'The provider is away.' });
  expect(await bellhop('resume', 'now')).toMatchObject(refused('"now" is not understood.'));
  const long = 'x'.repeat(501);
  expect(await bellhop('pause', '--reason', long)).toMatchObject(refused('at most 500 are allowed'));
  expect(await store.status()).toMatchObject({ paused: true, pauseReason: 'The provider is away.' });
  await bellhop('resume');
  expect(await store.status()).toMatchObject({ paused: false, pauseReason: null });
});
