import { randomBytes } from 'node:crypto';
import type { Logger } from 'pino';
import { createAuthenticator } from './access/authenticator.ts';
import { createJwtVerifier } from './access/jwt-verifier.ts';
import { type Clock, systemClock, wait } from './clock.ts';
import { type Config, WEBHOOK_PATH } from './config/config.ts';
import { createConfiguredDispatcher } from './configured-dispatcher.ts';
import { createConfiguredPlacer } from './configured-placer.ts';
import { createConfiguredProvider } from './configured-provider.ts';
import type { Dispatcher } from './dispatch/dispatcher.ts';
import { createFeed, type RunningFeed } from './events/feed.ts';
import { explainDatabaseUnusable } from './graphql/database-unreachable.ts';
import { createGraphQLServices } from './graphql-services.ts';
import { startHousekeeping } from './housekeeping.ts';
import { createLog, type Log } from './log.ts';
import { isLoopbackAddress } from './loopback.ts';
import { countedLog } from './metrics/counted-log.ts';
import { createMetrics } from './metrics/metrics.ts';
import type { ConnectionSettings } from './persistence/connection-settings.ts';
import { createDoNotCallList } from './persistence/do-not-call-list.ts';
import { createEventLog } from './persistence/event-log.ts';
import { createHealth } from './persistence/health.ts';
import { createNotifications, type Notifications } from './persistence/notifications.ts';
import { type Database, openDatabase } from './persistence/open-database.ts';
import { identifyDatabase, isRestoredDump } from './persistence/restored-database.ts';
import { run } from './persistence/statement.ts';
import { createTokenStore } from './persistence/token-store.ts';
import { outsideRequest } from './request-scope.ts';
import { createServer } from './server/http-server.ts';
import type { WebhookEndpoint } from './server/webhook.ts';
import { StartupError } from './startup-error.ts';
import { createStores } from './stores.ts';
import type { TracingOptions } from './tracing/otel-tracer.ts';
import type { Tracer } from './tracing/tracer.ts';
import { createHttpClient } from './vapi/http-client.ts';
import { createSimulator, type Simulator } from './vapi/simulator/simulator.ts';
import { createWebhookReader, MAX_WEBHOOK_BYTES } from './vapi/webhook.ts';
import { createWebhookHandler } from './vapi/webhook-handler.ts';

export interface App extends AsyncDisposable {
  /** Where the server listens, such as `http://127.0.0.1:4000`. */
  readonly url: string;
  /** What calls go to instead of a provider, where no key is set. */
  readonly simulator: Simulator | null;
  readonly log: Logger;
  /** Whether nobody had to prove who they are when it started: there was no API token, on the loopback. */
  readonly isOpen: boolean;
  /** Stops ringing, finishes what is in flight, completes subscriptions, closes everything in order. */
  stop(): Promise<void>;
}

/** What tests replace. */
export interface AppOverrides {
  readonly log?: Logger;
  readonly simulator?: Simulator;
  readonly clock?: Clock;
}

/** A feed that looks each second and has not been up to date for so long is held up. */
const FEED_LAG_MS = 30_000;

/** Rejects with a StartupError where the operator can mend it. */
export async function startApp(config: Config, overrides: AppOverrides = {}): Promise<App> {
  try {
    return await start(config, overrides);
  } catch (error) {
    const why = error instanceof StartupError ? null : explainDatabaseUnusable(error);
    if (why === null) throw error;
    throw new StartupError(`The database ${why}. It went away while Bellhop started. Start Bellhop again.`, {
      cause: error,
    });
  }
}

/**
 * Puts the parts together and starts them: the database, who rings, the feed, the server. The dispatcher starts last
 * and stops first; what was started is released in reverse order, also where a later step fails.
 */
