import { pathToFileURL } from 'node:url';
import pg from 'pg';
import { pino } from 'pino';
import { expect } from 'vitest';
import { type App, startApp } from '../../src/app.ts';
import { type Bellhop, createBellhop } from '../../src/client/client.ts';
import type { SimulatorOptions } from '../../src/vapi/simulator/simulator.ts';
import { testConfig } from '../support/app.ts';
import { type BellhopProcess, startBellhop } from '../support/bellhop-process.ts';
import { type SimulatorProcess, startSimulator } from '../support/simulator-process.ts';
import { waitFor } from '../support/wait-for.ts';

export type Environment = Readonly<Record<string, string>>;

/**
 * A provider that can be asked what came of a call, so that nothing may ring twice for any reason. It answers within the
 * timeout, and lists each call within the grace, also where the machine stands still for a while; so does the lease.
 */
const environment: Environment = {
  VAPI_API_KEY: 'faults',
  OPEN: 'on',
  VAPI_PHONE_NUMBER_ID: 'faults',
  ALLOWED_COUNTRY_CODES: 'US',
  VAPI_TIMEOUT_SECONDS: '5',
  VAPI_POLL_SECONDS: '1',
  VAPI_GRACE_SECONDS: '2',
  VAPI_RETRY_MIN_SECONDS: '0.1',
  VAPI_RETRY_MAX_SECONDS: '0.3',
  RETRY_DELAY_SECONDS: '0.2',
  MAX_RETRY_ATTEMPTS: '10',
  DISPATCH_CONCURRENCY: '50',
  LEASE_SECONDS: '10',
  HEARTBEAT_SECONDS: '0.5',
  // So that whatever happens, happens without the tick, unless a test asks for one.
  SCHEDULER_INTERVAL_SECONDS: '3600',
  FIELDS_PER_MINUTE: '1000000',
  CREATIONS_PER_MINUTE: '1000000',
};

/** A tick each second, for instances whose ticks meet the fault as well. */
export const quickTick = { SCHEDULER_INTERVAL_SECONDS: '1' };

/** Longer than an operation may take. */
const CLIENT_TIMEOUT_MS = 20_000;

interface LogLine {
  readonly event: string;
  readonly [field: string]: unknown;
}

/** An instance in this process. */
export interface LocalInstance {
  readonly app: App;
  readonly bellhop: Bellhop;
  readonly lines: readonly LogLine[];
  /** Resolves once this was logged, counted from line `after` on. */
  logged(event: string, after?: number): Promise<LogLine>;
}

/** An instance in a process of its own. */
export interface RemoteInstance extends BellhopProcess {
  readonly bellhop: Bellhop;
}

export interface Stage extends AsyncDisposable {
  readonly simulator: SimulatorProcess;
  readonly environment: Environment;
  local(databaseUrl: string, more?: Environment): Promise<LocalInstance>;
  /** Starts a process, without waiting for more. */
  spawn(databaseUrl: string, more?: Environment): BellhopProcess;
  remote(databaseUrl: string, more?: Environment): Promise<RemoteInstance>;
}

/** Calls that are over soon, as many at once as may be. */
export const quickCalls = { ringMs: 10, talkMs: 20, concurrencyLimit: 1_000 };

/** A simulated provider, and any number of instances that ring through it. */
export async function createStage(options: Omit<SimulatorOptions, 'port' | 'random'> = {}): Promise<Stage> {
  const parts = new AsyncDisposableStack();
  const simulator = parts.use(
    await startSimulator({
      port: 0,
      latencyMs: 30,
      calls: quickCalls,
      ...options,
    }),
  );
  const base = { ...environment, VAPI_BASE_URL: simulator.url };
  const spawn = (databaseUrl: string, more: Environment = {}) =>
    parts.use(startBellhop({ ...base, DATABASE_URL: databaseUrl, ...more }));
  return {
    simulator,
    environment: base,
    async local(databaseUrl, more = {}) {
      const lines: LogLine[] = [];
      const waiting = new Set<() => void>();
      const write = (text: string) => {
        lines.push(JSON.parse(text));
        for (const look of waiting) look();
      };
      const log = pino({ level: 'debug' }, { write });
      const app = parts.use(
        await startApp(testConfig({ ...base, DATABASE_URL: databaseUrl, ...more }), { log }),
      );
      const logged = (event: string, after = 0) =>
        new Promise<LogLine>((resolve) => {
          const look = () => {
            const line = lines.slice(after).find((each) => each.event === event);
            if (!line) return;
            waiting.delete(look);
            resolve(line);
          };
          waiting.add(look);
          look();
        });
      return { app, bellhop: createBellhop({ url: app.url, timeoutMs: CLIENT_TIMEOUT_MS }), lines, logged };
    },
    spawn,
    async remote(databaseUrl, more) {
      const bellhopProcess = spawn(databaseUrl, more);
      const { url } = await bellhopProcess.logged('started');
      return {
        ...bellhopProcess,
        bellhop: createBellhop({ url: String(url), timeoutMs: CLIENT_TIMEOUT_MS }),
      };
    },
    [Symbol.asyncDispose]: () => parts.disposeAsync(),
  };
}

