import type { IncomingHttpHeaders } from 'node:http';
import { createFetch } from 'ofetch';
import { Agent, type Dispatcher, fetch } from 'undici';

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
  readonly maxBodyBytes: number;
  readonly mayLeave: () => boolean;
  readonly abandon: AbortSignal | null;
}

export function createHttpClient(): HttpClient {
  const agent = new Agent();
  const ofetch = createFetch({ fetch: fetch as unknown as typeof globalThis.fetch });

  async function exchange(request: AnyRequest): Promise<Exchange> {
    let left = false;
    let allowed = true;
    let head: AnswerHead | null = null;
    const timeout = AbortSignal.timeout(request.timeoutMs);
    const signal = request.abandon ? AbortSignal.any([timeout, request.abandon]) : timeout;
    // Right before a request is written to its connection: undici calls this then and only then.
    const gate = agent.compose(
      (dispatch) => (options, handler) =>
        dispatch(
          options,
          watched(handler, {
            onStart(controller) {
              // Given up while it waited for its connection, or fetch posts again by itself, as after a 421.
              const isOver = signal.aborted || head !== null;
              if (!isOver) allowed = request.mayLeave();
              if (!isOver && allowed) left = true;
              else controller.abort(new Error('The request may not leave any more.'));
            },
            onHead(status, headers) {
              head = { status, headers };
            },
          }),
        ),
    );
    let body: string | null = null;
    let detail = '';
    try {
      const response = await ofetch.raw(request.url, {
        method: request.method,
        headers: {
          ...(request.body === null ? {} : { 'content-type': 'application/json' }),
          accept: 'application/json',
          'user-agent': 'bellhop',
          ...request.headers,
        },
        body: request.body,
        dispatcher: gate as unknown as Agent,
        // A number would repeat the POST, on network errors and on statuses too.
        retry: 0,
        // ofetch ignores its own timeout when a signal is given.
        signal,
        redirect: 'manual',
        ignoreResponseError: true,
        responseType: 'stream',
      });
      body = await readBody(response.body, request.maxBodyBytes);
    } catch (error) {
      detail = errorCode(error);
    }
    // Fetch makes an error of some answers, such as 407. An answer it is, once its head arrived.
    const answered = head as AnswerHead | null;
    if (answered) {
      const { status, headers } = answered;
      return { kind: 'answer', status, retryAfter: headers['retry-after'] ?? null, body };
    }
    const why = !allowed
      ? 'not-allowed'
      : request.abandon?.aborted
        ? 'abandoned'
        : timeout.aborted
          ? 'timeout'
          : 'transport';
    return { kind: 'no-answer', left, why, detail };
  }

  return {
    post: (request) =>
      exchange({
        ...request,
        method: 'POST',
        body: JSON.stringify(request.body),
        maxBodyBytes: MAX_BODY_BYTES,
      }),
    get: (request) =>
      exchange({
        ...request,
        method: 'GET',
        body: null,
        maxBodyBytes: MAX_LIST_BYTES,
        mayLeave: () => true,
        abandon: null,
      }),
    [Symbol.asyncDispose]: () => agent.destroy(),
  };
}

interface AnswerHead {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
}

interface Watcher {
  readonly onStart: (controller: Dispatcher.DispatchController) => void;
  readonly onHead: (status: number, headers: IncomingHttpHeaders) => void;
}

function watched(
  handler: Dispatcher.DispatchHandler,
  { onStart, onHead }: Watcher,
): Dispatcher.DispatchHandler {
  return {
    onRequestStart(controller, context) {
      handler.onRequestStart?.(controller, context);
      onStart(controller);
    },
    onRequestUpgrade: (...args) => handler.onRequestUpgrade?.(...args),
    onResponseStart(controller, status, headers, statusMessage) {
      if (status >= 200) onHead(status, headers);
      handler.onResponseStart?.(controller, status, headers, statusMessage);
    },
    onResponseData: (...args) => handler.onResponseData?.(...args),
    onResponseEnd: (...args) => handler.onResponseEnd?.(...args),
    onResponseError: (...args) => handler.onResponseError?.(...args),
  };
}

/** An answer's status counts even where its body is cut off, too long or never ends. */
async function readBody(body: ReadableStream<Uint8Array> | null, maxBytes: number): Promise<string | null> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  try {
    for await (const chunk of body ?? []) {
      length += chunk.length;
      // Leaving the loop cancels the stream.
      if (length > maxBytes) return null;
      chunks.push(chunk);
    }
  } catch {
    return null;
  }
  return Buffer.concat(chunks).toString('utf8');
}

/** `fetch failed` says nothing; what it failed of is further down. */
function errorCode(error: unknown): string {
  if (!(error instanceof Error)) return 'no reason given';
  if ('code' in error && typeof error.code === 'string') return error.code;
  return error.cause === undefined ? error.name : errorCode(error.cause);
}
