import type { IncomingMessage } from 'node:http';

/** The trace that a request says it belongs to, or `null`: https://www.w3.org/TR/trace-context/. */
export function traceparentOf({ headers }: IncomingMessage): string | null {
  const { traceparent } = headers;
  return typeof traceparent === 'string' ? traceparent : null;
}
