import type { Dispatcher } from 'undici';
import type { Exchange, NoAnswer, PostRequest } from './http-client.ts';

/** Under which one request leaves, and is given up. */
export interface RequestRules extends Pick<PostRequest, 'mayLeave' | 'timeoutMs'> {
  readonly abandon: AbortSignal | null;
  readonly maxBodyBytes: number;
}

/**
 * Gives one request to undici and watches it to its end. Never rejects, and never repeats anything: `dispatch` sends
 * once, where `fetch` posts again by itself, as after a 421.
 */
export function sendOnce(
  dispatcher: Dispatcher,
  request: Dispatcher.DispatchOptions,
  { mayLeave, abandon, timeoutMs, maxBodyBytes }: RequestRules,
): Promise<Exchange> {
  return new Promise((resolve) => {
    let controller: Dispatcher.DispatchController | null = null;
    let left = false;
    let head: { readonly status: number; readonly retryAfter: string | null } | null = null;
    const chunks: Buffer[] = [];
    let length = 0;
    let isOver = false;

    const timer = setTimeout(() => giveUp('timeout'), timeoutMs);
    const onAbandoned = () => giveUp('abandoned');
    if (abandon?.aborted) onAbandoned();
    else abandon?.addEventListener('abort', onAbandoned);

    function settle(exchange: Exchange) {
      if (isOver) return;
      isOver = true;
      clearTimeout(timer);
      abandon?.removeEventListener('abort', onAbandoned);
      resolve(exchange);
    }

    /** An answer's status counts even where its body is cut off, too long or never ends. */
    function end(why: NoAnswer['why'], detail: string, body: string | null = null) {
      settle(head ? { kind: 'answer', ...head, body } : { kind: 'no-answer', left, why, detail });
    }

    function giveUp(why: NoAnswer['why']) {
      end(why, why);
      controller?.abort(new Error('The request was given up.'));
    }

    if (isOver) return;
    dispatcher.dispatch(request, {
      // Right before the request is written to its connection: undici calls this then and only then.
      onRequestStart(started) {
        controller = started;
        // Given up while it waited for its connection.
        if (isOver) return started.abort(new Error('The request was given up.'));
        if (!mayLeave()) return giveUp('not-allowed');
        left = true;
      },
      onResponseStart(_controller, status, headers) {
        if (status < 200) return;
        const retryAfter = headers['retry-after'];
        head = { status, retryAfter: typeof retryAfter === 'string' ? retryAfter : null };
      },
      onResponseData(_controller, chunk) {
        length += chunk.length;
        if (length > maxBodyBytes) giveUp('transport');
        else chunks.push(chunk);
      },
      onResponseEnd: () => end('transport', 'no answer', Buffer.concat(chunks).toString('utf8')),
      onResponseError: (_controller, error) => end('transport', errorCode(error)),
    });
  });
}

/** The message may quote headers, and with them the key; the code does not. */
function errorCode(error: unknown): string {
  if (!(error instanceof Error)) return 'no reason given';
  if ('code' in error && typeof error.code === 'string') return error.code;
  return error.cause === undefined ? error.name : errorCode(error.cause);
}
