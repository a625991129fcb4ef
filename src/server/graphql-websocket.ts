import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { setTimeout } from 'node:timers/promises';
import { type ExecutionArgs, type FormattedExecutionResult, GraphQLError, getOperationAST } from 'graphql';
import type { Context, SubscribeMessage } from 'graphql-ws';
import { type Extra, useServer } from 'graphql-ws/use/ws';
import { type WebSocket, WebSocketServer } from 'ws';
import { unauthenticated } from '../graphql/access-errors.ts';
import { createErrorMask, formatError } from '../graphql/error-mask.ts';
import type { Log } from '../log.ts';
import { requestScope } from '../request-scope.ts';
import type { Client, Clients } from './clients.ts';
import { socketCredentials } from './credentials.ts';
import type { OperationOrigin, Yoga } from './graphql-http.ts';
import { admitParams, type OperationParams } from './operation-params.ts';
import { refuseUpgrade } from './refuse-upgrade.ts';
import { requestIdOf } from './request-id.ts';
import { type OriginCheck, originRefusal } from './same-origin.ts';
import { createSendNow } from './send-now.ts';
import type { ServerLimits } from './server-limits.ts';
import { followOperations, type SocketOperations } from './socket-operations.ts';
import { traceparentOf } from './traceparent-of.ts';
import type { TrustedDocuments } from './trusted-documents.ts';

const maxPayloadBytes = 256 * 1024;
const maxOperationsPerSocket = 100;
const pingMs = 15_000;

export interface GraphQLWebSocket {
  /** Answers an HTTP upgrade request. */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  /** How many sockets are open. */
  open(): number;
  /** Waits until the subscriptions have ended, which they do by the server's signal, and closes every socket with 1001. */
  close(graceMs: number): Promise<void>;
}

export interface GraphQLWebSocketDeps {
  readonly yoga: Yoga;
  readonly clients: Clients;
  readonly logger: Log;
}

export interface GraphQLWebSocketOptions {
  readonly limits: ServerLimits;
  readonly isAllowedOrigin: OriginCheck;
  readonly trusted: TrustedDocuments;
}

// A type, since interfaces do not fit graphql-ws's index signature.
type Guest = { client?: Client; operations?: SocketOperations };
interface Origin extends Required<Guest>, Pick<Required<OperationOrigin>, 'traceparent' | 'sendNow'> {
  readonly requestId: string;
}
type SocketContext = Context<Record<string, unknown>, Extra & Partial<Guest>>;

