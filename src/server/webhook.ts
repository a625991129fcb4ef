import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http';
import { readRawBody } from './request-body.ts';
import { sendJson } from './send-json.ts';

/** Where a provider reports to. */
export interface WebhookEndpoint {
  readonly path: string;
  readonly maxBytes: number;
  /** Answers the HTTP status; without a body where that is larger than `maxBytes`. */
  readonly handle: (headers: IncomingHttpHeaders, rawBody: Buffer | null) => Promise<number>;
}

export async function answerWebhook(
  request: IncomingMessage,
  response: ServerResponse,
  { maxBytes, handle }: WebhookEndpoint,
): Promise<void> {
  if (request.method !== 'POST') {
    response.setHeader('allow', 'POST');
    return sendJson(response, 405, { error: 'Reports are posted here.' });
  }
  const body = await readRawBody(request, maxBytes);
  const status = await handle(request.headers, body);
  if (body === null) {
    // The rest is not worth reading.
    response.setHeader('connection', 'close');
    return sendJson(response, status, { error: `A report has at most ${maxBytes} bytes.` });
  }
  sendJson(response, status, status === 200 ? {} : { error: 'Not taken.' });
}
