import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

/** A Bellhop process of its own, as an operator would run it. */
export interface BellhopProcess extends AsyncDisposable {
  readonly child: ChildProcess;
  /** Resolves with the first line of its log that has this `event`. */
  logged(event: string): Promise<Record<string, unknown>>;
  /** Resolves with what it printed, once it ended. */
  readonly ended: Promise<{
    readonly code: number | null;
    readonly signal: string | null;
    readonly stderr: string;
  }>;
  kill(signal: NodeJS.Signals): void;
}

/** The environment of a new process: `environment`, and only what every process needs from this process's own. */
export function processEnvironment(environment: Record<string, string>): Record<string, string | undefined> {
  const { PATH, NODE_COMPILE_CACHE } = process.env;
  return { PATH, NODE_COMPILE_CACHE, ...environment };
}

export function startBellhop(environment: Record<string, string>, cwd = process.cwd()): BellhopProcess {
  const child = spawn(process.execPath, [new URL('../../src/main.ts', import.meta.url).pathname], {
    cwd,
    env: processEnvironment({
      PORT: '0',
      LOG_FORMAT: 'json',
      MAX_CALLS_PER_NUMBER_AND_DAY: '1000000',
      ...environment,
    }),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const lines: Record<string, unknown>[] = [];
  const waiting = new Set<() => void>();
  let stderr = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  createInterface({ input: child.stdout }).on('line', (line) => {
    lines.push(line.startsWith('{') ? JSON.parse(line) : { event: 'text', line });
    for (const look of waiting) look();
  });
  const ended = once(child, 'close').then(([code, signal]) => ({ code, signal, stderr }));

  return {
    child,
    ended,
    kill: (signal) => void child.kill(signal),
    logged(event) {
      return new Promise((resolve, reject) => {
        const look = () => {
          const line = lines.find((each) => each['event'] === event);
          if (line) resolve(line);
          return line !== undefined;
        };
        if (look()) return;
        waiting.add(look);
        void ended.then(({ code, signal }) =>
          reject(new Error(`Ended with ${code ?? signal} before "${event}": ${stderr}`)),
        );
      });
    },
    async [Symbol.asyncDispose]() {
      if (child.exitCode === null && child.signalCode === null) child.kill('SIGKILL');
      await ended;
    },
  };
}
