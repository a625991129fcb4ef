import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

const made = new WeakMap<IncomingMessage, string>();

/** The id that a proxy in front gave, where it is one that can be logged as it is; else one made for this request. */
export function requestIdOf(request: IncomingMessage): string {
  const given = request.headers['x-request-id'];
  if (typeof given === 'string' && /^[\w.:-]{1,100}$/.test(given)) return given;
  const id = made.get(request) ?? randomUUID();
  made.set(request, id);
  return id;
}
