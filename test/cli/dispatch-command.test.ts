import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { createDispatchStore } from '../../src/persistence/dispatch-store.ts';
import { createTestDatabase } from '../support/test-database.ts';

const run = promisify(execFile);
const main = new URL('../../src/cli/main.ts', import.meta.url).pathname;

test('bellhop pause and resume turn the switch of all instances; a wrong command does nothing', async () => {
  await using database = await createTestDatabase();
  const { fork } = await database.open();
  const store = createDispatchStore({ fork, onEvents: () => {} });
  const env = { PATH: process.env['PATH'], DATABASE_URL: database.url };
  const bellhop = (...args: string[]) => run(process.execPath, [main, ...args], { env });
  await bellhop('pause', '--reason', 'The provider is away.');
  expect(await store.status()).toMatchObject({ paused: true, pauseReason: 'The provider is away.' });
  await expect(bellhop('resume', 'now')).rejects.toThrow('"now" is not understood.');
  await expect(bellhop('pause', '--reason', 'x'.repeat(501))).rejects.toThrow('at most 500 are allowed');
  expect(await store.status()).toMatchObject({ paused: true, pauseReason: 'The provider is away.' });
  await bellhop('resume');
  expect(await store.status()).toMatchObject({ paused: false, pauseReason: null });
});
