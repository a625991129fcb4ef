import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, beforeEach, expect, test } from 'vitest';

const main = new URL('main.ts', import.meta.url).pathname;
/** An error that no code of the run handles. */
const crashOnSignal = `data:text/javascript,process.on('SIGUSR2',()=>{throw new Error('A crash of its own.')})`;

let folder: string;
let chaos: ChildProcess | null = null;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'bellhop-cleanup-'));
});
afterEach(() => {
  if (chaos?.pid && isGroupAlive(chaos.pid)) process.kill(-chaos.pid, 'SIGKILL');
  rmSync(folder, { recursive: true, force: true });
});

function isGroupAlive(pid: number): boolean {
  try {
    return process.kill(-pid, 0);
  } catch {
    return false;
  }
}

test.each([
  ['SIGINT', 'Faults begin.'],
  ['SIGTERM', 'Chaos: seed 1'],
  ['SIGUSR2', 'Faults begin.'],
] as const)('a run that ends by %s after "%s" leaves no process and no folder', async (signal, line) => {
  const args = ['--import', crashOnSignal, main, '--instances', '2', '--seconds', '600', '--seed', '1'];
  const run = spawn(process.execPath, args, {
    // A process group of its own, which is gone once all of its processes are.
    detached: true,
    env: { PATH: process.env['PATH'], TMPDIR: folder },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  chaos = run;
  const ended = once(run, 'exit');
  for await (const text of createInterface({ input: run.stdout })) {
    if (!text.startsWith(line)) continue;
    run.kill(signal);
    break;
  }
  expect(await ended).toEqual([1, null]);
  expect(isGroupAlive(run.pid as number)).toBe(false);
  expect(readdirSync(folder)).toEqual([]);
});
