import { createServer as createHttpServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout } from 'node:timers/promises';
import type { GraphQLServices } from '../graphql/context.ts';
import { StartupError } from '../startup-error.ts';
import { createGraphiQL } from './graphiql.ts';
import { createGraphQLHttp, graphqlPath } from './graphql-http.ts';
import { createGraphQLWebSocket } from './graphql-websocket.ts';
import { refuseUpgrade } from './refuse-upgrade.ts';

export interface ServerDeps {
  readonly services: GraphQLServices;
  /** Whether this instance can do its work; `/readyz` answers 503 where not. */
  readonly isReady: () => boolean;
}

export interface ServerOptions {
  readonly host: string;
  /** 0 picks a free one. */
  readonly port: number;
  /** How long clients may take to hang up when the server closes, in milliseconds; default 1,000. */
  readonly closeGraceMs?: number;
}

export interface Server {
  /** The port that is really listened on. */
  readonly port: number;
  /** Takes no more requests, completes subscriptions, lets what is being answered finish, and hangs up. */
  close(): Promise<void>;
}

/** Listens, and resolves once it does. Rejects with a StartupError where the operator can mend it. */
export async function createServer(
  { services, isReady }: ServerDeps,
  { host, port, closeGraceMs = 1_000 }: ServerOptions,
): Promise<Server> {
  const stopping = new AbortController();
  const yoga = createGraphQLHttp(services, stopping.signal);
  const webSocket = createGraphQLWebSocket({ yoga, logger: services.logger });
  const graphiql = createGraphiQL(services);
  const server = createHttpServer((request, response) => {
    route(request, response).catch((error) => {
      services.logger.error({ event: 'http.failed', err: error }, 'An HTTP request failed');
      if (response.headersSent) response.destroy();
      else sendJson(response, 500, { error: 'Unexpected error.' });
    });
  });

  async function route(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = pathOf(request);
    if (await graphiql.answer(path, request, response)) return;
    switch (path) {
      case graphqlPath:
        await yoga(request, response);
        return;
      case '/':
        response.writeHead(302, { location: graphqlPath }).end();
        return;
      case '/livez':
        sendJson(response, 200, { status: 'alive' });
        return;
      case '/readyz':
        if (!stopping.signal.aborted && isReady()) sendJson(response, 200, { status: 'ready' });
        else sendJson(response, 503, { status: 'not ready' });
        return;
      default:
        sendJson(response, 404, { error: `There is nothing at ${path}; GraphQL is at ${graphqlPath}.` });
    }
  }

  server.on('upgrade', (request, socket, head) => {
    socket.on('error', () => socket.destroy());
    if (pathOf(request) === graphqlPath && !stopping.signal.aborted) {
      webSocket.upgrade(request, socket, head);
    } else {
      refuseUpgrade(socket, '404 Not Found');
    }
  });

  await new Promise<void>((resolve, reject) => {
    server.once('error', (error) => reject(listenError(error, host, port)));
    server.listen(port, host, resolve);
  });

  return {
    port: (server.address() as AddressInfo).port,
    async close() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      stopping.abort();
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

function sendJson(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8' }).end(JSON.stringify(body));
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
