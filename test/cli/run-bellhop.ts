import { spawn } from 'node:child_process';
import { Console } from 'node:console';
import { once } from 'node:events';
import { PassThrough, Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import type { Terminal } from '../../src/cli/command.ts';
import { runCommand } from '../../src/cli/run-command.ts';
import { processEnvironment } from '../support/bellhop-process.ts';

export const main = new URL('../../src/cli/main.ts', import.meta.url).pathname;

export interface Ran {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the operator's command in this process, because starting a process takes longer than most commands. */
export async function runBellhop(
  args: readonly string[],
  environment: Record<string, string> = {},
  stdin = '',
  { isTTY = false } = {},
): Promise<Ran> {
  const [stdout, stderr] = [new PassThrough(), new PassThrough()];
  const terminal: Terminal = {
    environment,
    stdin: Readable.from([Buffer.from(stdin)]),
    stdout: Object.assign(stdout, { isTTY }),
    console: new Console(stdout, stderr),
    exitCode: 0,
  };
  const written = Promise.all([text(stdout), text(stderr)]);
  await runCommand(args, terminal);
  stdout.end();
  stderr.end();
  const [out, err] = await written;
  return { code: terminal.exitCode, stdout: out, stderr: err };
}

/** Starts the command as a process of its own, as an operator does in the folder `cwd`. */
export async function startBellhopCommand(
  args: readonly string[],
  { environment = {}, stdin = '', cwd = process.cwd() },
): Promise<Ran> {
  const child = spawn(process.execPath, [main, ...args], {
    cwd,
    env: processEnvironment(environment),
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  // It may end before it has read all that it is given.
  child.stdin.on('error', () => {});
  child.stdin.end(stdin);
  const [stdout, stderr, [code]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'close'),
  ]);
  return { code, stdout, stderr };
}
