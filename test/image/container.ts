import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, chownSync, copyFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Image } from './build.ts';

/** A user that every Unix has, and that owns nothing. */
const NOBODY = 65_534;

export interface Process {
  /** Resolves with the first line of its log that has this event. */
  logged(event: string): Promise<void>;
  readonly ended: Promise<{ readonly code: number | null; readonly stdout: string; readonly stderr: string }>;
  kill(signal: NodeJS.Signals): void;
}

/** Runs commands in the image's folder as somebody who may write nowhere but into its data. */
export function createContainer(image: Image, folder: string) {
  const identity = process.getuid?.() === 0 ? { uid: NOBODY, gid: NOBODY } : {};
  const node = join(folder, 'node');
  copyFileSync(process.execPath, node);
  chmodSync(node, 0o755);
  const data = join(folder, 'data');
  mkdirSync(data);
  if (identity.uid !== undefined) chownSync(data, identity.uid, identity.gid);

  return function start(command: readonly string[], environment: Record<string, string> = {}): Process {
    const [name = '', ...args] = command;
    if (name !== 'node') throw new Error(`The image has no ${name}.`);
    const child = spawn(node, args, {
      cwd: join(image.root, image.workdir),
      env: { ...image.environment, DATA_DIR: data, ...environment },
      stdio: ['ignore', 'pipe', 'pipe'],
      ...identity,
    });
    let [stdout, stderr] = ['', ''];
    const events = new Set<string>();
    const waiting = new Set<() => void>();
    child.stderr.on('data', (chunk) => {
      stderr += chunk;
    });
    createInterface({ input: child.stdout }).on('line', (line) => {
      stdout += `${line}\n`;
      events.add(/"event":"([\w.]+)"/.exec(line)?.[1] ?? '');
      for (const look of waiting) look();
    });
    const ended = once(child, 'close').then(([code]) => ({ code, stdout, stderr }));
    return {
      ended,
      kill: (signal) => void child.kill(signal),
      logged: (event) =>
        new Promise((resolve, reject) => {
          const look = () => events.has(event) && resolve();
          waiting.add(look);
          look();
          void ended.then(() => reject(new Error(`It ended before "${event}": ${stdout}${stderr}`)));
        }),
    };
  };
}
