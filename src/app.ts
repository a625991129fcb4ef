import { randomBytes } from 'node:crypto';
import { hostname } from 'node:os';
import type { Logger } from 'pino';
import { createAuthenticator } from './access/authenticator.ts';
import { createJwtVerifier } from './access/jwt-verifier.ts';
import { type Clock, systemClock } from './clock.ts';
import { type Config, WEBHOOK_PATH } from './config/config.ts';
import { createConfiguredPlacer } from './configured-placer.ts';
import { createDispatcher } from './dispatch/dispatcher.ts';
import { createGuardedPlacer } from './dispatch/guarded-placer.ts';
import { startIntervalJobs } from './dispatch/interval-jobs.ts';
import { createOnlooker } from './dispatch/onlooker.ts';
import { retryDelayMs } from './dispatch/retry-delay.ts';
import { createFeed } from './events/feed.ts';
import { pruneOldEvents } from './events/retention.ts';
import { whyDatabaseUnusable } from './graphql/database-unreachable.ts';
import { createLog } from './log.ts';
import { countedLog } from './metrics/counted-log.ts';
import { measureRecovery } from './metrics/measured-recovery.ts';
import { createMetrics } from './metrics/metrics.ts';
import { newId } from './new-id.ts';
import { createDispatchStore } from './persistence/dispatch-store.ts';
import { createDoNotCallList } from './persistence/do-not-call-list.ts';
import { createEventLog } from './persistence/event-log.ts';
import { isLogForeign } from './persistence/foreign-log.ts';
import { createHealth } from './persistence/health.ts';
import { createNotifications } from './persistence/notifications.ts';
import { openDatabase } from './persistence/open-database.ts';
import { readClock } from './persistence/read-clock.ts';
import { readTraceparents } from './persistence/read-traceparents.ts';
import { createReminderStore } from './persistence/reminder-store.ts';
import { run } from './persistence/statement.ts';
import { createTokenStore } from './persistence/token-store.ts';
import { refuseNumber } from './reminders/call-rules.ts';
import { foldAllCounts } from './reminders/fold-all-counts.ts';
import { createRefuseCalls } from './reminders/refuse-calls.ts';
import type { UseCaseContext } from './reminders/use-case-context.ts';
import { createServer } from './server/http-server.ts';
import { isLoopbackAddress } from './server/loopback.ts';
import { StartupError } from './startup-error.ts';
import type { TracingOptions } from './tracing/otel-tracer.ts';
import { tracePlacer } from './tracing/traced-placer.ts';
import { traceDispatch, traceReminders } from './tracing/traced-stores.ts';
import type { Webhook } from './vapi/call-format.ts';
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
const HOUSEKEEPING_INTERVAL_MS = 60_000;
/** What was written since is looked at by everyone who counts: some thousands of lines at 500 calls a second. */
const FOLD_INTERVAL_MS = 5_000;
/** Where calls are not followed nothing is asked for. */
const NEVER_QUIET_MS = 3_600_000;

/** Rejects with a StartupError where the operator can mend it. */
export async function startApp(config: Config, overrides: AppOverrides = {}): Promise<App> {
  try {
    return await start(config, overrides);
  } catch (error) {
    const why = error instanceof StartupError ? null : whyDatabaseUnusable(error);
    if (why === null) throw error;
    throw new StartupError(`The database ${why}; it went away while Bellhop started. Start it again.`, {
      cause: error,
    });
  }
}

