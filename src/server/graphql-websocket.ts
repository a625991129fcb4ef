import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { setTimeout } from 'node:timers/promises';
import { type ExecutionArgs, type FormattedExecutionResult, GraphQLError } from 'graphql';
import type { Context, SubscribePayload } from 'graphql-ws';
import { useServer } from 'graphql-ws/use/ws';
import { WebSocketServer } from 'ws';
import { createErrorMask, formatError } from '../graphql/error-mask.ts';
import type { Log } from '../log.ts';
import type { Yoga } from './graphql-http.ts';
import { refuseUpgrade } from './refuse-upgrade.ts';
import { isSameOrigin } from './same-origin.ts';

const maxPayloadBytes = 256 * 1024;
const maxOperationsPerSocket = 100;
const initTimeoutMs = 5_000;
const pingMs = 15_000;

export interface GraphQLWebSocket {
  /** Answers an HTTP upgrade request. */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  /** Waits until the subscriptions have ended, which they do by the server's signal, and closes every socket with 1001. */
  close(graceMs: number): Promise<void>;
}

/** GraphQL over WebSocket, by the graphql-transport-ws protocol. */
export function createGraphQLWebSocket({ yoga, logger }: { yoga: Yoga; logger: Log }): GraphQLWebSocket {
  const maskError = createErrorMask(logger);
  const connections = new Set<Context>();
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: maxPayloadBytes,
    perMessageDeflate: false,
  });
  const server = useServer(
    {
      // Yoga's plugins have wrapped these two for the one operation; see `prepare`.
      execute: (args) => (args.rootValue as Engine).execute(args),
      subscribe: (args) => (args.rootValue as Engine).subscribe(args),
      connectionInitWaitTimeout: initTimeoutMs,
      onConnect: (context) => {
        connections.add(context);
      },
      onClose: (context) => {
        connections.delete(context);
      },
      async onSubscribe(context, _id, payload) {
        if (Object.keys(context.subscriptions).length > maxOperationsPerSocket) {
          return [tooMany()];
        }
        // What is thrown here would close the socket, and with it the other subscriptions.
        try {
          return await prepare(payload);
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
    // graphql-ws prints to the console what a client did wrong; `ws` closes the socket by itself.
    socket.removeAllListeners('error');
    socket.on('error', (error) => logger.debug({ event: 'websocket.failed', err: error }, 'A socket failed'));
  });

  async function prepare(params: SubscribePayload) {
    const { schema, parse, validate, contextFactory, execute, subscribe } = yoga.getEnveloped({ params });
    const document = parse(params.query);
    const errors: readonly GraphQLError[] = validate(schema, document);
    if (errors.length > 0) return errors;
    return {
      schema,
      document,
      operationName: params.operationName,
      variableValues: params.variables,
      contextValue: await contextFactory(),
      rootValue: { execute, subscribe } satisfies Engine,
    };
  }

  return {
    upgrade(request, socket, head) {
      if (!isSameOrigin(request.headers.origin, request.headers.host)) {
        refuseUpgrade(socket, '403 Forbidden');
        return;
      }
      sockets.handleUpgrade(request, socket, head, (webSocket) =>
        sockets.emit('connection', webSocket, request),
      );
    },
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
