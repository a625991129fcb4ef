import { pino } from 'pino';
import { type App, startApp } from '../../src/app.ts';
import type { Clock } from '../../src/clock.ts';
import type { Config } from '../../src/config/config.ts';
import { readConfig } from '../../src/config/read-config.ts';
import {
  createSimulator,
  type Simulator,
  type SimulatorOptions,
} from '../../src/vapi/simulator/simulator.ts';
import { createTestDatabase } from './test-database.ts';

export interface TestApp extends AsyncDisposable {
  readonly url: string;
  readonly wsUrl: string;
  readonly app: App;
  readonly simulator: Simulator;
  readonly databaseUrl: string;
  /** Sends one operation over HTTP and answers its result as it came. */
  execute<Data>(document: { toString(): string }, variables?: Record<string, unknown>): Promise<Answer<Data>>;
}

export interface Answer<Data> {
  readonly data: Data | null;
  readonly errors?: readonly { readonly message: string; readonly extensions?: Record<string, unknown> }[];
}

export interface TestAppOptions {
  /** Environment variables beside the database's. */
  readonly environment?: Record<string, string>;
  /** Another app's database and simulator, to run several instances on. */
  readonly beside?: TestApp;
  readonly clock?: Clock;
  /** A database that the caller made. */
  readonly databaseUrl?: string;
  readonly simulator?: Omit<SimulatorOptions, 'port'>;
}

/** The whole application in this process, on a fresh database of the real PostgreSQL and a simulator of its own. */
export async function startTestApp({
  environment = {},
  beside,
  databaseUrl: given,
  simulator: options,
  clock,
}: TestAppOptions = {}): Promise<TestApp> {
  await using parts = new AsyncDisposableStack();
  const databaseUrl = given ?? beside?.databaseUrl ?? parts.use(await createTestDatabase()).url;
  const simulator =
    beside?.simulator ?? parts.use(await createSimulator({ port: 0, latencyMs: 0, ...options }));
  const app = parts.use(
    await startApp(testConfig({ DATABASE_URL: databaseUrl, ...environment }), {
      log: pino({ level: process.env['TEST_LOG_LEVEL'] ?? 'silent' }),
      simulator,
      ...(clock && { clock }),
    }),
  );
  const running = parts.move();
  return {
    url: app.url,
    wsUrl: `${app.url.replace('http', 'ws')}/graphql`,
    app,
    simulator,
    databaseUrl,
    execute: (document, variables) => execute(app.url, document, variables),
    [Symbol.asyncDispose]: () => running.disposeAsync(),
  };
}

/** The configuration of an operator who sets these variables, on a free port. Tests call one number as often as they like. */
export function testConfig(environment: Record<string, string>): Config {
  return readConfig({
    PORT: '0',
    LOG_LEVEL: 'silent',
    SHUTDOWN_GRACE_SECONDS: '5',
    MAX_CALLS_PER_NUMBER_AND_DAY: '1000000',
    ...environment,
  });
}

export async function execute<Data>(
  url: string,
  document: { toString(): string },
  variables: Record<string, unknown> = {},
): Promise<Answer<Data>> {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query: String(document), variables }),
  });
  return (await response.json()) as Answer<Data>;
}
