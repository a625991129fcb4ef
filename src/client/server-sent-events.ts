import { createParser, type EventSourceMessage } from 'eventsource-parser';
import { brokenOff, type Connection, post } from './connection.ts';
import { type Result, readData } from './result.ts';
import type { SubscribeOptions, Subscription } from './subscription.ts';
import { TransportError } from './transport-error.ts';

/** Subscribes over server-sent events, a response that goes on: for runtimes and networks without WebSocket. */
export async function* subscribeByServerSentEvents(
  connection: Connection,
  subscription: Subscription,
  { signal, onConnected }: SubscribeOptions,
): AsyncGenerator<Result<unknown>, void, undefined> {
  const { endpoint, timeoutMs, silenceMs } = connection;
  const controller = new AbortController();
  const leave = () => controller.abort();
  signal.addEventListener('abort', leave);

  /** Fails what takes too long by hanging up. */
  async function within<T>(limitMs: number, work: Promise<T>): Promise<T> {
    const timer = setTimeout(() => {
      controller.abort(new TransportError(`Nothing came from ${endpoint.origin} for ${limitMs} ms.`));
    }, limitMs);
    try {
      return await work;
    } catch (error) {
      throw brokenOff(connection, controller.signal, error);
    } finally {
      clearTimeout(timer);
    }
  }

  try {
    if (signal.aborted) return;
    const request = { accept: 'text/event-stream', body: subscription, signal: controller.signal };
    const response = await within(timeoutMs, post(connection, request));
    if (!response.body || !response.headers.get('content-type')?.startsWith('text/event-stream')) {
      // Refused before it began, which throws.
      await within(timeoutMs, readData(connection, response, controller.signal));
      throw new TransportError(`${endpoint.origin} answered a subscription with a single result.`);
    }
    onConnected();
    const messages: EventSourceMessage[] = [];
    const parser = createParser({ onEvent: (message) => messages.push(message) });
    const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
    for (;;) {
      // The server sends a sign of life every 12 seconds.
      const { done, value } = await within(silenceMs, reader.read());
      if (done) throw new TransportError(`${endpoint.origin} hung up.`);
      parser.feed(value);
      for (const { event, data } of messages.splice(0)) {
        if (event === 'complete') return;
        if (event === 'next') yield JSON.parse(data) as Result<unknown>;
      }
    }
  } catch (error) {
    if (!signal.aborted) throw error;
  } finally {
    signal.removeEventListener('abort', leave);
    leave();
  }
}
