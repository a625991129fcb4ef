import type { IncomingMessage, ServerResponse } from 'node:http';
import { GraphQLError } from 'graphql';
import type { Client } from './clients.ts';
import { type DashboardFile, type DashboardFiles, loadDashboardFiles } from './dashboard-files.ts';
import { sessionPath } from './session.ts';

const assetsPath = '/dashboard/';
const pagePaths = /^\/(?:new|import|reminders(?:\/[^/]+)?)?$/;

const pageHeaders = {
  'content-type': 'text/html; charset=utf-8',
  'cache-control': 'no-store',
  'referrer-policy': 'no-referrer',
  'content-security-policy': [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self'",
    "font-src 'self'",
    "connect-src 'self'",
    "form-action 'none'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ].join('; '),
};

const contentTypes: Readonly<Record<string, string>> = {
  css: 'text/css; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  svg: 'image/svg+xml',
  woff2: 'font/woff2',
};

export interface Dashboard {
  /** Answers a request for one of its pages or files; `false` if it is for something else. */
  answer(
    path: string,
    request: IncomingMessage,
    response: ServerResponse,
    admit: () => Promise<Client>,
  ): Promise<boolean>;
}

/** The pages for people. One document serves them all, and it holds no data: that is read through the API. */
export function createDashboard(): Dashboard {
  let loading: Promise<DashboardFiles> | null = null;

  function files(): Promise<DashboardFiles> {
    loading ??= loadDashboardFiles().catch((error) => {
      loading = null;
      throw error;
    });
    return loading;
  }

  return {
    async answer(path, request, response, admit) {
      if (request.method !== 'GET' && request.method !== 'HEAD') return false;
      if (pagePaths.test(path)) {
        if (await isLetIn(admit)) send(request, response, (await files()).page, pageHeaders);
        else response.writeHead(302, { location: signInPath(request), 'cache-control': 'no-store' }).end();
        return true;
      }
      if (!path.startsWith(assetsPath)) return false;
      const name = path.slice(assetsPath.length);
      const asset = (await files()).assets.get(name);
      if (!asset) return false;
      send(request, response, asset, {
        'content-type': contentTypes[name.split('.').at(-1) ?? ''] ?? 'application/octet-stream',
        'cache-control': 'public, max-age=31536000, immutable',
      });
      return true;
    },
  };
}

/** Where to sign in, and to come back from there to what was asked for. */
function signInPath({ url = '/' }: IncomingMessage): string {
  return url === '/' ? sessionPath : `${sessionPath}?${new URLSearchParams({ to: url })}`;
}

async function isLetIn(admit: () => Promise<Client>): Promise<boolean> {
  try {
    (await admit()).leave();
    return true;
  } catch (error) {
    if (error instanceof GraphQLError && error.extensions['code'] === 'UNAUTHENTICATED') return false;
    throw error;
  }
}

function send(
  request: IncomingMessage,
  response: ServerResponse,
  file: DashboardFile,
  headers: Readonly<Record<string, string>>,
): void {
  const encoding = acceptedEncoding(request);
  response.writeHead(200, {
    ...headers,
    vary: 'accept-encoding',
    'content-length': file[encoding].byteLength,
    ...(encoding !== 'identity' && { 'content-encoding': encoding }),
  });
  response.end(request.method === 'HEAD' ? undefined : file[encoding]);
}

function acceptedEncoding(request: IncomingMessage): 'br' | 'gzip' | 'identity' {
  const accepted = String(request.headers['accept-encoding'] ?? '');
  if (/\bbr\b/.test(accepted)) return 'br';
  return /\bgzip\b/.test(accepted) ? 'gzip' : 'identity';
}
