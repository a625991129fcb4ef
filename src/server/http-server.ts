import { createServer as createHttpServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout } from 'node:timers/promises';
import type { Authenticator } from '../access/authenticator.ts';
import type { Clock } from '../clock.ts';
import type { GraphQLServices } from '../graphql/context.ts';
import { createErrorMask } from '../graphql/error-mask.ts';
import { requestScope } from '../request-scope.ts';
import { StartupError } from '../startup-error.ts';
import type { Tracer } from '../tracing/tracer.ts';
import { answerError } from './answer-error.ts';
import { createBodyTurns, isLarge } from './body-turns.ts';
import { type Client, createClients } from './clients.ts';
import { credentialsOf } from './credentials.ts';
import { createDashboard } from './dashboard.ts';
import { createGraphiQL } from './graphiql.ts';
import { createGraphQLHttp, graphqlPath } from './graphql-http.ts';
import { createGraphQLWebSocket } from './graphql-websocket.ts';
import { answerMetrics, type MetricsEndpoint, metricsPath } from './metrics-endpoint.ts';
import { proxyHeaderOf } from './proxy-headers.ts';
import { refuseUpgrade } from './refuse-upgrade.ts';
import { requestIdOf } from './request-id.ts';
import { createOriginCheck } from './same-origin.ts';
import { sendErrors, sendJson } from './send-json.ts';
import { defaultLimits, type ServerLimits } from './server-limits.ts';
import { answerSession } from './session.ts';
import { traceparentOf } from './traceparent-of.ts';
import { loadTrustedDocuments, type TrustedDocumentsOptions } from './trusted-documents.ts';
import { createWebhookAnswer, type WebhookEndpoint } from './webhook.ts';

export interface ServerDeps {
  readonly services: GraphQLServices;
  readonly authenticator: Authenticator;
  readonly clock: Clock;
  /** Whether this instance can do its work; `/readyz` answers 503 where not. */
  readonly isReady: () => boolean;
  /** What else must be well; each name's value says what is not, `null` that it is. */
  readonly health?: () => Promise<Readonly<Record<string, string | null>>>;
  /** Left out: there are no metrics. */
  readonly metrics?: MetricsEndpoint;
  /** Left out where nobody collects traces. */
  readonly tracer?: Tracer | undefined;
  /** Left out where no provider reports. */
  readonly webhook?: WebhookEndpoint;
}

export interface ServerOptions {
  readonly host: string;
  /** 0 picks a free one. */
  readonly port: number;
  /** `false`: neither GraphQL nor pages, only health, metrics and the webhook; default `true`. */
  readonly api?: boolean;
  /** How long clients may take to hang up when the server closes, in milliseconds; default 1,000. */
  readonly closeGraceMs?: number;
  readonly limits?: Partial<ServerLimits>;
  /** Whose pages may use the API beside this server's own, such as `https://bellhop.example`; default none. */
  readonly allowedOrigins?: readonly string[];
  /** Default `true`, both. */
  readonly graphiql?: boolean;
  readonly introspection?: boolean;
  /** Default: off. */
  readonly trustedDocuments?: TrustedDocumentsOptions;
}

export interface Server {
  /** The port that is really listened on. */
  readonly port: number;
  /** Open now. */
  sockets(): number;
  subscriptions(): number;
  /** Takes no more requests, completes subscriptions, lets what is being answered finish, and hangs up. */
  close(): Promise<void>;
}

