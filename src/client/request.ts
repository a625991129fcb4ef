import { type Connection, post } from './connection.ts';
import { readData } from './result.ts';
import { TransportError } from './transport-error.ts';
import type { TypedDocument } from './typed-document.ts';

/** Runs one query or mutation over HTTP, once, and answers its data. */
export async function request<Data, Variables>(
  connection: Connection,
  operation: { readonly document: TypedDocument<Data, Variables>; readonly variables: Variables | undefined },
  signal?: AbortSignal,
): Promise<Data> {
  signal?.throwIfAborted();
  const { endpoint, timeoutMs } = connection;
  const controller = new AbortController();
  const abort = () => controller.abort(signal?.reason);
  const giveUp = () =>
    controller.abort(new TransportError(`No answer from ${endpoint.origin} within ${timeoutMs} ms.`));
  signal?.addEventListener('abort', abort, { once: true });
  const timer = setTimeout(giveUp, timeoutMs);
  try {
    const response = await post(connection, {
      accept: 'application/graphql-response+json, application/json',
      body: { query: String(operation.document), variables: operation.variables },
      signal: controller.signal,
    });
    return await readData<Data>(connection, response, controller.signal);
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', abort);
  }
}
