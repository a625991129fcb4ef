import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http';
import { sendJson } from './send-json.ts';

export const metricsPath = '/metrics';

/** Who measures; default: nobody. */
export interface MetricsEndpoint {
  readonly contentType: string;
  readonly read: () => Promise<string>;
  /** Lets a scraper in without the database, where API tokens are looked up; `null`: an API token is needed. */
  readonly token: string | null;
  /** A request was answered with this status. */
  readonly onResponse: (status: number) => void;
  readonly onOperation: (operation: {
    readonly type: 'query' | 'mutation' | 'subscription';
    readonly field: string;
    readonly failed: boolean;
    readonly seconds: number;
  }) => void;
}

/** `admit` rejects where the caller is not let in. */
export async function answerMetrics(
  request: IncomingMessage,
  response: ServerResponse,
  { endpoint, admit }: { readonly endpoint: MetricsEndpoint; readonly admit: () => Promise<unknown> },
): Promise<void> {
  if (request.method !== 'GET') {
    response.setHeader('allow', 'GET');
    return sendJson(response, 405, { error: 'Metrics are read with GET.' });
  }
  if (!showsToken(request.headers, endpoint.token)) await admit();
  const text = await endpoint.read();
  response.writeHead(200, { 'content-type': endpoint.contentType, 'cache-control': 'no-store' }).end(text);
}

function showsToken({ authorization }: IncomingHttpHeaders, token: string | null): boolean {
  if (token === null || authorization === undefined) return false;
  // Hashes, since only what is equally long can be compared in constant time.
  return timingSafeEqual(sha256(authorization), sha256(`Bearer ${token}`));
}

function sha256(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
