import { createHash } from 'node:crypto';
import { parentPort } from 'node:worker_threads';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import {
  css,
  editorWorkerService,
  graphqlWorker,
  js,
  jsonWorker,
} from '@graphql-yoga/render-graphiql/graphiql';
import type { GraphiQLAsset, GraphiQLPart } from './graphiql-assets.ts';

// All parts, 9 MB: quality 5 takes 0.26 s for 2.14 MB, 9 takes 1.1 s for 2.07 MB; gzip takes 0.25 s for 2.41 MB.
const brotli = { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } };

const parts: readonly (readonly [GraphiQLPart, string])[] = [
  ['graphiql.css', css],
  ['graphiql.js', js],
  ['editor-worker.js', editorWorkerService],
  ['json-worker.js', jsonWorker],
  ['graphql-worker.js', graphqlWorker],
];

const assets = parts.map(([part, text]): GraphiQLAsset => {
  const identity = Buffer.from(text);
  const hash = createHash('sha256').update(identity).digest('hex').slice(0, 16);
  return {
    part,
    fileName: part.replace('.', `-${hash}.`),
    br: brotliCompressSync(identity, brotli),
    gzip: gzipSync(identity),
    identity,
  };
});

parentPort?.postMessage(assets);
