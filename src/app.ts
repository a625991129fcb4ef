import { randomBytes } from 'node:crypto';
import { hostname } from 'node:os';
import type { Logger } from 'pino';
import { createAuthenticator } from './access/authenticator.ts';
import { createJwtVerifier } from './access/jwt-verifier.ts';
import { systemClock } from './clock.ts';
import { type Config, WEBHOOK_PATH } from './config.ts';
import { createDispatcher } from './dispatch/dispatcher.ts';
import { createGuardedPlacer } from './dispatch/guarded-placer.ts';
import { startIntervalJobs } from './dispatch/interval-jobs.ts';
import { retryDelayMs } from './dispatch/retry-delay.ts';
import { createFeed } from './events/feed.ts';
import { pruneOldEvents } from './events/retention.ts';
import { whyDatabaseUnusable } from './graphql/database-unreachable.ts';
import { createLog } from './log.ts';
import { countedLog } from './metrics/counted-log.ts';
import { createMetrics } from './metrics/metrics.ts';
import { newId } from './new-id.ts';
import { createDispatchStore } from './persistence/dispatch-store.ts';
import { createDoNotCallList } from './persistence/do-not-call-list.ts';
import { createEventLog } from './persistence/event-log.ts';
import { createHealth } from './persistence/health.ts';
import { createNotifications } from './persistence/notifications.ts';
import { openDatabase } from './persistence/open-database.ts';
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
import type { Webhook } from './vapi/call-format.ts';
import { createCallPlacer } from './vapi/call-placer.ts';
import { createHttpClient } from './vapi/http-client.ts';
import { createMessagePlacer } from './vapi/message-placer.ts';
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
  const logger = overrides.log ?? createLog(config.log);
  const metrics = createMetrics();
  const log = countedLog(logger, metrics.onLogged);
  await using parts = new AsyncDisposableStack();

  const database = parts.adopt(await openDatabase(config.database), (opened) => opened.close());
  const tokens = createTokenStore(database);
  const doNotCall = createDoNotCallList(database);
  const jwt = config.jwt && createJwtVerifier(config.jwt);
  const mayBeOpen = isLoopbackAddress(config.host);
  const isOpen = !jwt && !(await tokens.any());
  if (isOpen && !mayBeOpen) throw withoutAuthentication(config.host);
  const stored = { fork: database.fork, onEvents: onEventsWritten };
  const store = createReminderStore(stored);
  const dispatchStore = createDispatchStore({ ...stored, forkReserved: database.forkReserved });

  const simulator = config.vapi.account ? null : (overrides.simulator ?? (await startSimulator()));
  const simulatedSecret = randomBytes(16).toString('hex');
  const placer = createGuardedPlacer(
    createPlacer(),
    (phoneNumber) => refuseNumber(phoneNumber, config.callRules)?.message ?? null,
  );

  const dispatcher = createDispatcher(
    { store: dispatchStore, placer, clock: systemClock, startJobs: startIntervalJobs, newId, log },
    {
      hostname: hostname(),
      intervalMs: config.schedulerIntervalMs,
      pollWindowMs: config.pollWindowMs,
      heartbeatMs: config.heartbeatMs,
      leaseMs: config.leaseMs,
      concurrency: config.dispatchConcurrency,
      callsPerSecond: config.callsPerSecond,
      policy: {
        unknownOutcome: config.unknownOutcome,
        completeWhen: config.completeWhen,
        longestCallMs: config.vapi.call?.longestCallMs ?? null,
        calls: config.callPolicy,
        retryDelayMs: (failures) => retryDelayMs(failures, config.retryDelay, Math.random),
      },
      quietCallMs: config.vapi.call?.quietMs ?? NEVER_QUIET_MS,
      alone: database.kind === 'embedded',
    },
  );
  const eventLog = createEventLog(database);
  const feed = createFeed({
    log: eventLog,
    liveLog: createEventLog({ fork: database.forkReserved }),
    clock: systemClock,
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
    { fork: database.forkReserved, clock: systemClock },
    {
      lease: () => (dispatcher.isHeld() ? null : 'the lease is not held'),
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
        simulated: simulator !== null,
        onResumed: dispatcher.onResumed,
        logger: log,
      },
      authenticator: createAuthenticator({ tokens, jwt, now: dispatcher.now, logger: log }, { mayBeOpen }),
      clock: systemClock,
      isReady: () => ready,
      health,
      metrics: { ...metrics, token: config.metricsToken },
      ...(secret && { webhook: webhookEndpoint(secret) }),
    },
    { host: config.host, port: config.port, ...config.server },
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

  function createPlacer() {
    const { account, call, from, voice, timeoutMs, transportRetry } = config.vapi;
    const deps = { http: parts.use(createHttpClient()), clock: systemClock };
    const access = {
      apiKey: account?.apiKey ?? 'simulated',
      baseUrl: account?.baseUrl ?? simulator?.url ?? '',
      timeoutMs,
      maxTries: config.maxRetryAttempts,
      ...transportRetry,
    };
    if (!call) return createMessagePlacer(deps, { ...access, from, voice });
    // The simulator reaches this process itself, once it listens; Vapi needs an address that the operator gives.
    const webhook = (): Webhook | null => {
      if (call.webhook || !simulator) return call.webhook;
      return { url: `${ownUrl()}${WEBHOOK_PATH}`, secret: simulatedSecret, credentialId: null };
    };
    return createCallPlacer(deps, { ...access, ...call, voice, webhook });
  }

  function webhookSecret() {
    const { call } = config.vapi;
    return call && (call.webhook?.secret ?? (simulator && simulatedSecret));
  }

  function webhookEndpoint(webhookSecret: string) {
    const handle = createWebhookHandler({
      read: createWebhookReader(webhookSecret),
      onReport: dispatcher.onCallReport,
      clock: systemClock,
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

function withoutAuthentication(host: string): StartupError {
  return new StartupError(
    `HOST is ${host}, so that others can reach this Bellhop, but nothing keeps anybody out. Make an API token first (npm run bellhop -- token create --name me --scope admin), or set JWT_JWKS_URL, JWT_ISSUER and JWT_AUDIENCE; or leave HOST at 127.0.0.1.`,
  );
}
