import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http';
import { readRawBody } from './request-body.ts';
import { sendJson } from './send-json.ts';

/** Where a provider reports to. */
export interface WebhookEndpoint {
  readonly path: string;
  readonly maxBytes: number;
  readonly handler: WebhookHandler;
}

export interface WebhookHandler {
  /** Judges a report by its head, before its body is read: the HTTP status of a refusal, or who it may come from. */
  readonly admit: (headers: IncomingHttpHeaders) => 401 | 'provider' | 'anyone';
  /** Stores a report, and answers its HTTP status. */
  readonly handle: (headers: IncomingHttpHeaders, rawBody: Buffer) => Promise<number>;
  /** A report was not read: 413, it was too large; 503, too many came at once. */
  readonly onUnread: (status: 413 | 503) => void;
}

/** Bodies at once that anyone may have sent, since a signature can be checked only once the body is there. */
const UNPROVED_AT_ONCE = 8;

/** Answers what comes to a webhook. */
export function createWebhookAnswer({ maxBytes, handler }: WebhookEndpoint) {
  let unproved = 0;

  async function read(request: IncomingMessage, isProved: boolean): Promise<Buffer | 413 | 503> {
    if (isProved) return (await readRawBody(request, maxBytes)) ?? 413;
    if (unproved >= UNPROVED_AT_ONCE) return 503;
    unproved += 1;
    try {
      return (await readRawBody(request, maxBytes)) ?? 413;
    } finally {
      unproved -= 1;
    }
  }

  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    if (request.method !== 'POST') {
      response.setHeader('allow', 'POST');
      return sendJson(response, 405, { error: 'Reports are posted here.' });
    }
    const sender = handler.admit(request.headers);
    if (sender === 401) return refuseUnread(response, 401, 'Not taken.');
    const body = await read(request, sender === 'provider');
    if (body === 413 || body === 503) {
      handler.onUnread(body);
      const error =
        body === 413 ? `A report has at most ${maxBytes} bytes.` : 'Too many reports at once. Send it again.';
      return refuseUnread(response, body, error);
    }
    const status = await handler.handle(request.headers, body);
    sendJson(response, status, status === 200 ? {} : { error: 'Not taken.' });
  };
}

/** The rest of the body is not worth reading. */
function refuseUnread(response: ServerResponse, status: number, error: string): void {
  response.setHeader('connection', 'close');
  sendJson(response, status, { error });
}
