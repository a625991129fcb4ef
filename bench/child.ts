import { fork } from 'node:child_process';
import { once } from 'node:events';

/** A process of our own that answers calls: see serve.ts. */
export interface Child extends AsyncDisposable {
  readonly pid: number;
  call<T>(name: string, ...args: unknown[]): Promise<T>;
}

interface Reply {
  readonly ready?: true;
  readonly id?: number;
  readonly result?: unknown;
  readonly error?: string;
}

export async function startChild(
  file: string,
  environment: Record<string, string>,
  execArgv: readonly string[] = [],
): Promise<Child> {
  const child = fork(new URL(file, import.meta.url), [], {
    env: { PATH: process.env['PATH'], ...environment },
    execArgv: [...execArgv],
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const waiting = new Map<number, { resolve(value: unknown): void; reject(error: Error): void }>();
  const ready = Promise.withResolvers<void>();
  let calls = 0;
  child.on('message', ({ ready: isReady, id, result, error }: Reply) => {
    if (isReady) return ready.resolve();
    const asked = waiting.get(id ?? 0);
    waiting.delete(id ?? 0);
    if (error === undefined) asked?.resolve(result);
    else asked?.reject(new Error(`${file}: ${error}`));
  });
  const ended = once(child, 'exit').then(([code, signal]) => {
    const error = new Error(`${file} ended with ${signal ?? `code ${code}`}.`);
    ready.reject(error);
    for (const { reject } of waiting.values()) reject(error);
    waiting.clear();
  });
  ready.promise.catch(() => {});
  await ready.promise;

  return {
    pid: child.pid ?? 0,
    call<T>(name: string, ...args: unknown[]) {
      return new Promise<T>((resolve, reject) => {
        calls += 1;
        waiting.set(calls, { resolve: (value) => resolve(value as T), reject });
        child.send({ id: calls, name, args });
      });
    },
    async [Symbol.asyncDispose]() {
      child.kill('SIGKILL');
      await ended;
    },
  };
}
