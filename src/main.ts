import { type App, startApp } from './app.ts';
import type { Config } from './config/config.ts';
import { configurationWarnings, loadDotEnv, readConfig } from './config/read-config.ts';
import { ConfigurationError } from './configuration-error.ts';
import { StartupError } from './startup-error.ts';

/**
 * Ctrl-C in a terminal reaches this process twice, from the terminal and from npm. Only a signal that comes later
 * than this is a person who does not want to wait.
 */
const SAME_SIGNAL_MS = 500;

try {
  loadDotEnv();
  await main(readConfig());
} catch (error) {
  if (!(error instanceof StartupError)) throw error;
  console.error(error.message);
  // A variable that must be set may be the one that is misspelt.
  if (error instanceof ConfigurationError) for (const each of configurationWarnings()) console.error(each);
  process.exitCode = 1;
}

async function main(config: Config): Promise<void> {
  // From here on: who is told to stop while it starts may be ringing already.
  const signalled = firstSignal();
  void signalled.then(endAtTheNext);
  const app = await startWatched(signalled, config);
  const { log } = app;
  for (const message of configurationWarnings())
    log.warn({ event: 'configuration.unknown-variable' }, message);
  log.info({ event: 'started', url: app.url, role: config.role }, describe(app.url, config));
  if (app.simulator) {
    const { url, ledgerUrl } = app.simulator;
    log.warn(
      { event: 'simulated', simulator: url, ledger: ledgerUrl },
      `Calls are SIMULATED: no phone rings, since VAPI_API_KEY is not set. The simulator's ledger: ${ledgerUrl}`,
    );
  }

  if (config.role === 'api' && !config.vapi.account) {
    log.warn(
      { event: 'simulated' },
      'VAPI_API_KEY is not set, so this instance says that calls are simulated. Give it the environment of the dispatchers, that it may tell the truth.',
    );
  }

  if (app.isOpen) {
    log.warn(
      { event: 'access.open' },
      'Anybody on this machine may do anything: there is no API token. Make one: npm run bellhop -- token create --name me --scope admin',
    );
  }

  const signal = await signalled;
  log.info(
    { event: 'stopping', signal },
    'Stopping: finishing what is in flight. Signal again to stop at once.',
  );
  await app.stop();
  log.info({ event: 'stopped' }, 'Stopped');
}

function describe(url: string, { role, server }: Config): string {
  if (role === 'dispatcher') return `Bellhop rings, and serves no API. Health: ${url}/readyz`;
  const address = `${server.graphiql ? 'GraphiQL' : 'GraphQL'}: ${url}/graphql`;
  return role === 'api'
    ? `Bellhop serves, and leaves the ringing to others. ${address}`
    : `Bellhop is ready. ${address}`;
}

/** A start that was told to stop goes on to its end, so that it can be stopped in order, but not for ever. */
async function startWatched(signalled: Promise<unknown>, config: Config): Promise<App> {
  const starting = startApp(config);
  const isUp = await Promise.race([starting.then(() => true), signalled.then(() => false)]);
  if (isUp) return starting;
  const impatient = setTimeout(() => {
    console.error(
      `Told to stop while starting, and not up after ${config.shutdownGraceMs / 1_000} s: giving up.`,
    );
    process.exit(1);
  }, config.shutdownGraceMs);
  // Once it is up, stopping has a grace period of its own.
  return starting.finally(() => clearTimeout(impatient));
}

function firstSignal(): Promise<NodeJS.Signals> {
  return new Promise((resolve) => {
    // The listeners stay: without one a repeated signal would end the process at once.
    for (const name of ['SIGINT', 'SIGTERM'] as const) process.on(name, () => resolve(name));
  });
}

function endAtTheNext(): void {
  setTimeout(() => {
    for (const name of ['SIGINT', 'SIGTERM'] as const) process.once(name, () => process.exit(1));
  }, SAME_SIGNAL_MS).unref();
}
