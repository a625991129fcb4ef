import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { createBellhop } from '../../src/client/client.ts';
import { startBellhop } from '../support/bellhop-process.ts';
import { startPostgresServer } from '../support/postgres-server.ts';

// npm run postgres-versions: Bellhop starts, calls, and starts again on each PostgreSQL that README names, and refuses
// an older one. All other tests run on 18. Exits with 1 if one of them fails.

const TOO_OLD = 13;
const SUPPORTED = [14, 15, 16, 17];
const PATIENCE_MS = 60_000;

const folder = import.meta.dirname;

async function check(version: number): Promise<string> {
  const server = await startPostgresServer(join(folder, 'node_modules', `postgres-${version}`, 'native'));
  try {
    const databaseUrl = server.url('postgres');
    if (version === TOO_OLD) return await refusal(databaseUrl);
    for (const _ of ['first start', 'second start']) await startAndCall(databaseUrl);
    return 'called after the first start and after the second';
  } finally {
    await server.stop();
  }
}

async function startAndCall(databaseUrl: string): Promise<void> {
  await using process = startBellhop({ DATABASE_URL: databaseUrl });
  const { url } = await process.logged('started');
  const bellhop = createBellhop({ url: String(url) });
  const scheduled = await bellhop.schedule({
    phoneNumber: '+14155550123',
    message: 'Your appointment is tomorrow.',
    scheduledTime: new Date(Date.now() + 500),
  });
  if (scheduled.__typename !== 'CreateReminderSuccess') throw new Error(JSON.stringify(scheduled));
  const { id } = scheduled.reminder;
  const deadline = performance.now() + PATIENCE_MS;
  for (;;) {
    const status = (await bellhop.get(id))?.status;
    if (status === 'COMPLETED') break;
    if (performance.now() > deadline) throw new Error(`The reminder is still ${status}.`);
    await new Promise((wake) => setTimeout(wake, 50));
  }
  process.kill('SIGTERM');
  const { code, stderr } = await process.ended;
  if (code !== 0) throw new Error(`Bellhop ended with ${code}: ${stderr}`);
}

async function refusal(databaseUrl: string): Promise<string> {
  await using process = startBellhop({ DATABASE_URL: databaseUrl });
  const { code, stderr } = await process.ended;
  const isRefused = code === 1 && stderr.includes('is too old. Bellhop needs PostgreSQL 14 or later.');
  if (!isRefused) throw new Error(`It was not refused in words, but with ${code}: ${stderr}`);
  return `refused: ${stderr.trim()}`;
}

if (process.platform !== 'linux' || process.arch !== 'x64') {
  console.log('Skipped: the servers of these versions are for Linux on x64.');
} else {
  const installed = spawnSync('npm', ['ci', '--no-audit', '--no-fund'], { cwd: folder, stdio: 'inherit' });
  if (installed.status !== 0) throw new Error('npm ci failed.');
  await Promise.all(
    [TOO_OLD, ...SUPPORTED].map(async (version) => {
      try {
        console.log(`PostgreSQL ${version}: ${await check(version)}`);
      } catch (error) {
        console.error(`PostgreSQL ${version}:`, error);
        process.exitCode = 1;
      }
    }),
  );
}
