import type { IncomingMessage, ServerResponse } from 'node:http';
import { type GraphQLError, NoSchemaIntrospectionCustomRule, parse, validate } from 'graphql';
import { createYoga, type Plugin } from 'graphql-yoga';
import { badUserInput } from '../graphql/bad-user-input.ts';
import type { GraphQLContext, GraphQLServices } from '../graphql/context.ts';
import { createErrorMask, type ErrorMask } from '../graphql/error-mask.ts';
import { tooCostly } from '../graphql/limit-errors.ts';
import { createLoaders } from '../graphql/loaders.ts';
import { schema } from '../graphql/schema.ts';
import { createSharedOperations } from '../graphql/shared-operations.ts';
import type { Tracer } from '../tracing/tracer.ts';
import type { Client } from './clients.ts';
import { DepthRule } from './depth-rule.ts';
import { DocumentLimitsRule } from './document-limits.ts';
import { readJsonBody } from './json-body.ts';
import { limitExecution } from './limit-execution.ts';
import { measureOperations } from './measure-operations.ts';
import type { MetricsEndpoint } from './metrics-endpoint.ts';
import { admitParams, type OperationParams } from './operation-params.ts';
import { ORIGIN_NOT_ALLOWED, type OriginCheck, originRefusal } from './same-origin.ts';
import type { ServerLimits } from './server-limits.ts';
import { type SendNow, shareSubscriptions } from './share-subscriptions.ts';
import { sendStreamsUnbuffered } from './stream-headers.ts';
import { traceOperations } from './trace-operations.ts';
import type { TrustedDocuments } from './trusted-documents.ts';

export const graphqlPath = '/graphql';
// GraphiQL's introspection has 183. Big inputs belong into variables, which do not count.
const maxTokens = 5_000;
const maxValidationErrors = 20;

export interface GraphQLHttpOptions {
  readonly limits: ServerLimits;
  readonly isAllowedOrigin: OriginCheck;
  readonly allowedOrigins: readonly string[];
  readonly introspection: boolean;
  readonly trusted: TrustedDocuments;
  readonly onOperation: MetricsEndpoint['onOperation'] | undefined;
  readonly tracer: Tracer | undefined;
}

/** What the two transports add to an operation. */
export interface OperationOrigin {
  readonly client: Client;
  /** Aborted when the client does not wait for the answer any more. */
  readonly left: AbortSignal;
  /** The trace that the request belongs to, as it says itself. */
  readonly traceparent: string | null;
  /** Where results of a subscription can be written without being waited for. */
  readonly sendNow?: SendNow;
}

interface ServerContext extends OperationOrigin {
  readonly req: IncomingMessage;
  readonly res: ServerResponse;
}

export type Yoga = ReturnType<typeof createGraphQLHttp>;

/** GraphQL over HTTP and server-sent events, and the engine that the WebSocket shares. */
export function createGraphQLHttp(services: GraphQLServices, options: GraphQLHttpOptions) {
  const { limits, allowedOrigins } = options;
  const maskError = createErrorMask(services.logger);
  return createYoga<ServerContext, GraphQLContext>({
    schema,
    graphqlEndpoint: graphqlPath,
    context: ({ client }) => createContext(services, client, limits.rowsPerOperation),
    plugins: [
      refuseOtherSites(options.isAllowedOrigin),
      readJsonBodies,
      admitOperations(options),
      limitDocuments(options.introspection),
      shareSubscriptions(createSharedOperations(() => createEventContext(services), maskError)),
      limitExecution(limits.operationMs, { hideSuggestions: !options.introspection }),
      ...(options.tracer ? [traceOperations(options.tracer)] : []),
      ...(options.onOperation ? [measureOperations(options.onOperation)] : []),
      tellStreamErrors(maskError),
      sendStreamsUnbuffered,
    ],
    maskedErrors: { maskError },
    maxRequestBodySize: limits.bodyBytes,
    // Forms are what another site's page can post without asking first.
    multipart: false,
    cors: allowedOrigins.length > 0 && {
      origin: [...allowedOrigins],
      credentials: false,
      methods: ['GET', 'POST'],
      allowedHeaders: ['authorization', 'content-type', 'x-request-id'],
      exposedHeaders: ['x-request-id'],
    },
    batching: false,
    graphiql: false,
    landingPage: false,
    logging: false,
  });
}

