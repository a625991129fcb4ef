import { createHash } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { GraphQLError } from 'graphql';
import { encodeCursor } from '../events/cursor.ts';
import type { GraphQLServices } from '../graphql/context.ts';
import type { Client } from './clients.ts';
import { type GraphiQLAsset, loadGraphiQLAssets } from './graphiql-assets.ts';
import { bootScript } from './graphiql-boot.ts';
import { graphiqlPage, graphiqlPageHeaders } from './graphiql-page.ts';
import { graphqlPath } from './graphql-http.ts';
import { sessionPath } from './session.ts';

const assetsPath = '/graphiql/';
const bootFile = `boot-${createHash('sha256').update(bootScript).digest('hex').slice(0, 16)}.js`;

export interface GraphiQL {
  /** Answers a request for the page or one of its files; `false` if it is for something else. */
  answer(
    path: string,
    request: IncomingMessage,
    response: ServerResponse,
    admit: () => Promise<Client>,
  ): Promise<boolean>;
}

/** GraphiQL without internet: its page, and its files under URLs that never change their content. */
export function createGraphiQL({ useCases, feed }: Pick<GraphQLServices, 'useCases' | 'feed'>): GraphiQL {
  let loading: Promise<readonly GraphiQLAsset[]> | null = null;

  function assets(): Promise<readonly GraphiQLAsset[]> {
    loading ??= loadGraphiQLAssets().catch((error) => {
      loading = null;
      throw error;
    });
    return loading;
  }

  return {
    async answer(path, request, response, admit) {
      if (request.method !== 'GET') return false;
      if (path === graphqlPath && request.headers.accept?.includes('text/html')) {
        if (!(await isLetIn(admit))) {
          response
            .writeHead(302, { location: `${sessionPath}?to=${graphqlPath}`, 'cache-control': 'no-store' })
            .end();
          return true;
        }
        const cursor = encodeCursor(feed.position());
        const html = graphiqlPage(await assets(), { assetsPath, bootFile, now: useCases.now(), cursor });
        response.writeHead(200, graphiqlPageHeaders).end(html);
        return true;
      }
      if (!path.startsWith(assetsPath)) return false;
      const fileName = path.slice(assetsPath.length);
      if (fileName === bootFile) {
        response.writeHead(200, fileHeaders(fileName)).end(bootScript);
        return true;
      }
      const asset = (await assets()).find((each) => each.fileName === fileName);
      if (!asset) return false;
      const encoding = acceptedEncoding(request);
      const headers = { ...fileHeaders(fileName), vary: 'accept-encoding' };
      response
        .writeHead(200, encoding === 'identity' ? headers : { ...headers, 'content-encoding': encoding })
        .end(asset[encoding]);
      return true;
    },
  };
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

function fileHeaders(fileName: string) {
  return {
    'content-type': fileName.endsWith('.css') ? 'text/css; charset=utf-8' : 'text/javascript; charset=utf-8',
    'cache-control': 'public, max-age=31536000, immutable',
    'x-content-type-options': 'nosniff',
  };
}

function acceptedEncoding(request: IncomingMessage): 'br' | 'gzip' | 'identity' {
  const accepted = String(request.headers['accept-encoding'] ?? '');
  if (/\bbr\b/.test(accepted)) return 'br';
  return /\bgzip\b/.test(accepted) ? 'gzip' : 'identity';
}
