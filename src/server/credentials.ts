import type { IncomingHttpHeaders } from 'node:http';
import { isLoopbackHost } from '../loopback.ts';
import { isSameOrigin } from './same-origin.ts';

/** What a request shows to be let in: `Authorization: Bearer …`, else the cookie of a sign-in; `null`: nothing. */
export function credentialsOf(headers: IncomingHttpHeaders): string | null {
  return bearer(headers.authorization) ?? cookie(headers);
}

/** What a socket shows: `{ authorization: 'Bearer …' }` when it connects, else what its first request did. */
export function socketCredentials(
  params: Readonly<Record<string, unknown>> | undefined,
  headers: IncomingHttpHeaders,
): string | null {
  const entry = Object.entries(params ?? {}).find(([name]) => name.toLowerCase() === 'authorization');
  return bearer(entry?.[1]) ?? credentialsOf(headers);
}

/** On the loopback there is no TLS, and browsers keep `Secure` cookies of encrypted connections only. */
export function sessionCookieName(host: string | undefined): string {
  // The prefix binds it to this very host: no neighbour under the same domain can forge one.
  return isLoopbackHost(host) ? 'bellhop' : '__Host-bellhop';
}

function bearer(value: unknown): string | null {
  return typeof value === 'string' ? (/^Bearer +(\S+) *$/i.exec(value)?.[1] ?? null) : null;
}

function cookie({ cookie, origin, host }: IncomingHttpHeaders): string | null {
  // A browser adds cookies by itself, whoever's page makes it send the request.
  if (!cookie || !isSameOrigin(origin, host)) return null;
  const name = sessionCookieName(host);
  for (const pair of cookie.split(';')) {
    const [key = '', value = ''] = pair.trim().split('=', 2);
    if (key === name && value !== '') return value;
  }
  return null;
}
