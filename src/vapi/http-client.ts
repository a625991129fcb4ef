import { createFetch, type FetchOptions } from 'ofetch';
import { Agent, type Dispatcher } from 'undici';
import { type Clock, systemClock } from '../clock.ts';
import { type RequestRules, type SendDeps, sendOnce } from './single-request.ts';

/** More than any answer to one call has; what is longer is not read. */
const MAX_BODY_BYTES = 1_048_576;
/** More than any list of calls has, each with all that was said. */
const MAX_LIST_BYTES = 67_108_864;
/** For the name, the connection and TLS together. Nothing was sent yet, so another try is always safe. */
export const CONNECT_TIMEOUT_MS = 10_000;

export interface GetRequest {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  /** From the instant at which the request is sent to the end of its answer, in milliseconds. */
  readonly timeoutMs: number;
}

export interface PostRequest extends GetRequest {
  /** Sent as JSON. */
  readonly body: unknown;
  /** Asked when a connection stands and nothing was written to it yet; false: nothing is. */
  readonly mayLeave: () => boolean;
  /** Called right after the request was written to its connection. */
  readonly onSent?: () => void;
  /** Gives the request up. */
  readonly abandon: AbortSignal;
}

export type Exchange = Answer | NoAnswer;

export interface Answer {
  readonly kind: 'answer';
  /** When its request was written to a connection, by the monotonic clock. */
  readonly sentAtMs: number;
  readonly status: number;
  readonly retryAfter: string | null;
  /** `null`: it could not be read to its end, or is too long. */
  readonly body: string | null;
}

export interface NoAnswer {
  readonly kind: 'no-answer';
  /**
   * When the request was written to a connection, so that it may have been received, by the monotonic clock; `null`: it
   * never was.
   */
  readonly sentAtMs: number | null;
  /** Set after a timeout of a POST, whose connection stays open. */
  readonly late: LateAnswer | null;
  readonly why: 'not-allowed' | 'abandoned' | 'timeout' | 'transport';
  /** The system's error code. Not its message: some quote the headers, and with them the key. */
  readonly detail: string;
}

/** What may still come of a request whose time is over. */
export interface LateAnswer {
  /** Resolves when the connection ends, or with the answer that came after all. Never rejects. */
  readonly exchange: Promise<Exchange>;
  /** Closes the connection. */
  close(): void;
}

export interface HttpClientOptions {
  readonly clock?: Clock;
  /** Sends the requests; default: undici's agent with connections that are kept alive. */
  readonly dispatcher?: Dispatcher;
}

/** The one HTTP client of the process: it keeps connections alive and never repeats a request. */
export interface HttpClient extends AsyncDisposable {
  /** Never rejects. */
  post(request: PostRequest): Promise<Exchange>;
  /** Never rejects. What is asked this way may be asked again. */
  get(request: GetRequest): Promise<Exchange>;
  /** Never rejects. What is deleted once may be deleted again. */
  remove(request: GetRequest): Promise<Exchange>;
}

interface AnyRequest extends GetRequest {
  readonly method: 'GET' | 'POST' | 'DELETE';
  readonly body: string | null;
  readonly rules: Omit<RequestRules, 'timeoutMs'>;
}

export function createHttpClient({
  clock = systemClock,
  // Each request has a time limit of its own.
  dispatcher = new Agent({ headersTimeout: 0, bodyTimeout: 0, connect: { timeout: CONNECT_TIMEOUT_MS } }),
}: HttpClientOptions = {}): HttpClient {
  const ofetch = createFetch({
    fetch: fetchBy({ dispatcher, clock }) as unknown as typeof globalThis.fetch,
    defaults: { headers: { accept: 'application/json', 'user-agent': 'bellhop' } },
  });

  async function exchange({ url, method, headers, body, rules, timeoutMs }: AnyRequest): Promise<Exchange> {
    const options: SingleFetchOptions = {
      method,
      headers: body === null ? headers : { 'content-type': 'application/json', ...headers },
      body,
      // A number would repeat the POST, on network errors and on statuses too.
      retry: 0,
      ignoreResponseError: true,
      rules: { ...rules, timeoutMs },
    };
    const response = await ofetch.raw(url, options as FetchOptions);
    return (response as unknown as SingleResponse).exchange;
  }

  return {
    post: ({ body, mayLeave, onSent, abandon, ...request }) =>
      exchange({
        ...request,
        method: 'POST',
        body: JSON.stringify(body),
        rules: {
          mayLeave,
          ...(onSent && { onSent }),
          abandon,
          maxBodyBytes: MAX_BODY_BYTES,
          acceptsLateAnswer: true,
        },
      }),
    get: (request) =>
      exchange({
        ...request,
        method: 'GET',
        body: null,
        rules: {
          mayLeave: () => true,
          abandon: null,
          maxBodyBytes: MAX_LIST_BYTES,
          acceptsLateAnswer: false,
        },
      }),
    remove: (request) =>
      exchange({
        ...request,
        method: 'DELETE',
        // Vapi asks for a body here, of which every part is optional.
        body: '{}',
        rules: {
          mayLeave: () => true,
          abandon: null,
          maxBodyBytes: MAX_BODY_BYTES,
          acceptsLateAnswer: false,
        },
      }),
    [Symbol.asyncDispose]: () => dispatcher.destroy(),
  };
}

interface SingleFetchOptions extends FetchOptions {
  readonly rules: RequestRules;
}

/** What ofetch needs of a Response to hand it on, and what came of the request. */
interface SingleResponse {
  readonly status: number;
  readonly body: null;
  readonly exchange: Exchange;
}

/** A `fetch` for ofetch that sends each request once, by undici's `dispatch`. It follows no redirect. */
function fetchBy(deps: SendDeps) {
  return async (url: string, options: SingleFetchOptions): Promise<SingleResponse> => {
    const { origin, pathname, search } = new URL(url);
    const exchange = await sendOnce(
      deps,
      {
        origin,
        path: pathname + search,
        method: options.method as Dispatcher.HttpMethod,
        headers: options.headers as Headers,
        body: options.body as string | null,
      },
      options.rules,
    );
    return { status: exchange.kind === 'answer' ? exchange.status : 0, body: null, exchange };
  };
}
