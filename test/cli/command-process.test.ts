import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { createTestDatabase } from '../support/test-database.ts';
import { startBellhopCommand } from './run-bellhop.ts';

/** Other tests run commands in the test's process. */
test('a command reads stdin, writes to stdout, and ends with 0 if it did everything it was asked to', async () => {
  await using database = await createTestDatabase();
  const year = new Date().getUTCFullYear() + 1;
  const rows = `phone,message,time\n+14155551000,x,${year}-01-02T09:00:00Z`;
  const environment = { DATABASE_URL: database.url };
  expect(await startBellhopCommand(['import', '-'], { environment, stdin: rows })).toEqual({
    code: 0,
    stdout: '1 rows: 1 created, 0 there already, 0 refused.\n',
    stderr: '1 of 1\n',
  });
});

test('a command that fails says why on stderr, and ends with 1', async () => {
  const { code, stdout, stderr } = await startBellhopCommand(['pause', 'now'], {});
  expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
  expect(stderr).toMatch(/^"now" is not understood\.\n\nUsage: npm run bellhop -- pause/);
});

test('a command that finds something wrong ends with 1', async () => {
  const { code, stdout } = await startBellhopCommand(['doctor'], { environment: { PORT: 'x' } });
  expect(code).toBe(1);
  expect(stdout).toMatch(/^fail {2}configuration {2}PORT: /);
});

test('a command reads what .env sets in the folder that it is started in', async () => {
  await using database = await createTestDatabase();
  const cwd = await mkdtemp(join(tmpdir(), 'bellhop-command-'));
  onTestFinished(() => rm(cwd, { recursive: true, force: true }));
  await writeFile(join(cwd, '.env'), `DATABASE_URL=${database.url}\n`);
  expect(await startBellhopCommand(['token', 'list'], { cwd })).toMatchObject({
    code: 0,
    stdout: 'There are no API tokens.\n',
  });
});
