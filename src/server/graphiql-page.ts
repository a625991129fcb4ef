import type { GraphiQLAsset, GraphiQLPart } from './graphiql-assets.ts';
import { graphiqlTabs } from './graphiql-tabs.ts';
import { graphqlPath } from './graphql-http.ts';

export const graphiqlPageHeaders = {
  'content-type': 'text/html; charset=utf-8',
  'cache-control': 'no-store',
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'content-security-policy': [
    "default-src 'none'",
    "script-src 'self' 'wasm-unsafe-eval'",
    "worker-src 'self'",
    // Monaco, the editor, writes style elements of its own.
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data:",
    "font-src 'self' data:",
    "connect-src 'self'",
    "form-action 'none'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; '),
};

/** GraphiQL lets go of a displacement of its tabs when one is focused: it jumps from under the pointer, unclicked. */
const tabsStayPut = '.graphiql-container .graphiql-tab { transform: none !important }';

export interface GraphiQLPageOptions {
  /** Where the files are, with a slash at the end. */
  readonly assetsPath: string;
  readonly bootFile: string;
  readonly now: Date;
  /** Where the log of changes ends. */
  readonly cursor: string;
}

/** GraphiQL's page. It holds no script, only data, so that its policy can forbid inline scripts. */
export function graphiqlPage(
  assets: readonly GraphiQLAsset[],
  { assetsPath, bootFile, now, cursor }: GraphiQLPageOptions,
): string {
  const url = (part: GraphiQLPart) => `${assetsPath}${assets.find((asset) => asset.part === part)?.fileName}`;
  const settings = {
    workers: {
      editorWorkerService: url('editor-worker.js'),
      json: url('json-worker.js'),
      graphql: url('graphql-worker.js'),
    },
    options: {
      title: 'Bellhop GraphiQL',
      endpoint: graphqlPath,
      subscriptionsProtocol: 'WS',
      defaultTabs: graphiqlTabs(now, cursor),
    },
    cursor,
  };
  return `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <title>Bellhop GraphiQL</title>
    <link rel="icon" href="data:,">
    <link rel="stylesheet" href="${url('graphiql.css')}">
    <style>${tabsStayPut}</style>
  </head>
  <body class="no-focus-outline">
    <noscript>GraphiQL needs JavaScript.</noscript>
    <div id="root">Loading GraphiQL…</div>
    <script type="application/json" id="settings">${JSON.stringify(settings).replaceAll('<', '\\u003c')}</script>
    <script src="${url('graphiql.js')}"></script>
    <script src="${assetsPath}${bootFile}"></script>
  </body>
</html>
`;
}
