import { type IncomingHttpHeaders, type IncomingMessage, type ServerResponse, STATUS_CODES } from 'node:http';
import type { Behaviour } from './behaviour.ts';
import type { WritableLedger } from './ledger.ts';
import { readBody } from './read-body.ts';

/** What is known of a request only once it was understood. */
export interface RequestNote {
  readonly phoneNumber: string | null;
  readonly behaviour: Behaviour | 'refused';
}

/** One request with its answer. However it is answered, the ledger gets one line. */
export interface Exchange {
  readonly method: string;
  readonly url: URL;
  readonly headers: IncomingHttpHeaders;
  readonly authorized: boolean;
  /** As it came; `null` if it was too long to be read. */
  readonly text: string | null;
  /** `null` if it is no JSON. */
  readonly body: unknown;
  /** Adds to the line that the ledger will get. */
  note(note: RequestNote): void;
  answer(status: number, content: object): void;
  /** In the shape of Vapi's errors. */
  refuse(status: number, message: string | string[], headers?: Record<string, string>): void;
  /** Answers text that claims to be JSON. */
  answerBroken(status: number, text: string): void;
  neverAnswer(): void;
  /** Resets the connection. */
  hangUp(): void;
}

export interface ExchangeDeps {
  /** `null`: what is asked here is kept in no ledger. */
  readonly ledger: WritableLedger | null;
  readonly apiKey: string | undefined;
}

/** Reads a request to its end. */
export async function openExchange(
  request: IncomingMessage,
  response: ServerResponse,
  { ledger, apiKey }: ExchangeDeps,
): Promise<Exchange> {
  const { method = '', headers } = request;
  const url = new URL(request.url ?? '/', 'http://simulator');
  const text = await readBody(request);
  const receivedAtMs = Date.now();
  const body = text === null ? null : parseJson(text);
  const authorized = apiKey === undefined || headers.authorization === `Bearer ${apiKey}`;
  let noted: RequestNote = { phoneNumber: null, behaviour: 'refused' };

  function enter(status: number | null) {
    const { authorization: _key, ...shown } = headers;
    const idempotencyKey = headers['idempotency-key'];
    ledger?.addRequest({
      receivedAtMs,
      method,
      path: `${url.pathname}${url.search}`,
      headers: shown,
      idempotencyKey: typeof idempotencyKey === 'string' ? idempotencyKey : null,
      authorized,
      body: withoutSecrets(body),
      ...noted,
      status,
    });
  }

  function send(status: number, json: string, more: Record<string, string> = {}) {
    enter(status);
    response.writeHead(status, { 'content-type': 'application/json', ...more }).end(json);
  }

  return {
    method,
    url,
    headers,
    authorized,
    text,
    body,
    note(note) {
      noted = note;
    },
    answer: (status, content) => send(status, JSON.stringify(content)),
    refuse(status, message, more) {
      send(status, JSON.stringify({ message, error: STATUS_CODES[status], statusCode: status }), more);
    },
    answerBroken: (status, broken) => send(status, broken),
    neverAnswer: () => enter(null),
    hangUp() {
      enter(null);
      request.socket.resetAndDestroy();
    },
  };
}

/** Wire format *call* tells Vapi what to send to our webhook: with it, that it is Vapi. */
function withoutSecrets(body: unknown): unknown {
  return JSON.parse(JSON.stringify(body), (name, value) => (name === 'headers' ? '[not kept]' : value));
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
