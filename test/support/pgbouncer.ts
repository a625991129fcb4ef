import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { accessSync, chownSync, constants, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort, NOBODY } from './postgres-server.ts';

/** Debian's package puts it where only root's PATH looks. */
const program = ['/usr/sbin/pgbouncer', '/usr/bin/pgbouncer'].find(isExecutable);

/** Why tests with PgBouncer skip themselves; `null`: it is there. */
export const whyNoPgBouncer = program
  ? null
  : 'PgBouncer is not installed (Debian: apt-get install pgbouncer)';

export interface PgBouncer extends AsyncDisposable {
  url(database: string): string;
}

/** A PgBouncer in front of the server at `serverPort`. `more` are lines of its configuration. */
export async function startPgBouncer(serverPort: number, ...more: readonly string[]): Promise<PgBouncer> {
  const folder = mkdtempSync(join(tmpdir(), 'bellhop-pgbouncer-'));
  const port = await freePort();
  const file = join(folder, 'pgbouncer.ini');
  const users = join(folder, 'users.txt');
  writeFileSync(users, '"postgres" ""\n');
  const settings = [
    '[databases]',
    `* = host=127.0.0.1 port=${serverPort}`,
    '[pgbouncer]',
    'listen_addr = 127.0.0.1',
    `listen_port = ${port}`,
    'unix_socket_dir =',
    'auth_type = trust',
    `auth_file = ${users}`,
    ...more,
  ];
  writeFileSync(file, `${settings.join('\n')}\n`);
  // Like PostgreSQL, it does not run as root.
  const isRoot = process.getuid?.() === 0;
  if (isRoot) for (const path of [folder, file, users]) chownSync(path, NOBODY, NOBODY);
  const child = spawn(program ?? 'pgbouncer', [file], {
    cwd: folder,
    stdio: ['ignore', 'ignore', 'pipe'],
    ...(isRoot && { uid: NOBODY, gid: NOBODY }),
  });
  const orphaned = () => child.kill('SIGKILL');
  process.once('exit', orphaned);
  let log = '';
  await new Promise<void>((resolve, reject) => {
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      log += text;
      if (log.includes('process up')) resolve();
    });
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`PgBouncer ended with ${code}: ${log}`)));
  });
  return {
    url: (database) => `postgres://postgres@127.0.0.1:${port}/${database}`,
    async [Symbol.asyncDispose]() {
      process.off('exit', orphaned);
      if (child.exitCode === null) {
        const ended = once(child, 'exit');
        child.kill('SIGKILL');
        await ended;
      }
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
