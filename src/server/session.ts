import type { IncomingMessage, ServerResponse } from 'node:http';
import { isLoopbackHost } from '../loopback.ts';
import type { Clients } from './clients.ts';
import { credentialsOf, sessionCookieName } from './credentials.ts';
import { readBody } from './request-body.ts';
import { isSameOrigin, ORIGIN_NOT_ALLOWED, originRefusal } from './same-origin.ts';
import { sendErrors, sendJson } from './send-json.ts';
import { signInPage, signInPageHeaders, signInScript, signInStyle } from './sign-in-page.ts';

export const sessionPath = '/session';
const scriptPath = '/session/sign-in.js';
const stylePath = '/session/sign-in.css';
const maxBodyBytes = 10_000;

/**
 * Signs browsers in: `POST` with `{"token": "bh_…"}` keeps the token in a cookie that no script can read and that
 * no other site's page makes the browser send; `DELETE` forgets it; `GET` is a page that asks for one.
 */
export async function answerSession(
  request: IncomingMessage,
  response: ServerResponse,
  { clients, path }: { readonly clients: Clients; readonly path: string },
): Promise<boolean> {
  if (path === scriptPath) {
    response.writeHead(200, { 'content-type': 'text/javascript; charset=utf-8' }).end(signInScript);
    return true;
  }
  if (path === stylePath) {
    response.writeHead(200, { 'content-type': 'text/css; charset=utf-8' }).end(signInStyle);
    return true;
  }
  if (path !== sessionPath) return false;
  const { method, headers } = request;
  const host = headers.host;
  if (method === 'GET') {
    response.writeHead(200, signInPageHeaders).end(signInPage);
    return true;
  }
  if (method !== 'POST' && method !== 'DELETE') {
    sendErrors(
      response.setHeader('allow', 'GET, POST, DELETE'),
      405,
      'METHOD_NOT_ALLOWED',
      'Send POST or DELETE.',
    );
    return true;
  }
  if (!isSameOrigin(headers.origin, host)) {
    sendErrors(response, 403, ORIGIN_NOT_ALLOWED, originRefusal({ origin: headers.origin, host }));
    return true;
  }
  if (method === 'DELETE') {
    response.setHeader('set-cookie', sessionCookie(host, '', 0));
    response.writeHead(204).end();
    return true;
  }
  const token = await tokenOf(request);
  if (token === null) {
    sendErrors(response, 400, 'BAD_REQUEST', 'Send {"token": "bh_…"} as application/json.');
    return true;
  }
  const client = await clients.admit(token, host);
  client.leave();
  const { name, scope, expiresAt } = client.caller;
  response.setHeader('set-cookie', sessionCookie(host, token, lifeSeconds(expiresAt)));
  sendJson(response, 200, { name, scope, expiresAt });
  return true;
}

async function tokenOf(request: IncomingMessage): Promise<string | null> {
  const bearer = credentialsOf({ authorization: request.headers.authorization });
  if (bearer !== null) return bearer;
  // Another site's form can post text that looks like JSON, but not under this type.
  if (!/^application\/json\b/i.test(request.headers['content-type'] ?? '')) return null;
  const body = await readBody(request, maxBodyBytes);
  try {
    const { token } = JSON.parse(body ?? '') as { token?: unknown };
    return typeof token === 'string' && /^[\w.=-]{1,4096}$/.test(token) ? token : null;
  } catch {
    return null;
  }
}

/** `null`: until the browser is closed. */
function lifeSeconds(expiresAt: Date | null): number | null {
  return expiresAt === null ? null : Math.max(0, Math.floor((expiresAt.getTime() - Date.now()) / 1_000));
}

function sessionCookie(host: string | undefined, token: string, maxAgeSeconds: number | null): string {
  const attributes = [`${sessionCookieName(host)}=${token}`, 'Path=/', 'HttpOnly', 'SameSite=Strict'];
  if (!isLoopbackHost(host)) attributes.push('Secure');
  if (maxAgeSeconds !== null) attributes.push(`Max-Age=${maxAgeSeconds}`);
  return attributes.join('; ');
}
