import type { ServerResponse } from 'node:http';
import { GraphQLError } from 'graphql';
import { type ErrorMask, formatError } from '../graphql/error-mask.ts';
import { sendJson } from './send-json.ts';

const statuses: Readonly<Record<string, number>> = {
  UNAUTHENTICATED: 401,
  FORBIDDEN: 403,
  RATE_LIMITED: 429,
  SERVICE_UNAVAILABLE: 503,
};

/** Answers a request that failed before GraphQL saw it, in the shape of its answers. */
export function answerError(response: ServerResponse, error: unknown, maskError: ErrorMask): void {
  const masked = error instanceof GraphQLError ? error : maskError(error);
  const status = statuses[String(masked.extensions['code'])] ?? 500;
  if (status === 401) response.setHeader('www-authenticate', 'Bearer');
  const retryAfter = masked.extensions['retryAfterSeconds'];
  if (typeof retryAfter === 'number') response.setHeader('retry-after', retryAfter);
  sendJson(response, status, { errors: [formatError(masked)] });
}
