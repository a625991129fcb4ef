import type { Dispatcher } from 'undici';
import type { Clock } from '../clock.ts';
import type { Answer, Exchange, LateAnswer, NoAnswer, PostRequest } from './http-client.ts';

/** Under which one request is sent, and given up. */
export interface RequestRules extends Pick<PostRequest, 'mayLeave' | 'onSent' | 'timeoutMs'> {
  readonly abandon: AbortSignal | null;
  readonly maxBodyBytes: number;
  /** Whether an answer that comes after `timeoutMs` is still of use, so that the connection stays open for it. */
  readonly acceptsLateAnswer: boolean;
}

export interface SendDeps {
  readonly dispatcher: Dispatcher;
  readonly clock: Clock;
}

/**
 * Gives one request to undici and watches it to its end. Never rejects, and never repeats anything: `dispatch` sends
 * once, where `fetch` may post again, as after a 421.
 */
export function sendOnce(
  { dispatcher, clock }: SendDeps,
  request: Dispatcher.DispatchOptions,
  rules: RequestRules,
): Promise<Exchange> {
  const { mayLeave, onSent, abandon, timeoutMs, maxBodyBytes, acceptsLateAnswer } = rules;
  const result = Promise.withResolvers<Exchange>();
  const late = Promise.withResolvers<Exchange>();
  let controller: Dispatcher.DispatchController | null = null;
  let sentAtMs: number | null = null;
  let cancelTimer = () => {};
  let head: Omit<Answer, 'kind' | 'body'> | null = null;
  const chunks: Buffer[] = [];
  let length = 0;
  let isOver = false;

  const onAbandoned = () => giveUp('abandoned');
  if (abandon?.aborted) onAbandoned();
  else abandon?.addEventListener('abort', onAbandoned);

  /** An answer's status counts even where its body is cut off, too long or never ends. */
  function end(why: NoAnswer['why'], detail: string, body: string | null = null) {
    if (isOver) return;
    isOver = true;
    cancelTimer();
    abandon?.removeEventListener('abort', onAbandoned);
    const exchange: Exchange = head
      ? { kind: 'answer', ...head, body }
      : { kind: 'no-answer', sentAtMs, why, detail, late: null };
    result.resolve(exchange);
    late.resolve(exchange);
  }

  function giveUp(why: NoAnswer['why']) {
    end(why, why);
    controller?.abort(new Error('The request was given up.'));
  }

  function onTimeout() {
    if (isOver) return;
    if (head || !acceptsLateAnswer) return giveUp('timeout');
    const lateAnswer: LateAnswer = { exchange: late.promise, close: () => giveUp('timeout') };
    result.resolve({ kind: 'no-answer', sentAtMs, why: 'timeout', detail: 'timeout', late: lateAnswer });
  }

  function markSent() {
    sentAtMs = clock.monotonicMs();
    cancelTimer();
    // After a stall, timers run before sockets are read: the answer may lie in the socket already.
    cancelTimer = clock.setTimer(timeoutMs, () => setImmediate(onTimeout));
  }

  if (isOver) return result.promise;
  dispatcher.dispatch(request, {
    // Right before the request is written to its connection: undici calls this then and only then.
    onRequestStart(started) {
      controller = started;
      // Given up while it waited for its connection.
      if (isOver) return started.abort(new Error('The request was given up.'));
      if (!mayLeave()) return giveUp('not-allowed');
      markSent();
      // undici writes in this same turn, after this hook; the process may stand still in between.
      queueMicrotask(() => {
        if (!isOver) markSent();
        onSent?.();
      });
    },
    onResponseStart(_controller, status, headers) {
      if (status < 200) return;
      const retryAfter = headers['retry-after'];
      head = {
        status,
        retryAfter: typeof retryAfter === 'string' ? retryAfter : null,
        sentAtMs: sentAtMs ?? clock.monotonicMs(),
      };
    },
    onResponseData(_controller, chunk) {
      length += chunk.length;
      if (length > maxBodyBytes) giveUp('transport');
      else chunks.push(chunk);
    },
    onResponseEnd: () => end('transport', 'no answer', Buffer.concat(chunks).toString('utf8')),
    onResponseError: (_controller, error) => end('transport', errorCode(error)),
  });
  return result.promise;
}

/** The message may quote headers, and with them the key; the code does not. */
function errorCode(error: unknown): string {
  if (!(error instanceof Error)) return 'no reason given';
  if ('code' in error && typeof error.code === 'string') return error.code;
  return error.cause === undefined ? error.name : errorCode(error.cause);
}
