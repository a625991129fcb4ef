import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Contender, Ground } from './contender.ts';
import { withDataDir } from './data-dir.ts';
import { freePort } from './free-port.ts';
import type { Job } from './jobs.ts';
import { until } from './until.ts';

/** A Bellhop process as an operator would run it: `node src/main.ts`. */
export interface BellhopProcess extends AsyncDisposable {
  readonly pid: number;
  readonly url: string;
  /** From the spawning to the first answered query, in milliseconds. */
  readonly startUpMs: number;
  /** Answers `data`; throws on errors. */
  query<T>(query: string, variables?: Record<string, unknown>): Promise<T>;
}

export interface BellhopOptions {
  /** Empty: the embedded database. */
  readonly databaseUrl: string;
  readonly dataDir: string;
  readonly receiverUrl: string;
  readonly concurrency: number;
  /** More of its environment. */
  readonly environment?: Readonly<Record<string, string>>;
}

export async function startBellhop(options: BellhopOptions): Promise<BellhopProcess> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const begun = performance.now();
  const child: ChildProcess = spawn(
    process.execPath,
    [
      ...(process.env['BENCH_PROFILE']
        ? ['--cpu-prof', `--cpu-prof-dir=${process.env['BENCH_PROFILE']}`]
        : []),
      new URL('../src/main.ts', import.meta.url).pathname,
    ],
    {
      cwd: options.dataDir,
      env: {
        PATH: process.env['PATH'],
        PORT: `${port}`,
        ...(options.databaseUrl ? { DATABASE_URL: options.databaseUrl } : {}),
        DATA_DIR: options.dataDir,
        VAPI_API_KEY: 'bench',
        OPEN: 'on',
        VAPI_BASE_URL: options.receiverUrl,
        TWILIO_PHONE_NUMBER: '+15005550006',
        ALLOWED_COUNTRY_CODES: 'US',
        DISPATCH_CONCURRENCY: `${options.concurrency}`,
        SHUTDOWN_GRACE_SECONDS: '0',
        // The others write no line for each job either; and that nobody needs a token here is known.
        LOG_LEVEL: 'error',
        LOG_FORMAT: 'json',
        ...options.environment,
      },
      stdio: ['ignore', 'inherit', 'inherit'],
    },
  );
  const ended = once(child, 'exit');
  // However this process ends, it leaves no other behind.
  const kill = () => child.kill('SIGKILL');
  process.once('exit', kill);

  async function query<T>(text: string, variables: Record<string, unknown> = {}): Promise<T> {
    const response = await fetch(`${url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query: text, variables }),
    });
    const { data, errors } = (await response.json()) as { data?: T; errors?: unknown };
    if (!data || errors) throw new Error(`Bellhop answered ${JSON.stringify(errors)}`);
    return data;
  }

  async function stop() {
    // An end in order writes the profile; whatever does not end is ended.
    child.kill(process.env['BENCH_PROFILE'] ? 'SIGTERM' : 'SIGKILL');
    const late = setTimeout(() => child.kill('SIGKILL'), 10_000);
    await ended;
    process.off('exit', kill);
    clearTimeout(late);
  }

  const isReady = () =>
    query('{ dispatcher { paused } }').then(
      () => true,
      () => false,
    );
  try {
    await until(() => child.exitCode !== null || isReady(), {
      what: 'Bellhop answers',
      withinMs: 60_000,
      everyMs: 5,
    });
    if (child.exitCode !== null) throw new Error(`Bellhop ended with code ${child.exitCode}.`);
  } catch (error) {
    await stop();
    throw error;
  }
  const startUpMs = performance.now() - begun;
  return { pid: child.pid ?? 0, url, startUpMs, query, [Symbol.asyncDispose]: stop };
}

export const createRemindersMutation = `mutation ($input: CreateRemindersInput!) {
  createReminders(input: $input) { __typename ... on CreateRemindersSuccess { created } ... on Error { message } } }`;
export const createReminderMutation = `mutation ($input: CreateReminderInput!) {
  createReminder(input: $input) { __typename ... on CreateReminderSuccess { reminder { id } } ... on Error { message } } }`;

export const toInput = ({ to, text, dueAtMs }: Job) => ({
  phoneNumber: to,
  message: text,
  scheduledTime: new Date(dueAtMs ?? Date.now()).toISOString(),
});

/** Bellhop as a contender: filled through its API while it is paused. */
export async function openBellhop(ground: Ground): Promise<Contender> {
  await using parts = new AsyncDisposableStack();
  const dataDir = withDataDir(parts);
  const { databaseUrl, receiverUrl, concurrency } = ground;
  const all: BellhopProcess[] = [];
  while (all.length < ground.processes) {
    all.push(parts.use(await startBellhop({ databaseUrl, receiverUrl, concurrency, dataDir })));
  }
  const [first] = all;
  if (!first) throw new Error('No process to measure.');
  await first.query('mutation { pauseDispatch(input: { reason: "bench" }) { dispatcher { paused } } }');
  const moved = parts.move();

  return {
    async fill(jobs) {
      for (let at = 0; at < jobs.length; at += 1_000) {
        const reminders = jobs.slice(at, at + 1_000).map(toInput);
        const { createReminders } = await first.query<{ createReminders: { created?: number } }>(
          createRemindersMutation,
          { input: { reminders } },
        );
        if (createReminders.created !== reminders.length) {
          throw new Error(`Not created: ${JSON.stringify(createReminders)}`);
        }
      }
    },
    async start() {
      const resume = 'mutation { resumeDispatch(input: {}) { dispatcher { paused } } }';
      await Promise.all(all.map((each) => each.query(resume)));
    },
    async schedule(job) {
      const { createReminder } = await first.query<{ createReminder: { reminder?: object } }>(
        createReminderMutation,
        { input: toInput(job) },
      );
      if (!createReminder.reminder) throw new Error(`Not created: ${JSON.stringify(createReminder)}`);
    },
    async left() {
      const { dispatcher } = await first.query<{ dispatcher: { inFlight: number; overdue: number } }>(
        '{ dispatcher { inFlight overdue } }',
      );
      return dispatcher.inFlight + dispatcher.overdue;
    },
    [Symbol.asyncDispose]: () => moved.disposeAsync(),
  };
}