/** What makes a process load a file of this folder before Bellhop itself. */
export function preload(file: string, more: Environment = {}): Environment {
  const url = pathToFileURL(new URL(file, import.meta.url).pathname).href;
  return { NODE_OPTIONS: `--import=${url}`, ...more };
}

const sleep = (ms: number) => new Promise<void>((wake) => setTimeout(wake, ms));

let made = 0;

export interface StreamOptions {
  readonly count: number;
  readonly everyMs: number;
  /** They fall due up to so long after they were created. */
  readonly aheadMs?: number;
  readonly phoneNumber?: string;
}

/** Creates reminders one after the other, each until it is acknowledged. Answers the messages that were. */
export async function stream(
  bellhop: () => Bellhop,
  { count, everyMs, aheadMs = 1_000, phoneNumber = '+14155550100' }: StreamOptions,
): Promise<string[]> {
  const creating: Promise<string | null>[] = [];
  for (let index = 0; index < count; index++) {
    creating.push(createOne(bellhop, phoneNumber, (aheadMs * ((index * 7) % count)) / count));
    await sleep(everyMs);
  }
  return (await Promise.all(creating)).filter((message) => message !== null);
}

async function createOne(
  bellhop: () => Bellhop,
  phoneNumber: string,
  aheadMs: number,
): Promise<string | null> {
  const message = `No. ${++made} of these.`;
  // The same object is sent under the same idempotency key.
  const reminder = {
    phoneNumber,
    message,
    scheduledTime: new Date(Date.now() + aheadMs),
    idempotencyKey: `fault-${process.pid}-${made}`,
  };
  for (;;) {
    try {
      const result = await bellhop().schedule(reminder);
      if (result.__typename === 'CreateReminderSuccess') return message;
      // An answer too: it was not created, and now it is too late to.
      if (result.__typename === 'ValidationError') return null;
      throw new Error(JSON.stringify(result));
    } catch (error) {
      if (String(error).includes('TIME_IN_PAST')) return null;
      await sleep(100);
    }
  }
}

interface KeptReminder {
  readonly message: string;
  readonly status: string;
  readonly outcomes: readonly (string | null)[];
}

/** Every reminder there is, with how its attempts ended, read past all of Bellhop's own code. */
export async function kept(databaseUrl: string): Promise<KeptReminder[]> {
  return query<KeptReminder>(
    databaseUrl,
    `select message, status::text, array(
       select outcome::text from call_attempts a where a.reminder_id = r.id order by number) as outcomes
     from reminders r`,
  );
}

/** The oracle: everything acknowledged is done, and the provider's ledger has one call for each, and no second of any. */
export async function expectEachRungOnce(
  { simulator }: Stage,
  databaseUrl: string,
  acknowledged: readonly string[],
): Promise<void> {
  await waitFor(
    async () => {
      const open = (await kept(databaseUrl)).filter(({ status }) => status !== 'completed');
      expect(open).toEqual([]);
    },
    { interval: 100 },
  );
  const messages = (await kept(databaseUrl)).map(({ message }) => message);
  expect(messages).toEqual(expect.arrayContaining([...acknowledged]));
  const { calls } = await simulator.ledger();
  const rung = calls.map(({ text }) => /No\. \d+ of these\./.exec(text)?.[0]);
  expect(rung.toSorted()).toEqual(messages.toSorted());
}

export async function query<Row extends pg.QueryResultRow>(
  databaseUrl: string,
  sql: string,
  parameters: readonly unknown[] = [],
): Promise<Row[]> {
  const client = new pg.Client({ connectionString: databaseUrl, application_name: 'test' });
  client.on('error', () => {});
  await client.connect();
  try {
    return (await client.query<Row>(sql, [...parameters])).rows;
  } finally {
    await client.end();
  }
}
