import { expect, test } from 'vitest';
import { runBellhop } from './run-bellhop.ts';

const commands = ['doctor', 'token', 'import', 'export', 'do-not-call', 'pause', 'resume', 'restored'];

test('bellhop --help names every command, and needs no database', async () => {
  const { code, stdout } = await runBellhop(['--help'], { DATABASE_URL: 'not a URL' });
  expect(code).toBe(0);
  for (const command of commands) expect(stdout).toMatch(new RegExp(`\\b${command}\\b`));
});

test.each(commands)('bellhop %s --help says how it is called, and does nothing', async (command) => {
  const { code, stdout, stderr } = await runBellhop([command, '--help'], { DATABASE_URL: 'not a URL' });
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(stdout).toMatch(new RegExp(`^Usage: npm run (-s )?bellhop -- ${command}\\b`));
});
