import { createFetch, type FetchOptions } from 'ofetch';
import { Agent, type Dispatcher } from 'undici';
import { type RequestRules, sendOnce } from './single-request.ts';

/** More than any answer to one call has; what is longer is not read. */
const MAX_BODY_BYTES = 1_048_576;
/** More than any list of calls has, each with all that was said. */
const MAX_LIST_BYTES = 67_108_864;

export interface GetRequest {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  /** For connecting, sending and the answer together, in milliseconds. */
  readonly timeoutMs: number;
}

export interface PostRequest extends GetRequest {
  /** Sent as JSON. */
  readonly body: unknown;
  /** Asked when a connection stands and nothing was written to it yet; false: nothing is. */
  readonly mayLeave: () => boolean;
  /** Gives the request up. */
  readonly abandon: AbortSignal;
}

export type Exchange = Answer | NoAnswer;

export interface Answer {
  readonly kind: 'answer';
  readonly status: number;
  readonly retryAfter: string | null;
  /** `null`: it could not be read to its end, or is too long. */
  readonly body: string | null;
}

export interface NoAnswer {
  readonly kind: 'no-answer';
  /** Whether the request was given to a connection, so that it may have been received. */
  readonly left: boolean;
  readonly why: 'not-allowed' | 'abandoned' | 'timeout' | 'transport';
  /** The system's error code. Not its message: some quote the headers, and with them the key. */
  readonly detail: string;
}

/** The one HTTP client of the process: it keeps connections alive and repeats nothing by itself. */
export interface HttpClient extends AsyncDisposable {
  /** Never rejects. */
  post(request: PostRequest): Promise<Exchange>;
  /** Never rejects. What is asked this way may be asked again. */
  get(request: GetRequest): Promise<Exchange>;
}

interface AnyRequest extends GetRequest {
  readonly method: 'GET' | 'POST';
  readonly body: string | null;
  readonly rules: Omit<RequestRules, 'timeoutMs'>;
}

export function createHttpClient(): HttpClient {
  // Whoever asks says how long it may take.
  const agent = new Agent({ headersTimeout: 0, bodyTimeout: 0 });
  const ofetch = createFetch({
    fetch: fetchBy(agent) as unknown as typeof globalThis.fetch,
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
    post: ({ body, mayLeave, abandon, ...request }) =>
      exchange({
        ...request,
        method: 'POST',
        body: JSON.stringify(body),
        rules: { mayLeave, abandon, maxBodyBytes: MAX_BODY_BYTES },
      }),
    get: (request) =>
      exchange({
        ...request,
        method: 'GET',
        body: null,
        rules: { mayLeave: () => true, abandon: null, maxBodyBytes: MAX_LIST_BYTES },
      }),
    [Symbol.asyncDispose]: () => agent.destroy(),
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
function fetchBy(agent: Agent) {
  return async (url: string, options: SingleFetchOptions): Promise<SingleResponse> => {
    const { origin, pathname, search } = new URL(url);
    const exchange = await sendOnce(
      agent,
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
