import type { GraphQLServer } from '../server/start-graphql-server.ts';

export interface Posted {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  // biome-ignore lint/suspicious/noExplicitAny: whatever the server answers is looked at.
  readonly json: any;
}

export interface PostOptions {
  readonly variables?: Record<string, unknown>;
  readonly secret?: string;
  readonly headers?: Record<string, string>;
}

/** Sends one operation and answers all that came back. */
export async function post(
  server: Pick<GraphQLServer, 'url'>,
  query: string,
  { variables = {}, secret, headers = {} }: PostOptions = {},
): Promise<Posted> {
  const authorization: Record<string, string> = secret ? { authorization: `Bearer ${secret}` } : {};
  const response = await fetch(server.url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...authorization, ...headers },
    body: JSON.stringify({ query, variables }),
  });
  return readAnswer(response);
}

export async function readAnswer(response: Response): Promise<Posted> {
  const text = await response.text();
  const isJson = response.headers.get('content-type')?.includes('json');
  return { status: response.status, headers: response.headers, text, json: isJson ? JSON.parse(text) : null };
}

/** The codes of an answer's errors. */
export function codesOf({ json }: Posted): unknown[] {
  return (json?.errors ?? []).map(({ extensions }: { extensions?: { code?: unknown } }) => extensions?.code);
}
