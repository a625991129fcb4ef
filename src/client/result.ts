import { AuthError } from './auth-error.ts';
import { brokenOff, type Connection } from './connection.ts';
import { errorFromProblems } from './error-from-problems.ts';
import type { GraphQLProblem } from './operation-error.ts';
import { TransportError } from './transport-error.ts';

/** What the server says to one operation, or to one change of a subscription. */
export interface Result<Data> {
  readonly data?: Data | null;
  readonly errors?: readonly GraphQLProblem[];
}

/** The data of a result; throws where there are errors, also where there is data beside them. */
export function dataOf<Data>({ data, errors }: Result<Data>, requestId: string | null = null): Data {
  if (errors || data == null) throw errorFromProblems(errors ?? [], requestId);
  return data;
}

/** Reads a response to its end and answers its data, or throws what it means. */
export async function readData<Data>(
  connection: Connection,
  response: Response,
  signal: AbortSignal,
): Promise<Data> {
  const { status, headers } = response;
  const requestId = headers.get('x-request-id');
  let text: string;
  try {
    text = await response.text();
  } catch (error) {
    throw brokenOff(connection, signal, error);
  }
  const result = parse(text);
  if (status === 401 || status === 403) {
    const message = result?.errors?.[0]?.message ?? 'The server refused this token.';
    throw new AuthError(message, { requestId });
  }
  if (result) return dataOf(result as Result<Data>, requestId);
  throw new TransportError(
    `${connection.endpoint.origin} answered HTTP ${status} without a GraphQL result.`,
    {
      status,
      requestId,
      retryAfterMs: retryAfterMs(headers.get('retry-after')),
    },
  );
}

/** `null`: not a GraphQL result, such as the page of a proxy. */
function parse(text: string): Result<unknown> | null {
  try {
    const value: unknown = JSON.parse(text);
    return isResult(value) ? value : null;
  } catch {
    return null;
  }
}

function isResult(value: unknown): value is Result<unknown> {
  if (typeof value !== 'object' || value === null) return false;
  return 'data' in value || ('errors' in value && Array.isArray(value.errors));
}

/** `null`: not asked for, or in a form that needs this machine's clock to be right. */
function retryAfterMs(header: string | null): number | null {
  return header !== null && /^\d{1,9}$/.test(header) ? Number(header) * 1000 : null;
}
