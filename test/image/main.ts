/**
 * `npm run image:check`: takes the Dockerfile's own steps without Docker, and runs what comes of them as nobody, on
 * files that nobody may write. What a container engine adds is not looked at: its base image and its isolation.
 */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildImage } from './build.ts';
import { createContainer } from './container.ts';

const folder = mkdtempSync(join(tmpdir(), 'bellhop-image-'));
chmodSync(folder, 0o755);
try {
  await check();
} finally {
  rmSync(folder, { recursive: true, force: true });
}

async function check(): Promise<void> {
  const image = buildImage(new URL('../..', import.meta.url).pathname, folder);
  assert.equal(image.user, 'node');
  const installed = JSON.parse(
    readFileSync(join(image.root, image.workdir, 'node_modules/.package-lock.json'), 'utf8'),
  ) as { packages: Record<string, { dev?: boolean }> };
  const dev = Object.entries(installed.packages).filter(([, { dev }]) => dev);
  assert.deepEqual(dev, [], 'no package is there for development only');
  passed(`${Object.keys(installed.packages).length} packages, none for development`);

  const start = createContainer(image, folder);
  const writing = await start(['node', '-e', "require('fs').writeFileSync('src/x', '')"]).ended;
  assert.notEqual(writing.code, 0);
  assert.match(writing.stderr, /EACCES/);
  passed('nothing of its code can be written');

  const open = await start(image.command).ended;
  assert.equal(open.code, 1);
  assert.match(open.stderr, /Create one first/);
  passed('it does not start for everybody without a token');

  const cli = ['node', 'src/cli/main.ts'];
  const made = await start([...cli, 'token', 'create', '--name', 'check', '--scope', 'admin']).ended;
  assert.equal(made.code, 0, made.stderr);
  const token = made.stdout.trim();

  const port = String(await freePort());
  const bellhop = start(image.command, { PORT: port });
  try {
    await bellhop.logged('started');
    const health = await start(image.healthCheck, { PORT: port }).ended;
    assert.equal(health.code, 0, health.stderr);
    const ready = await fetch(`http://127.0.0.1:${port}/readyz`);
    assert.equal(ready.status, 200, await ready.text());
    passed('it starts, its health check says so, and it is ready');

    const created = await fetch(`http://127.0.0.1:${port}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      body: JSON.stringify({
        query: `mutation { createReminder(input: { phoneNumber: "+14155550123", message: "x", scheduledTime: "${new Date().toISOString()}" }) { __typename } }`,
      }),
    });
    assert.match(await created.text(), /CreateReminderSuccess/);
    await bellhop.logged('attempt.placed');
    const page = await fetch(`http://127.0.0.1:${port}/`, { headers: { authorization: `Bearer ${token}` } });
    assert.equal(page.status, 200);
    passed('it rings, and has its dashboard');
  } finally {
    bellhop.kill('SIGTERM');
  }
  assert.equal((await bellhop.ended).code, 0);
  passed('it ends in order at SIGTERM');
  const sick = await start(image.healthCheck, { PORT: port }).ended;
  assert.equal(sick.code, 1);
  passed('its health check fails where nothing answers');
}

function passed(what: string): void {
  console.log(`ok  ${what}`);
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const address = probe.address();
  probe.close();
  await once(probe, 'close');
  return typeof address === 'object' && address ? address.port : 0;
}