/** Listens, and resolves once it does. Rejects with a StartupError where the operator can mend it. */
export async function createServer(
  { services, authenticator, clock, isReady, health, metrics, tracer, webhook }: ServerDeps,
  { host, port, api = true, closeGraceMs = 1_000, allowedOrigins = [], ...options }: ServerOptions,
): Promise<Server> {
  const { logger } = services;
  const limits = { ...defaultLimits, ...options.limits };
  const trusted = loadTrustedDocuments(options.trustedDocuments ?? { mode: 'off', file: null });
  const isAllowedOrigin = createOriginCheck(allowedOrigins);
  const introspection = options.introspection ?? true;
  const knownHosts = new Set(allowedOrigins.map((origin) => new URL(origin).host));
  const maskError = createErrorMask(logger);
  const clients = createClients({ authenticator, clock, logger }, { limits, knownHosts });
  const yoga = createGraphQLHttp(services, {
    limits,
    isAllowedOrigin,
    allowedOrigins,
    introspection,
    trusted,
    onOperation: metrics?.onOperation,
    tracer,
  });
  const webSocket = createGraphQLWebSocket({ yoga, clients, logger }, { limits, isAllowedOrigin, trusted });
  const graphiql = (options.graphiql ?? true) ? createGraphiQL(services) : null;
  const dashboard = createDashboard();
  const waitToBeRead = createBodyTurns();
  const answerWebhook = webhook && createWebhookAnswer(webhook);
  let stopping = false;
  const server = createHttpServer(
    {
      headersTimeout: limits.headMs,
      requestTimeout: limits.requestMs,
      // How often those two are looked at.
      connectionsCheckingInterval: Math.min(limits.headMs, 1_000),
    },
    (request, response) => {
      const requestId = requestIdOf(request);
      response.setHeader('x-request-id', requestId);
      response.setHeader('x-content-type-options', 'nosniff');
      if (metrics)
        response.once('close', () => response.headersSent && metrics.onResponse(response.statusCode));
      requestScope.run(requestId, () => answer(request, response));
    },
  );

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    try {
      await route(request, response);
    } catch (error) {
      if (response.headersSent) {
        logger.error({ event: 'http.failed', err: error }, 'An HTTP request failed');
        response.destroy();
      } else {
        answerError(response, error, maskError);
      }
    }
  }

  async function route(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = pathOf(request);
    if (answerWebhook && path === webhook?.path) return answerWebhook(request, response);
    const isHealth = path === '/livez' || path === '/readyz';
    const refusal = isHealth ? null : await whyProxyRefused(request);
    if (refusal !== null) return sendErrors(response, 403, 'FORBIDDEN', refusal);
    if (api && (await answerApi(path, request, response))) return;
    switch (path) {
      case '/livez':
        sendJson(response, 200, { status: 'alive' });
        return;
      case '/readyz':
        return answerReadiness(response);
      case metricsPath:
        if (!metrics) break;
        return answerMetrics(request, response, { endpoint: metrics, admit: () => admitOnce(request) });
    }
    const where = api ? `GraphQL is at ${graphqlPath}` : 'this instance only rings, others serve the API';
    sendJson(response, 404, { error: `There is nothing at ${path}; ${where}.` });
  }

  /**
   * Why a request is refused that came through a proxy though callers need no credentials; `null`: it is not. Behind a
   * proxy the loopback keeps no one out.
   */
  async function whyProxyRefused({ headers }: IncomingMessage): Promise<string | null> {
    const header = proxyHeaderOf(headers);
    if (header === null || !(await authenticator.isOpen())) return null;
    return `This Bellhop has no API token, so it serves only this machine, and this request came through a proxy: it has the header ${header}. Create a token: npm run bellhop -- token create --name me --scope admin.`;
  }

  /** Answers whether there is something at this path. */
  async function answerApi(path: string, request: IncomingMessage, response: ServerResponse) {
    if (await graphiql?.answer(path, request, response, () => admit(request))) return true;
    if (await dashboard.answer(path, request, response, () => admit(request))) return true;
    if (await answerSession(request, response, { clients, path })) return true;
    if (path !== graphqlPath) return false;
    let client: Client | null = null;
    const left = new AbortController();
    // Before the client is authenticated, since it may hang up while it is.
    response.once('close', () => {
      client?.leave();
      // Who has the whole answer has not left; and the error that abort makes took a thirtieth of a request.
      if (!response.writableFinished) left.abort();
    });
    // A browser asks, without credentials, whether a page of another origin may send them.
    if (request.method !== 'OPTIONS') client = await admit(request);
    if (left.signal.aborted) {
      client?.leave();
      return true;
    }
    if (client) await admitBody(request, response, client);
    // Yoga sets its own for event streams.
    response.setHeader('cache-control', 'no-store');
    const traceparent = traceparentOf(request);
    await yoga(request, response, { client: client as Client, left: left.signal, traceparent });
    return true;
  }

  /** Before the body is read, so that operations which fail cost as much as others. */
  async function admitBody(request: IncomingMessage, response: ServerResponse, client: Client) {
    try {
      client.useField();
      await waitToBeRead(request, client.caller.key);
    } catch (error) {
      if (isLarge(request)) response.setHeader('connection', 'close');
      throw error;
    }
  }

  async function answerReadiness(response: ServerResponse): Promise<void> {
    if (stopping || !isReady()) return sendJson(response, 503, { status: 'not ready' });
    const checks = (await health?.()) ?? {};
    const isWell = Object.values(checks).every((problem) => problem === null);
    sendJson(response, isWell ? 200 : 503, {
      status: isWell ? 'ready' : 'not ready',
      ...(health && {
        checks: Object.fromEntries(Object.entries(checks).map(([name, no]) => [name, no ?? 'ok'])),
      }),
    });
  }

  async function admitOnce(request: IncomingMessage): Promise<void> {
    (await admit(request)).leave();
  }

  function admit({ headers }: IncomingMessage): Promise<Client> {
    return clients.admit(credentialsOf(headers), headers.host);
  }

  server.on('upgrade', (request, socket, head) => {
    socket.on('error', () => socket.destroy());
    if (!api || pathOf(request) !== graphqlPath || stopping) return refuseUpgrade(socket, '404 Not Found');
    whyProxyRefused(request).then(
      (refusal) => {
        if (refusal === null) webSocket.upgrade(request, socket, head);
        else refuseUpgrade(socket, '403 Forbidden', refusal);
      },
      () => refuseUpgrade(socket, '503 Service Unavailable'),
    );
  });

  await new Promise<void>((resolve, reject) => {
    server.once('error', (error) => {
      // Its timer would keep the process alive.
      clients.stop();
      reject(listenError(error, host, port));
    });
    server.listen(port, host, resolve);
  });

  return {
    port: (server.address() as AddressInfo).port,
    sockets: () => webSocket.open(),
    subscriptions: () => clients.subscriptions(),
    async close() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      stopping = true;
      clients.stop();
      const grace = setTimeout(closeGraceMs, null, { ref: false });
      await Promise.all([webSocket.close(closeGraceMs), Promise.race([closed, grace])]);
      server.closeAllConnections();
      await closed;
      await yoga.dispose();
    },
  };
}

function pathOf(request: IncomingMessage): string {
  return request.url?.split('?', 1)[0] ?? '/';
}

function listenError(error: NodeJS.ErrnoException, host: string, port: number): Error {
  const cause = { cause: error };
  const other = 'set PORT to another, or to 0 for a free one.';
  switch (error.code) {
    case 'EADDRINUSE':
      return new StartupError(`The port ${port} on ${host} is in use; ${other}`, cause);
    case 'EACCES':
      return new StartupError(`The port ${port} on ${host} may not be opened by this user; ${other}`, cause);
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return new StartupError(
        `${host} is not an address of this machine; set HOST to one, such as 127.0.0.1.`,
        cause,
      );
    default:
      return error;
  }
}
