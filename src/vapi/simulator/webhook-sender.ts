import { createHmac } from 'node:crypto';
import type { ServerSettings } from './call-validation.ts';
import type { WritableLedger } from './ledger.ts';
import { pause } from './pause.ts';

export interface WebhookSenderOptions {
  /** The key of the signature where a call names a credential. */
  readonly secret: string;
  /** By what the waits between tries are multiplied. */
  readonly backoffScale: number;
}

export interface Webhook {
  readonly providerCallId: string;
  readonly message: { readonly type: string; readonly status: string };
}

/** Sends what Vapi's servers would, signed as the call asks for it, and again as its plan says. */
export interface WebhookSender {
  /** Resolves when it was taken, or given up. Never rejects. */
  send(server: ServerSettings, webhook: Webhook): Promise<void>;
  close(): void;
}

export function createWebhookSender(ledger: WritableLedger, options: WebhookSenderOptions): WebhookSender {
  const closing = new AbortController();

  async function send(server: ServerSettings, webhook: Webhook) {
    const plan = server.backoffPlan;
    const body = JSON.stringify({ message: webhook.message });
    for (let n = 0; n <= (plan?.maxRetries ?? 0) && !closing.signal.aborted; n += 1) {
      const sentAtMs = Date.now();
      const answered = await post(server, body);
      const { type, status } = webhook.message;
      ledger.addWebhook({ providerCallId: webhook.providerCallId, type, status, sentAtMs, answered });
      if (!plan || (answered !== null && answered >= 200 && answered < 300)) return;
      const factor = plan.type === 'exponential' ? 2 ** n : 1;
      await pause(plan.baseDelaySeconds * 1_000 * factor * options.backoffScale);
    }
  }

  async function post(server: ServerSettings, body: string): Promise<number | null> {
    try {
      const answer = await fetch(server.url, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...proof(server, body) },
        body,
        redirect: 'manual',
        signal: AbortSignal.any([closing.signal, AbortSignal.timeout((server.timeoutSeconds ?? 20) * 1_000)]),
      });
      await answer.body?.cancel();
      return answer.status;
    } catch {
      return null;
    }
  }

  function proof(server: ServerSettings, body: string): Record<string, string> {
    if (server.credentialId === undefined) return { ...server.headers };
    const timestamp = `${Date.now()}`;
    const signature = createHmac('sha256', options.secret).update(`${timestamp}.${body}`).digest('hex');
    return { ...server.headers, 'x-timestamp': timestamp, 'x-signature': signature };
  }

  return { send, close: () => closing.abort() };
}