/** GraphQL over WebSocket, by the graphql-transport-ws protocol. */
export function createGraphQLWebSocket(
  { yoga, clients, logger }: GraphQLWebSocketDeps,
  { limits, isAllowedOrigin, trusted }: GraphQLWebSocketOptions,
): GraphQLWebSocket {
  const maskError = createErrorMask(logger);
  const connections = new Set<SocketContext>();
  /** Sockets that have sent no credentials yet, in the order in which they came. */
  const newcomers = new Set<WebSocket>();
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: maxPayloadBytes,
    perMessageDeflate: false,
  });
  const server = useServer<Record<string, unknown>, Guest>(
    {
      // Yoga's plugins have wrapped these two for the one operation; see `prepare`.
      execute: (args) => (args.rootValue as Engine).execute(args),
      subscribe: (args) => (args.rootValue as Engine).subscribe(args),
      connectionInitWaitTimeout: limits.initMs,
      jsonMessageReviver: refuseServersMessages,
      async onConnect(context) {
        connections.add(context);
        const { socket, request } = context.extra;
        newcomers.delete(socket);
        try {
          return await letIn(context, socketCredentials(context.connectionParams, request.headers), request);
        } catch (error) {
          turnAway(socket, error instanceof GraphQLError ? error : maskError(error));
          return false;
        }
      },
      onClose: (context) => {
        connections.delete(context);
        context.extra.client?.leave();
      },
      async onSubscribe(context, id, payload) {
        const { client, operations } = context.extra;
        // The socket is being closed.
        if (!client || !operations) return [unauthenticated('The connection was not let in.')];
        if (Object.keys(context.subscriptions).length > maxOperationsPerSocket) {
          return [tooMany()];
        }
        // What is thrown here would close the socket, and with it the other subscriptions.
        try {
          const requestId = requestIdOf(context.extra.request);
          const traceparent = traceparentOf(context.extra.request);
          const sendNow = createSendNow(context.extra, id);
          return await requestScope.run(requestId, () =>
            prepare({ id, payload }, { client, operations, requestId, traceparent, sendNow }),
          );
        } catch (error) {
          return [maskError(error)];
        }
      },
      onNext: (_context, _id, _payload, _args, result) =>
        result.errors && ({ ...result, errors: result.errors.map(formatError) } as FormattedExecutionResult),
      onError: (_context, _id, _payload, errors) => errors.map(unwrap).map(formatError),
    },
    sockets,
    pingMs,
  );

  sockets.on('connection', (socket) => {
    newcomers.add(socket);
    socket.once('close', () => newcomers.delete(socket));
    const [oldest] = newcomers;
    // Clients send theirs at once; those that wait are strangers who would keep them out.
    if (oldest && newcomers.size > limits.newSockets) hangUp(oldest);
    // graphql-ws prints to the console what a client did wrong; `ws` closes the socket by itself.
    socket.removeAllListeners('error');
    socket.on('error', (error) => logger.debug({ event: 'websocket.failed', err: error }, 'A socket failed'));
  });
  sockets.on('headers', (headers, request) => headers.push(`x-request-id: ${requestIdOf(request)}`));

  async function letIn({ extra }: SocketContext, credentials: string | null, request: IncomingMessage) {
    const { socket } = extra;
    const client = await clients.admit(credentials, request.headers.host);
    // It may have left meanwhile, and then its `onClose` is over.
    if (socket.readyState !== socket.OPEN || !client.admitSocket()) {
      client.leave();
      socket.close(tryAgainLater, `At most ${limits.socketsPerClient} sockets may be open for one client.`);
      return false;
    }
    extra.client = client;
    extra.operations = followOperations(socket);
    client.leaving.addEventListener('abort', () => {
      const { reason } = client.leaving;
      if (reason instanceof GraphQLError) turnAway(socket, reason);
    });
    return true;
  }

  async function prepare({ id, payload }: Pick<SubscribeMessage, 'id' | 'payload'>, origin: Origin) {
    const { client, operations, requestId, traceparent, sendNow } = origin;
    client.useField();
    const left = new AbortController();
    const params = admitParams<OperationParams>(payload as OperationParams, { trusted, ...limits });
    const context: OperationOrigin = { client, left: left.signal, traceparent, sendNow };
    const { schema, parse, validate, contextFactory, execute, subscribe } = yoga.getEnveloped({
      params,
      ...context,
    });
    const document = parse(params.query ?? '');
    const errors: readonly GraphQLError[] = validate(schema, document);
    if (errors.length > 0) return errors;
    // Other operations of a revoked token end within seconds; what changes something must not run until then.
    if (getOperationAST(document, params.operationName)?.operation === 'mutation') await client.confirm();
    return {
      schema,
      document,
      operationName: params.operationName,
      variableValues: params.variables,
      contextValue: await contextFactory(),
      // graphql-ws calls these from the socket's events, which belong to no request.
      rootValue: {
        execute: (args) => requestScope.run(requestId, () => operations.run(id, left, () => execute(args))),
        subscribe: (args) => requestScope.run(requestId, () => subscribe(args)),
      } satisfies Engine,
    };
  }

  return {
    upgrade(request, socket, head) {
      if (!isAllowedOrigin(request.headers.origin, request.headers.host)) {
        const { origin, host } = request.headers;
        refuseUpgrade(socket, '403 Forbidden', originRefusal({ origin, host }));
        return;
      }
      if (sockets.clients.size - newcomers.size >= limits.sockets) {
        refuseUpgrade(socket, '503 Service Unavailable');
        return;
      }
      sockets.handleUpgrade(request, socket, head, (webSocket) =>
        sockets.emit('connection', webSocket, request),
      );
    },
    open: () => sockets.clients.size,
    async close(graceMs) {
      const deadline = performance.now() + graceMs;
      const busy = () =>
        connections.values().some(({ subscriptions }) => Object.keys(subscriptions).length > 0);
      while (busy() && performance.now() < deadline) await setTimeout(5);
      const clients = [...sockets.clients];
      const closed = server.dispose();
      await Promise.race([
        closed,
        setTimeout(Math.max(0, deadline - performance.now()), null, { ref: false }),
      ]);
      // A peer that does not answer the close frame would be waited for for half a minute.
      for (const client of clients) client.terminate();
      await closed;
    },
  };
}

interface Engine {
  execute(args: ExecutionArgs): ReturnType<typeof import('graphql').execute>;
  subscribe(args: ExecutionArgs): ReturnType<typeof import('graphql').subscribe>;
}

// https://www.iana.org/assignments/websocket: clients may try again. The protocol's own 44.. are final.
const tryAgainLater = 1013;
const unauthorized = 4401;
const forbidden = 4403;

function turnAway(socket: WebSocket, { message, extensions }: GraphQLError): void {
  const codes: Record<string, number> = { UNAUTHENTICATED: unauthorized, FORBIDDEN: forbidden };
  socket.close(codes[String(extensions['code'])] ?? tryAgainLater, reasonText(message));
}

function hangUp(socket: WebSocket): void {
  socket.close(tryAgainLater, 'Too many sockets wait to authenticate. Connect again.');
  // Its peer need not answer the close frame.
  socket.terminate();
}

const serversTypes: readonly unknown[] = ['connection_ack', 'next', 'error'];

/**
 * Makes a message that only a server may send a malformed one, which closes the socket with 4400. graphql-ws would take
 * it for a defect of its own and print a stack for each: a stranger could fill the disk with those.
 */
function refuseServersMessages(key: string, value: unknown): unknown {
  if (key === '' && serversTypes.includes((value as { type?: unknown } | null)?.type)) {
    throw new TypeError('Only a server sends this.');
  }
  return value;
}

/** The protocol leaves 123 bytes for it. */
function reasonText(message: string): string {
  return Buffer.from(message)
    .subarray(0, 120)
    .toString()
    .replace(/\uFFFD+$/, '');
}

function tooMany(): GraphQLError {
  return new GraphQLError(
    `At most ${maxOperationsPerSocket} operations may run on one socket; complete some, or open another.`,
    { extensions: { code: 'TOO_MANY_OPERATIONS' } },
  );
}

/** graphql-ws wraps what a subscription throws, and loses the code with it. */
function unwrap(error: GraphQLError): GraphQLError {
  return error.cause instanceof GraphQLError ? error.cause : error;
}
