import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { gunzipSync } from 'node:zlib';
import { expect, onTestFinished, test } from 'vitest';

const script = new URL('../../supply-chain/audit.ts', import.meta.url).pathname;

const project = {
  name: 'audited',
  version: '1.0.0',
  dependencies: { shipped: '1.0.0' },
  devDependencies: { developing: '1.0.0' },
};
const lock = {
  ...project,
  lockfileVersion: 3,
  packages: {
    '': project,
    'node_modules/shipped': { version: '1.0.0' },
    'node_modules/developing': { version: '1.0.0', dev: true },
  },
};
const packument = {
  name: 'shipped',
  'dist-tags': { latest: '1.0.0' },
  versions: { '1.0.0': { name: 'shipped', version: '1.0.0' } },
};

/** Audits a project by a registry that knows this of its packages; `null`: it does not answer such questions. */
async function audit(advisories: object | null) {
  const folder = await mkdtemp(join(tmpdir(), 'bellhop-audit-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  await writeFile(join(folder, 'package.json'), JSON.stringify(project));
  await writeFile(join(folder, 'package-lock.json'), JSON.stringify(lock));
  let asked: Record<string, string[]> = {};
  const server = createServer(async (request, response) => {
    if (advisories === null) return response.writeHead(405).end();
    if (request.method === 'GET') return answer(response, packument);
    const body = await buffer(request);
    asked = JSON.parse(String(request.headers['content-encoding'] === 'gzip' ? gunzipSync(body) : body));
    answer(response, advisories);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  const registry = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  const child = execFile(process.execPath, [script, `--registry=${registry}`], {
    cwd: folder,
    // It keeps what it was told of an advisory.
    env: { PATH: process.env['PATH'], npm_config_cache: join(folder, 'cache') },
  });
  let text = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (chunk) => {
      text += chunk;
    });
  }
  const [code] = await once(child, 'close');
  return { code, text, asked };
}

function answer(response: ServerResponse, json: object): void {
  response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(json));
}

test('a registry that knows of nothing ends it well, and is asked for what runs in production only', async () => {
  const { code, text, asked } = await audit({});
  expect(text).toContain('Nothing is known');
  expect(code).toBe(0);
  expect(asked).toEqual({ shipped: ['1.0.0'] });
});

test.each([
  ['low', 0],
  ['moderate', 1],
  ['critical', 1],
])('a known weakness that is %s ends it with %i, and is named', async (severity, expected) => {
  const cvss = { score: 5, vectorString: null };
  const advisory = { id: 1, url: 'https://x.test/1', title: 'A weakness', severity, cwe: [], cvss };
  const { code, text } = await audit({ shipped: [{ ...advisory, vulnerable_versions: '>=0' }] });
  expect({ code, text }).toEqual({ code: expected, text: expect.stringContaining(`${severity}  shipped`) });
});

test('a registry that does not answer is not taken for one that knows of nothing', async () => {
  const { code, text } = await audit(null);
  expect(code).toBe(2);
  expect(text).toContain('The registry does not answer');
});
