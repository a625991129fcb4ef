import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { isLoopbackHost } from '../../loopback.ts';
import { StartupError } from '../../startup-error.ts';
import type { Behaviour, FaultRates } from './behaviour.ts';
import { type BlockedBehaviour, createCallApi } from './call-api.ts';
import { createCallLives, type WebhookFaults } from './call-lives.ts';
import { isMeantAsCall } from './call-validation.ts';
import { openExchange } from './exchange.ts';
import { createLedger, type Ledger } from './ledger.ts';
import { showLedger } from './ledger-api.ts';
import { createMessageApi } from './message-api.ts';
import { createScriptBook } from './script-book.ts';
import { createWebhookSender } from './webhook-sender.ts';

export interface SimulatorOptions {
  /** An address of the loopback; default `127.0.0.1`. */
  readonly host?: string;
  /** 0 picks a free one. */
  readonly port: number;
  /** The bearer token to ask for; left out, any will do. */
  readonly apiKey?: string;
  /** How long a success takes, in milliseconds; default 50. */
  readonly latencyMs?: number;
  readonly faultRates?: FaultRates;
  readonly random?: () => number;
  /** Whether an Idempotency-Key that came before is answered with its first call; default true. */
  readonly idempotent?: boolean;
  /** How many requests and calls the ledger keeps; default 100,000. */
  readonly ledgerCapacity?: number;
  /** Of wire format *call*. */
  readonly calls?: SimulatedCallOptions;
}

/** How calls of wire format *call* go. */
export interface SimulatedCallOptions {
  /** From being taken to ringing, and from ringing to its answer or end, in milliseconds; default 500. */
  readonly ringMs?: number;
  /** From the answer to the end, in milliseconds; default 1,000. */
  readonly talkMs?: number;
  /** Calls that may be up at once; default 10. The answer to a call above it says so. */
  readonly concurrencyLimit?: number;
  /** What becomes of a call above the limit; default `blocked-in-answer`: it has ended. */
  readonly aboveLimit?: BlockedBehaviour;
  /** How long a new call is missing in lists, in milliseconds; default 0. */
  readonly listLagMs?: number;
  /** How long the answer takes once the call is placed and listed, in milliseconds; default 0. */
  readonly answerDelayMs?: number;
  /** The key of webhook signatures, where a call names a credential; default `simulated`. */
  readonly webhookSecret?: string;
  readonly webhookFaults?: WebhookFaults;
  /** By what waits before a webhook is sent again are multiplied; default 1. */
  readonly webhookBackoffScale?: number;
}

/** A provider that rings nobody: a real HTTP server that speaks Vapi's wire formats and writes down what it is asked. */
export interface Simulator extends AsyncDisposable {
  readonly url: string;
  /** The bearer token that it asks for; `simulated` where it takes any. */
  readonly apiKey: string;
  readonly ledger: Ledger;
  /** Shows the ledger to whoever knows it, by a path that is made at random for each simulator. */
  readonly ledgerUrl: string;
  /** What this number does from now on: one behaviour for each request, the last for all that follow. */
  script(phoneNumber: string, script: readonly Behaviour[]): void;
  /** How many calls of wire format *call* are up, and how many were at most. */
  callsUp(): { readonly now: number; readonly most: number };
  close(): Promise<void>;
}

export async function createSimulator(options: SimulatorOptions): Promise<Simulator> {
  const { host = '127.0.0.1', apiKey, latencyMs = 50, idempotent = true } = options;
  const { faultRates = {}, random = Math.random, ledgerCapacity = 100_000 } = options;
  const ledger = createLedger(ledgerCapacity);
  const ledgerPath = `/ledger/${randomBytes(16).toString('base64url')}`;
  const book = createScriptBook({ faultRates, random });
  const messages = createMessageApi({ ledger, book }, { latencyMs, idempotent, ledgerCapacity });
  const {
    ringMs = 500,
    talkMs = 1_000,
    concurrencyLimit = 10,
    listLagMs = 0,
    answerDelayMs = 0,
  } = options.calls ?? {};
  const { webhookSecret = 'simulated', webhookFaults = {}, webhookBackoffScale = 1 } = options.calls ?? {};
  const { aboveLimit = 'blocked-in-answer' } = options.calls ?? {};
  const sender = createWebhookSender(ledger, { secret: webhookSecret, backoffScale: webhookBackoffScale });
  const lives = createCallLives(sender, { ringMs, talkMs, concurrencyLimit, webhookFaults, random });
  const calls = createCallApi(
    { ledger, book, lives },
    { latencyMs, concurrencyLimit, aboveLimit, listLagMs, answerDelayMs, capacity: ledgerCapacity },
  );

  const server = createServer((request, response) => {
    route(request, response).catch(() => response.destroy());
  });

  async function route(request: IncomingMessage, response: ServerResponse) {
    // Reading the ledger does not change it.
    const isLedger = request.url?.split('?', 1)[0] === ledgerPath;
    const exchange = await openExchange(request, response, { ledger: isLedger ? null : ledger, apiKey });
    // A page of another site whose name was made to lead here calls the simulator by that name.
    if (!isLoopbackHost(request.headers.host)) return exchange.refuse(403, 'use a loopback name in Host');
    if (exchange.text === null) return exchange.refuse(413, 'request entity too large');
    const what = `${exchange.method} ${exchange.url.pathname}`;
    const [, id] = /^\/call\/([^/]+)$/.exec(exchange.url.pathname) ?? [];
    if (id !== undefined && exchange.method === 'GET') return calls.show(exchange, id);
    if (id !== undefined && exchange.method === 'DELETE') return calls.remove(exchange, id);
    switch (what) {
      case 'POST /call':
        return isMeantAsCall(exchange.body) ? calls.place(exchange) : messages.place(exchange);
      case 'GET /call':
        return calls.list(exchange);
      case `GET ${ledgerPath}`:
        return showLedger(ledger, exchange);
      case `DELETE ${ledgerPath}`:
        ledger.clear();
        messages.forget();
        calls.forget();
        return exchange.answer(200, ledger.counts());
      default:
        return exchange.refuse(404, `Cannot ${what}`);
    }
  }

  server.listen(options.port, host);
  try {
    await once(server, 'listening');
  } catch (error) {
    const message = `The simulator cannot listen on ${host}:${options.port}. Set SIMULATOR_PORT to a free port, or to 0 for any.`;
    throw new StartupError(message, { cause: error });
  }
  const close = async () => {
    if (!server.listening) return;
    const closed = once(server, 'close');
    calls.forget();
    sender.close();
    server.close();
    server.closeAllConnections();
    await closed;
  };
  const name = host.includes(':') ? `[${host}]` : host;
  const url = `http://${name}:${(server.address() as AddressInfo).port}`;
  return {
    url,
    apiKey: apiKey ?? 'simulated',
    ledger,
    ledgerUrl: `${url}${ledgerPath}`,
    script: book.write,
    callsUp: lives.up,
    close,
    [Symbol.asyncDispose]: close,
  };
}