/** Puts the parts together and starts them: the only place that names concrete ones. */
async function start(config: Config, overrides: AppOverrides): Promise<App> {
  const { clock = systemClock } = overrides;
  const logger = overrides.log ?? createLog(config.log);
  const metrics = createMetrics();
  const log = countedLog(logger, metrics.onLogged);
  await using parts = new AsyncDisposableStack();

  const database = parts.adopt(await openDatabase(config.database), (opened) => opened.close());
  if (await isLogForeign(database.fork())) throw restoredElsewhere();
  const tokens = createTokenStore(database);
  const doNotCall = createDoNotCallList(database);
  const jwt = config.jwt && createJwtVerifier(config.jwt);
  const mayBeOpen = isLoopbackAddress(config.host);
  const isOpen = !jwt && !(await tokens.any());
  if (isOpen && !mayBeOpen) throw withoutAuthentication(config.host);
  const stored = { fork: database.fork, onEvents: onEventsWritten };
  const { perNumberAndDay } = config.callRules;
  const tracer = config.tracing && (await startTracing(config.tracing));
  const plainStore = createReminderStore({ ...stored, perNumberAndDay });
  const store = tracer ? traceReminders(plainStore, tracer) : plainStore;
  const measuredStore = measureRecovery(
    createDispatchStore({ ...stored, forkReserved: database.forkReserved }),
    { onTakenOver: metrics.onTakenOver, now: () => dispatcher.now() },
  );
  const dispatchStore = tracer
    ? traceDispatch(measuredStore, {
        tracer,
        clock,
        readTraceparents: (ids) => readTraceparents(database.forkReserved(), ids),
      })
    : measuredStore;

  const rings = config.role !== 'api';
  const simulator = rings && !config.vapi.account ? (overrides.simulator ?? (await startSimulator())) : null;
  const simulatedSecret = randomBytes(16).toString('hex');
  const policy = {
    unknownOutcome: config.unknownOutcome,
    completeWhen: config.completeWhen,
    longestCallMs: config.vapi.call?.longestCallMs ?? null,
    calls: config.callPolicy,
    retryDelayMs: (failures: number) => retryDelayMs(failures, config.retryDelay, Math.random),
  };
  const dispatcher = rings ? ring() : watchOnly();
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
  const notifications = config.database.kind === 'server' ? listen(config.database.url) : null;
  const housekeeping = startIntervalJobs(
    [
      { id: 'retention', everyMs: HOUSEKEEPING_INTERVAL_MS, run: () => prune() },
      { id: 'counts', everyMs: FOLD_INTERVAL_MS, run: () => foldAllCounts(store) },
      ...(database.checkpoint
        ? [{ id: 'checkpoint', everyMs: HOUSEKEEPING_INTERVAL_MS, run: database.checkpoint }]
        : []),
    ],
    (job, error) => log.error({ event: 'job.failed', job, err: error }, `The ${job} job failed`),
  );
  parts.defer(() => housekeeping.stop());

  const useCases: UseCaseContext = {
    store,
    now: dispatcher.now,
    newId,
    maxRetryAttempts: config.maxRetryAttempts,
    refuseCalls: createRefuseCalls({ store, doNotCall }, config.callRules),
    onScheduled: dispatcher.onScheduled,
  };
  const secret = webhookSecret();
  const health = createHealth(
    { fork: database.forkReserved, clock },
    {
      ...(rings && { lease: () => (dispatcher.isHeld() ? null : 'the lease is not held') }),
      feed: () => (feed.behindMs() < FEED_LAG_MS ? null : 'the feed lags behind'),
    },
  );
  let ready = false;
  const server = await createServer(
    {
      services: {
        useCases,
        store,
        dispatch: dispatchStore,
        feed,
        tokens,
        doNotCall,
        simulated: config.vapi.account === null,
        onResumed: dispatcher.onResumed,
        logger: log,
      },
      authenticator: createAuthenticator({ tokens, jwt, now: dispatcher.now, logger: log }, { mayBeOpen }),
      clock,
      isReady: () => ready,
      health,
      metrics: { ...metrics, token: config.metricsToken },
      ...(tracer && { tracer }),
      ...(secret && { webhook: webhookEndpoint(secret) }),
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
  });

  await dispatcher.start();
  parts.defer(async () => {
    ready = false;
    await dispatcher.stop(config.shutdownGraceMs);
  });
  ready = true;

  async function startTracing(options: TracingOptions) {
    // Loaded only where it is wanted, so that it costs nothing where it is not.
    const { createOtelTracer } = await import('./tracing/otel-tracer.ts');
    const problem = (message: string) => log.warn({ event: 'tracing.problem', message }, 'Traces get lost');
    const opened = createOtelTracer(options, problem);
    parts.defer(() => opened.close());
    return opened;
  }

  function onEventsWritten() {
    feed.poke();
    notifications?.announce();
  }

  function listen(databaseUrl: string) {
    const opened = createNotifications(databaseUrl, {
      execute: (sql, parameters) => run(database.fork(), sql, parameters),
      onAnnounced: feed.poke,
      onProblem: (message, error) => log.warn({ event: 'notifications.problem', err: error }, message),
    });
    return parts.adopt(opened, () => opened.close());
  }

  async function prune() {
    const pruned = await pruneOldEvents(eventLog, config.eventRetentionMs);
    if (pruned > 0) log.info({ event: 'events.pruned', count: pruned }, 'Old events pruned');
  }

  async function startSimulator() {
    return parts.use(await createSimulator({ port: config.vapi.simulatorPort }));
  }

  function ring() {
    const guarded = createGuardedPlacer(
      createPlacer(),
      (phoneNumber) => refuseNumber(phoneNumber, config.callRules)?.message ?? null,
    );
    const placer = tracer ? tracePlacer(guarded, tracer) : guarded;
    return createDispatcher(
      { store: dispatchStore, placer, clock, startJobs: startIntervalJobs, newId, log },
      {
        hostname: hostname(),
        intervalMs: config.schedulerIntervalMs,
        pollWindowMs: config.pollWindowMs,
        heartbeatMs: config.heartbeatMs,
        leaseMs: config.leaseMs,
        concurrency: config.dispatchConcurrency,
        callsPerSecond: config.callsPerSecond,
        policy,
        quietCallMs: config.vapi.call?.quietMs ?? NEVER_QUIET_MS,
        alone: database.kind === 'embedded',
      },
    );
  }

  function watchOnly() {
    return createOnlooker(
      {
        store: dispatchStore,
        readClock: () => readClock(database.forkReserved()),
        clock,
        startJobs: startIntervalJobs,
        log,
      },
      { everyMs: config.heartbeatMs, policy },
    );
  }

  function createPlacer() {
    const { account, call } = config.vapi;
    return createConfiguredPlacer({ http: parts.use(createHttpClient()), clock }, config, {
      account: account ?? { apiKey: 'simulated', baseUrl: simulator?.url ?? '' },
      // The simulator reaches this process itself, once it listens; Vapi needs an address that the operator gives.
      webhook(): Webhook | null {
        if (call?.webhook || !simulator) return call?.webhook ?? null;
        return { url: `${ownUrl()}${WEBHOOK_PATH}`, secret: simulatedSecret, credentialId: null };
      },
    });
  }

  function webhookSecret() {
    const { call } = config.vapi;
    return call && (call.webhook?.secret ?? (simulator && simulatedSecret));
  }

  function webhookEndpoint(webhookSecret: string) {
    const handle = createWebhookHandler({
      read: createWebhookReader(webhookSecret),
      onReport: dispatcher.onCallReport,
      clock,
      log,
    });
    return { path: WEBHOOK_PATH, maxBytes: MAX_WEBHOOK_BYTES, handle };
  }

  function ownUrl() {
    const host = config.host.includes(':') ? `[${config.host}]` : config.host;
    return `http://${host}:${server.port}`;
  }

  const running = parts.move();
  const stop = () => running.disposeAsync();
  return { url: ownUrl(), simulator, log: logger, isOpen, stop, [Symbol.asyncDispose]: stop };
}

function restoredElsewhere(): StartupError {
  return new StartupError(
    'This database was restored from a dump, and what was rung since would ring again. Run npm run bellhop -- restored, which pauses, and look through what is due.',
  );
}

function withoutAuthentication(host: string): StartupError {
  return new StartupError(
    `HOST is ${host}, so that others can reach this Bellhop, but nothing keeps anybody out. Make an API token first (npm run bellhop -- token create --name me --scope admin), or set JWT_JWKS_URL, JWT_ISSUER and JWT_AUDIENCE; or leave HOST at 127.0.0.1.`,
  );
}
