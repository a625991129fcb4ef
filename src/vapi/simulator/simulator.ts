import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { StartupError } from '../../startup-error.ts';
import { type Behaviour, drawFault, type FaultRates, scriptFor } from './behaviour.ts';
import { createLedger, type Ledger, type LedgerCall } from './ledger.ts';
import { isMessage, validateMessage } from './message-api.ts';
import { readBody } from './read-body.ts';

const SLOW_MS = 3_000;
const LEDGER_PAGE = 100;

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
  const {
    host = '127.0.0.1',
    latencyMs = 50,
    faultRates = {},
    random = Math.random,
    idempotent = true,
  } = options;
  const { ledgerCapacity = 100_000 } = options;
  const ledger = createLedger(ledgerCapacity);
  const scripts = new Map<string, Behaviour[]>();
  const callsByKey = new Map<string, LedgerCall>();

  const server = createServer((request, response) => {
    route(request, response).catch(() => response.destroy());
  });

  async function route(request: IncomingMessage, response: ServerResponse) {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://simulator');
    const what = `${request.method} ${pathname}`;
    if (what === 'POST /call') return placeCall(request, response);
    if (what === 'GET /ledger') return sendJson(response, 200, describeLedger(searchParams));
    if (what === 'DELETE /ledger') {
      ledger.clear();
      callsByKey.clear();
      return sendJson(response, 200, ledger.counts());
    }
    return sendError(response, 404, `Cannot ${what}`);
  }

  async function placeCall(request: IncomingMessage, response: ServerResponse) {
    const text = await readBody(request);
    if (text === null) return sendError(response, 413, 'request entity too large');
    const body = parseJson(text);
    const { authorization, 'idempotency-key': key, 'content-type': contentType = null } = request.headers;
    const authorized = options.apiKey === undefined || authorization === `Bearer ${options.apiKey}`;
    const idempotencyKey = typeof key === 'string' ? key : null;
    const to = isMessage(body) ? body.to : null;
    const behaviour = to === null || !authorized ? 'refused' : (drawFault(faultRates, random) ?? nextOf(to));
    const receivedAtMs = performance.timeOrigin + performance.now();

    const note = (status: number | null) =>
      ledger.addRequest({
        receivedAtMs,
        phoneNumber: to,
        idempotencyKey,
        authorized,
        contentType,
        body,
        behaviour,
        status,
      });
    const answer = (status: number, content: object) => {
      note(status);
      sendJson(response, status, content);
    };
    const refuse = (status: number, message: string | string[], headers: Record<string, string> = {}) => {
      note(status);
      sendError(response, status, message, headers);
    };
    const hangUp = () => {
      note(null);
      request.socket.resetAndDestroy();
    };

    if (!authorized) return refuse(401, 'Invalid Key.');
    if (!isMessage(body)) return refuse(400, body === null ? 'The body is not JSON.' : validateMessage(body));
    const place = () => placed(body, idempotencyKey);
    switch (behaviour as Behaviour) {
      case 'success':
      case 'ok':
        await pause(latencyMs);
        return answer(behaviour === 'ok' ? 200 : 202, { callSid: place().callSid, status: 'queued' });
      case 'slow':
        await pause(SLOW_MS);
        return answer(202, { callSid: place().callSid, status: 'queued' });
      case 'no-call-sid':
        place();
        return answer(202, { status: 'queued' });
      case 'malformed-json':
        note(202);
        response.writeHead(202, { 'content-type': 'application/json' }).end(`{"callSid":"${place().callSid}`);
        return;
      case 'bad-request':
        return refuse(400, ['to must be a valid phone number']);
      case 'unauthorized':
        return refuse(401, 'Invalid Key.');
      case 'not-found':
        return refuse(404, 'Not Found');
      case 'over-limit':
        return refuse(429, 'Rate limit exceeded', { 'retry-after': '2' });
      case 'over-limit-silent':
        return refuse(429, 'Rate limit exceeded');
      case 'over-concurrency':
        return refuse(400, 'Over Concurrency Limit');
      case 'server-error':
        return refuse(500, 'Internal server error.');
      case 'unavailable':
        return refuse(503, 'Service unavailable.');
      case 'hang':
        return note(null);
      case 'reset':
        return hangUp();
      case 'accept-then-drop':
        place();
        return hangUp();
    }
  }

  function nextOf(phoneNumber: string): Behaviour {
    let script = scripts.get(phoneNumber);
    if (!script) {
      const fixed = scriptFor(phoneNumber);
      if (fixed.length === 1) return fixed[0] as Behaviour;
      script = [...fixed];
      scripts.set(phoneNumber, script);
    }
    return (script.length > 1 ? script.shift() : script[0]) ?? 'success';
  }

  function placed(
    message: { to: string; from: string; voice: string; content: { text: string } },
    key: string | null,
  ) {
    const before = idempotent && key !== null ? callsByKey.get(key) : undefined;
    if (before) return before;
    const call: LedgerCall = {
      callSid: `CA${randomBytes(16).toString('hex')}`,
      to: message.to,
      from: message.from,
      voice: message.voice,
      text: message.content.text,
      idempotencyKey: key,
      placedAtMs: performance.timeOrigin + performance.now(),
    };
    if (key !== null) rememberKey(key, call);
    ledger.addCall(call);
    return call;
  }

  function rememberKey(key: string, call: LedgerCall) {
    callsByKey.set(key, call);
    const [oldest] = callsByKey.keys();
    if (callsByKey.size > ledgerCapacity && oldest !== undefined) callsByKey.delete(oldest);
  }

  function describeLedger(parameters: URLSearchParams) {
    // An unescaped + in a query is a space.
    const phoneNumber = parameters.get('phoneNumber')?.replace(/^ /, '+') ?? null;
    const limit = Number(parameters.get('limit') ?? LEDGER_PAGE) || LEDGER_PAGE;
    const requests = phoneNumber === null ? ledger.requests : ledger.requestsTo(phoneNumber);
    const calls = phoneNumber === null ? ledger.calls : ledger.callsTo(phoneNumber);
    return { counts: ledger.counts(), requests: requests.slice(-limit), calls: calls.slice(-limit) };
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
    script: (phoneNumber, script) => void scripts.set(phoneNumber, [...script]),
    close,
    [Symbol.asyncDispose]: close,
  };
}

/** Without a timer where there is nothing to wait for. It keeps no process from ending. */
function pause(ms: number): Promise<void> | undefined {
  return ms > 0 ? new Promise((resolve) => setTimeout(resolve, ms).unref()) : undefined;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function sendJson(
  response: ServerResponse,
  status: number,
  content: object,
  headers: Record<string, string> = {},
) {
  response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(content));
}

/** The shape of Vapi's errors. */
function sendError(
  response: ServerResponse,
  statusCode: number,
  message: string | string[],
  headers: Record<string, string> = {},
) {
  sendJson(response, statusCode, { message, statusCode }, headers);
}