function createContext(services: GraphQLServices, client: Client, rows: number): GraphQLContext {
  let left = rows;
  // The transport took it before it read the operation, so that operations which fail cost as much.
  let isFirstPaid = true;
  return {
    ...services,
    loaders: createLoaders(services.store),
    caller: client.caller,
    stopping: client.leaving,
    spend(cost) {
      left -= cost;
      if (left < 0) throw tooCostly(rows);
    },
    useField() {
      if (isFirstPaid) isFirstPaid = false;
      else client.useField();
    },
    useCreations: (count) => client.useCreations(count),
    admitSubscription: () => client.admitSubscription(),
  };
}

/**
 * What events are executed with, for all subscribers that sent the same operation. Who they are is not to be had:
 * a field that asks would tell one of them about another, so it fails.
 */
function createEventContext(services: GraphQLServices): GraphQLContext {
  const ofOneClient = (): never => {
    throw new Error('What subscribers are told of an event is the same for all: it knows no caller.');
  };
  return {
    ...services,
    loaders: createLoaders(services.store),
    get caller() {
      return ofOneClient();
    },
    stopping: new AbortController().signal,
    spend() {},
    useField: ofOneClient,
    useCreations: ofOneClient,
    admitSubscription: ofOneClient,
  };
}

/** Keeps the pages of other sites from changing anything here with a visitor's browser. */
function refuseOtherSites(isAllowedOrigin: OriginCheck): Plugin {
  return {
    onRequest({ request, endResponse }) {
      if (request.method !== 'POST') return;
      const { headers } = request;
      const [origin, host] = [headers.get('origin'), headers.get('host')];
      if (!isAllowedOrigin(origin, host)) {
        endResponse(refusal(403, ORIGIN_NOT_ALLOWED, originRefusal({ origin, host })));
      } else if (headers.get('content-type')?.startsWith('application/x-www-form-urlencoded')) {
        endResponse(refusal(415, 'UNSUPPORTED_MEDIA_TYPE', 'Send the operation as application/json.'));
      }
    },
  };
}

function refusal(status: number, code: string, message: string): Response {
  return Response.json({ errors: [{ message, extensions: { code } }] }, { status });
}

const readJsonBodies: Plugin = {
  onRequestParse({ request, setRequestParser }) {
    const type = request.headers.get('content-type') ?? '';
    if (request.method === 'POST' && /^application\/(graphql\+)?json\b/.test(type))
      setRequestParser(readJsonBody);
  },
};

function admitOperations({ trusted, limits }: GraphQLHttpOptions): Plugin {
  return {
    onParams({ params, setParams }) {
      // What is no object at all is refused by yoga, in its own words.
      if (typeof params !== 'object' || params === null) return;
      setParams(
        admitParams<OperationParams>(params as OperationParams, { trusted, ...limits }) as typeof params,
      );
    },
  };
}

function limitDocuments(introspection: boolean): Plugin {
  return {
    onParse({ setParseFn }) {
      setParseFn((source, options) => {
        try {
          return parse(source, { ...options, maxTokens });
        } catch (error) {
          // graphql-js calls itself for each level.
          if (error instanceof RangeError) throw badUserInput('The document nests too deep to be read.');
          throw error;
        }
      });
    },
    onValidate({ addValidationRule, setValidationFn }) {
      if (!introspection) addValidationRule(NoSchemaIntrospectionCustomRule);
      setValidationFn((...[typed, document, rules, options]: Parameters<typeof validate>) => {
        // First, since the rules of the specification take far longer for a document that goes beyond these.
        const beyond = validate(typed, document, [DepthRule, DocumentLimitsRule]);
        if (beyond.length > 0) return beyond;
        const own = { maxErrors: maxValidationErrors, hideSuggestions: !introspection };
        return validate(typed, document, rules, { ...options, ...own });
      });
    },
  };
}

/** A stream of server-sent events that fails would just break off; this one says why in a last result. */
function tellStreamErrors(maskError: ErrorMask): Plugin {
  return {
    onResultProcess({ result, setResult }) {
      if (result && Symbol.asyncIterator in result) setResult(withLastError(result, maskError));
    },
  };
}

function withLastError<T>(
  source: AsyncIterable<T>,
  maskError: ErrorMask,
): AsyncIterableIterator<T | { errors: GraphQLError[] }, void> {
  const iterator = source[Symbol.asyncIterator]();
  let failed = false;
  return {
    async next() {
      if (failed) return { value: undefined, done: true };
      try {
        const { value, done } = await iterator.next();
        return done ? { value: undefined, done } : { value, done: false };
      } catch (error) {
        failed = true;
        return { value: { errors: [maskError(error)] }, done: false };
      }
    },
    async return() {
      await iterator.return?.();
      return { value: undefined, done: true };
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}
