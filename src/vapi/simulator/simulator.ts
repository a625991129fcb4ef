import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { StartupError } from '../../startup-error.ts';
import type { Behaviour, FaultRates } from './behaviour.ts';
import { openExchange } from './exchange.ts';
import { createLedger, type Ledger } from './ledger.ts';
import { showLedger } from './ledger-api.ts';
import { createMessageApi } from './message-api.ts';
import { createScriptBook } from './script-book.ts';

export interface SimulatorOptions {
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
}

/** A provider that rings nobody: a real HTTP server that speaks Vapi's wire formats and writes down what it is asked. */
export interface Simulator extends AsyncDisposable {
  readonly url: string;
  readonly ledger: Ledger;
  /** What this number does from now on: one behaviour for each request, the last for all that follow. */
  script(phoneNumber: string, script: readonly Behaviour[]): void;
  close(): Promise<void>;
}

export async function createSimulator(options: SimulatorOptions): Promise<Simulator> {
  const { host = '127.0.0.1', apiKey, latencyMs = 50, idempotent = true } = options;
  const { faultRates = {}, random = Math.random, ledgerCapacity = 100_000 } = options;
  const ledger = createLedger(ledgerCapacity);
  const book = createScriptBook({ faultRates, random });
  const messages = createMessageApi({ ledger, book }, { latencyMs, idempotent, ledgerCapacity });

  const server = createServer((request, response) => {
    route(request, response).catch(() => response.destroy());
  });

  async function route(request: IncomingMessage, response: ServerResponse) {
    // Reading the ledger does not change it.
    const isLedger = /^\/ledger(\?|$)/.test(request.url ?? '');
    const exchange = await openExchange(request, response, { ledger: isLedger ? null : ledger, apiKey });
    if (exchange.text === null) return exchange.refuse(413, 'request entity too large');
    const what = `${exchange.method} ${exchange.url.pathname}`;
    switch (what) {
      case 'POST /call':
        return messages.place(exchange);
      case 'GET /ledger':
        return showLedger(ledger, exchange);
      case 'DELETE /ledger':
        ledger.clear();
        messages.forget();
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
    server.close();
    server.closeAllConnections();
    await closed;
  };
  return {
    url: `http://${host}:${(server.address() as AddressInfo).port}`,
    ledger,
    script: book.write,
    close,
    [Symbol.asyncDispose]: close,
  };
}
