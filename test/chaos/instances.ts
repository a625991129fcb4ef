import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

/** One Bellhop process as an operator would run it; it is started again under the same name after it was killed. */
export interface Instance {
  readonly name: string;
  /** `null` while it is down or starting. */
  url(): string | null;
  /** Whether it was stopped by a signal. */
  isFrozen(): boolean;
  /** Its ids in the database since its last start. */
  instanceIds(): readonly string[];
  kill(): Promise<void>;
  freeze(): void;
  thaw(): void;
  start(): Promise<void>;
  /** Stops it in order. */
  stop(): Promise<void>;
  /** Kills it for good. */
  close(): Promise<void>;
}

const main = new URL('../../src/main.ts', import.meta.url).pathname;

export function createInstance(
  name: string,
  environment: Readonly<Record<string, string>>,
  onLine: (instance: string, line: Record<string, unknown>) => void,
): Instance {
  let child: ChildProcess | null = null;
  let url: string | null = null;
  let frozen = false;
  let closed = false;
  let instanceIds: string[] = [];

  async function start() {
    instanceIds = [];
    const started = spawn(process.execPath, [main], {
      env: {
        PATH: process.env['PATH'],
        PORT: '0',
        LOG_FORMAT: 'json',
        MAX_CALLS_PER_NUMBER_AND_DAY: '1000000',
        ...environment,
      },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    child = started;
    const orphaned = () => started.kill('SIGKILL');
    process.once('exit', orphaned);
    started.once('exit', () => process.off('exit', orphaned));
    const ready = Promise.withResolvers<void>();
    createInterface({ input: started.stdout }).on('line', (text) => {
      const line = JSON.parse(text) as Record<string, unknown>;
      onLine(name, line);
      if (line['event'] === 'instance.registered') instanceIds.push(String(line['instanceId']));
      if (line['event'] !== 'started') return;
      url = String(line['url']);
      ready.resolve();
    });
    started.once('exit', () => {
      url = null;
      ready.resolve();
    });
    await ready.promise;
  }

  async function end(signal: NodeJS.Signals) {
    const ending = child;
    child = null;
    url = null;
    frozen = false;
    if (!ending || ending.exitCode !== null || ending.signalCode !== null) return;
    const exited = once(ending, 'exit');
    ending.kill(signal);
    await exited;
  }

  return {
    name,
    url: () => url,
    isFrozen: () => frozen,
    instanceIds: () => instanceIds,
    kill: () => end('SIGKILL'),
    freeze() {
      frozen = true;
      child?.kill('SIGSTOP');
    },
    thaw() {
      frozen = false;
      child?.kill('SIGCONT');
    },
    /** As a supervisor would: again and again, since it may not start while the database is unavailable. */
    async start() {
      for (let tries = 0; tries < 20 && !closed; tries++) {
        await start();
        if (url || closed) return;
        await new Promise((wake) => setTimeout(wake, 500));
      }
      if (!closed) throw new Error(`${name} does not start.`);
    },
    stop: () => end('SIGTERM'),
    async close() {
      closed = true;
      await end('SIGKILL');
    },
  };
}