async function start(config: Config, overrides: AppOverrides): Promise<App> {
  const { clock = systemClock } = overrides;
  const logger = overrides.log ?? createLog(config.log);
  const metrics = createMetrics();
  const log = countedLog(logger, metrics.onLogged);
  await using parts = new AsyncDisposableStack();

  const database = parts.adopt(await openDatabase(config.database), (opened) => opened.close());
  if (await isRestoredDump(database.fork())) throw restoredFromDump();
  await identifyDatabase(database.fork());
  const tokens = createTokenStore(database);
  const jwt = config.jwt && createJwtVerifier(config.jwt);
  const isOpen = !jwt && !(await tokens.any());
  if (isOpen && config.authenticationReason !== null) throw withoutAuthentication(config);
  const tracer =
    config.tracing && parts.adopt(await openTracer(config.tracing, log), (opened) => opened.close());
  const { store, dispatchStore } = createStores(
    {
      database,
      onEvents() {
        feed.poke();
        notifications?.announce();
      },
      recovery: { onTakenOver: metrics.onTakenOver, now: () => dispatcher.now() },
      tracer,
      clock,
    },
    config.callRules.perNumberAndDay,
  );

  const rings = config.role !== 'api';
  const simulator =
    rings && !config.vapi.account
      ? (overrides.simulator ?? parts.use(await startSimulator(config.vapi.simulatorPort)))
      : null;
  const ownUrl = () => urlOf(config.host, server.port);
  const provider = createConfiguredProvider(config.vapi, simulator, ownUrl);
  const placer = rings
    ? createConfiguredPlacer({ http: parts.use(createHttpClient()), clock }, config, provider)
    : null;
  const dispatcher = createConfiguredDispatcher(
    { database, store: dispatchStore, placer, tracer, clock, log },
    config,
  );

  const eventLog = createEventLog(database);
  const feed = createFeed({
    log: eventLog,
    liveLog: createEventLog({ fork: database.forkReserved }),
    clock,
    logger: log,
    onEvent(event) {
      dispatcher.onEvent(event);
      metrics.onFeedEvent(event.occurredAt, dispatcher.now());
    },
  });
  await feed.start();
  parts.defer(() => feed.stop());
  const notifications =
    config.database.kind === 'server'
      ? parts.adopt(listen(config.database.connection, { database, feed, log }), (opened) => opened.close())
      : null;
  const housekeeping = startHousekeeping({ database, store, eventLog, log }, config.eventRetentionMs);
  parts.defer(() => housekeeping.stop());

  const doNotCall = createDoNotCallList(database);
  const { webhookSecret } = provider;
  let ready = false;
  const server = await createServer(
    {
      services: createGraphQLServices(
        { store, dispatch: dispatchStore, feed, tokens, doNotCall, dispatcher, logger: log },
        config,
      ),
      authenticator: createAuthenticator(
        { tokens, jwt, now: dispatcher.now, logger: log },
        { mayBeOpen: config.authenticationReason === null },
      ),
      clock,
      isReady: () => ready,
      health: createHealth(
        { fork: database.forkReserved, clock },
        {
          ...(rings && {
            lease: () => (dispatcher.isHeld() ? null : 'the lease is not held'),
            claims: () => (dispatcher.isClaiming() ? null : 'the last claim failed'),
          }),
          feed: () => (feed.behindMs() < FEED_LAG_MS ? null : 'the feed lags behind'),
        },
      ),
      metrics: { ...metrics, token: config.metricsToken },
      ...(tracer && { tracer }),
      ...(webhookSecret && { webhook: webhookEndpoint(webhookSecret, { dispatcher, clock, log }) }),
    },
    { host: config.host, port: config.port, api: config.role !== 'dispatcher', ...config.server },
  );
  parts.defer(() => server.close());
  metrics.watch({
    status: () => dispatchStore.status(),
    now: dispatcher.now,
    feedLagMs: feed.behindMs,
    sockets: server.sockets,
    subscriptions: server.subscriptions,
    pools: database.pools,
  });

  await dispatcher.start();
  parts.defer(async () => {
    ready = false;
    await dispatcher.stop(config.shutdownGraceMs);
  });
  parts.defer(async () => {
    ready = false;
    if (config.shutdownDelayMs > 0) await wait(clock, config.shutdownDelayMs);
  });
  ready = true;

  const running = parts.move();
  const stop = () => running.disposeAsync();
  return { url: ownUrl(), simulator, log: logger, isOpen, stop, [Symbol.asyncDispose]: stop };
}

async function openTracer(options: TracingOptions, log: Log): Promise<Tracer> {
  // Loaded only where it is wanted, so that it costs nothing where it is not.
  const { createOtelTracer } = await import('./tracing/otel-tracer.ts');
  const onProblem = (message: string) => log.warn({ event: 'tracing.problem', message }, 'Traces get lost');
  // The SDK exports by timers that spans of a request start.
  return createOtelTracer(options, (message) => outsideRequest(() => onProblem(message)));
}

interface ListenDeps {
  readonly database: Database;
  readonly feed: RunningFeed;
  readonly log: Log;
}

/** Has the feed look at once when another instance wrote. */
function listen(connection: ConnectionSettings, { database, feed, log }: ListenDeps): Notifications {
  return createNotifications(connection, {
    execute: (sql, parameters) => run(database.fork(), sql, parameters),
    onAnnounced: feed.poke,
    onProblem: (message, error) => log.warn({ event: 'notifications.problem', err: error }, message),
  });
}

interface WebhookDeps {
  readonly dispatcher: Dispatcher;
  readonly clock: Clock;
  readonly log: Log;
}

function webhookEndpoint(secret: string, { dispatcher, clock, log }: WebhookDeps): WebhookEndpoint {
  const reader = createWebhookReader(secret);
  const { onCallReport: onReport, onUnreadableReport } = dispatcher;
  const handler = createWebhookHandler({ reader, onReport, onUnreadableReport, clock, log });
  return { path: WEBHOOK_PATH, maxBytes: MAX_WEBHOOK_BYTES, handler };
}

/** Its key keeps other users of this machine from listing the calls. */
function startSimulator(port: number): Promise<Simulator> {
  return createSimulator({ port, apiKey: randomBytes(16).toString('hex') });
}

function urlOf(host: string, port: number): string {
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
}

function restoredFromDump(): StartupError {
  return new StartupError(
    'This database was restored from a dump, and what was rung since would ring again. Run npm run bellhop -- restored, which pauses, and look through what is due.',
  );
}

function withoutAuthentication({ authenticationReason: reason, host }: Config): StartupError {
  const open = isLoopbackAddress(host)
    ? 'To let every user and program of this machine in without one, set OPEN=on.'
    : 'To serve this machine only, leave HOST at 127.0.0.1.';
  return new StartupError(
    `${reason}, but there is no API token. Create one first (npm run bellhop -- token create --name me --scope admin), or set JWT_JWKS_URL, JWT_ISSUER and JWT_AUDIENCE. ${open}`,
  );
}
