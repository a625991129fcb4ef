import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface ReceivedWebhook {
  readonly headers: IncomingHttpHeaders;
  readonly rawBody: Buffer;
  readonly message: Record<string, unknown>;
}

export interface WebhookServer extends AsyncDisposable {
  readonly url: string;
  readonly received: readonly ReceivedWebhook[];
  /** Resolves once one like this was received. */
  when(isMeant: (webhook: ReceivedWebhook) => boolean): Promise<ReceivedWebhook>;
  close(): Promise<void>;
}

/** Where webhooks arrive: keeps them as they come, and answers them all alike. */
export async function startWebhookServer(status = 200): Promise<WebhookServer> {
  const received: ReceivedWebhook[] = [];
  const waiting = new Set<() => void>();
  const server = createServer(async (request, response) => {
    const rawBody = Buffer.concat(await Array.fromAsync(request as AsyncIterable<Buffer>));
    const { message } = JSON.parse(rawBody.toString('utf8'));
    received.push({ headers: request.headers, rawBody, message });
    response.writeHead(status).end();
    for (const look of waiting) look();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const close = async () => {
    if (!server.listening) return;
    const closed = once(server, 'close');
    server.close();
    server.closeAllConnections();
    await closed;
  };
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/webhooks/vapi`,
    received,
    when(isMeant) {
      return new Promise((resolve) => {
        const look = () => {
          const found = received.find(isMeant);
          if (!found) return;
          waiting.delete(look);
          resolve(found);
        };
        waiting.add(look);
        look();
      });
    },
    close,
    [Symbol.asyncDispose]: close,
  };
}
