import { type GraphQLError, parse } from 'graphql';
import { createYoga, type Plugin } from 'graphql-yoga';
import type { GraphQLContext, GraphQLServices } from '../graphql/context.ts';
import { createErrorMask, type ErrorMask } from '../graphql/error-mask.ts';
import { createLoaders } from '../graphql/loaders.ts';
import { schema } from '../graphql/schema.ts';
import { DepthRule } from './depth-rule.ts';
import { isSameOrigin } from './same-origin.ts';

export const graphqlPath = '/graphql';
const maxBodyBytes = 5_000_000;
// GraphiQL's introspection has 183. Big inputs belong into variables, which do not count.
const maxTokens = 5_000;

export type Yoga = ReturnType<typeof createGraphQLHttp>;

/** GraphQL over HTTP and server-sent events, and the engine that the WebSocket shares. */
export function createGraphQLHttp(services: GraphQLServices, stopping: AbortSignal) {
  const maskError = createErrorMask(services.logger);
  return createYoga<Record<string, unknown>, GraphQLContext>({
    schema,
    graphqlEndpoint: graphqlPath,
    context: () => ({ ...services, stopping, loaders: createLoaders(services.store) }),
    plugins: [refuseOtherSites(), limitDocuments(), tellStreamErrors(maskError)],
    maskedErrors: { maskError },
    maxRequestBodySize: maxBodyBytes,
    // Forms are what another site's page can post without asking first.
    multipart: false,
    cors: false,
    batching: false,
    graphiql: false,
    landingPage: false,
    logging: false,
  });
}

/** Keeps the pages of other sites from changing anything here with a visitor's browser. */
function refuseOtherSites(): Plugin {
  return {
    onRequest({ request, endResponse }) {
      if (request.method !== 'POST') return;
      const { headers } = request;
      if (!isSameOrigin(headers.get('origin'), headers.get('host'))) {
        endResponse(
          refusal(403, 'FORBIDDEN', 'Pages of other sites may not use this API; its own pages may.'),
        );
      } else if (headers.get('content-type')?.startsWith('application/x-www-form-urlencoded')) {
        endResponse(refusal(415, 'UNSUPPORTED_MEDIA_TYPE', 'Send the operation as application/json.'));
      }
    },
  };
}

function refusal(status: number, code: string, message: string): Response {
  return Response.json({ errors: [{ message, extensions: { code } }] }, { status });
}

function limitDocuments(): Plugin {
  return {
    onParse({ setParseFn }) {
      setParseFn((source, options) => parse(source, { ...options, maxTokens }));
    },
    onValidate({ addValidationRule }) {
      addValidationRule(DepthRule);
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
