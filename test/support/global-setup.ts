import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { readDatabaseUrl } from '../../src/config/database-url.ts';
import { openDatabase } from '../../src/persistence/open-database.ts';
import { type Cluster, openCluster, TEMPLATE } from './cluster.ts';

const MEMORY = '/dev/shm';
/** Enough for PostgreSQL's log of about 1 GB, its databases of 8 MB each, and some embedded ones. */
const ROOM_BYTES = 4 * 1024 ** 3;

/**
 * Starts one PostgreSQL for the whole run, with a migrated template that tests copy. All files of the run go into one
 * folder, in memory if there is room: creating a database on a disk takes up to twenty times as long.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = mkdtempSync(join(isUsable(MEMORY) ? MEMORY : tmpdir(), 'bellhop-tests-'));
  // PostgreSQL may run as another user.
  chmodSync(folder, 0o755);
  process.env['TMPDIR'] = folder;
  // Tests start many processes with the same modules. Sharing compiled modules saves a quarter of their CPU time.
  process.env['NODE_COMPILE_CACHE'] = join(folder, 'compiled');
  const cluster: Cluster = await openCluster();
  await cluster.create(TEMPLATE);
  const database = await openDatabase({ kind: 'server', connection: readDatabaseUrl(cluster.url(TEMPLATE)) });
  await database.close();
  project.provide('clusterUrl', cluster.url('postgres'));
  project.provide('templateName', TEMPLATE);
  return async () => {
    await cluster.drop(TEMPLATE);
    await cluster.close();
    rmSync(folder, { recursive: true, force: true, maxRetries: 10 });
  };
}

/** Whether it has room, and allows programs in it to run: PostgreSQL's are copied there for a root user. */
function isUsable(folder: string): boolean {
  const program = join(folder, `bellhop-program-${process.pid}`);
  try {
    const { bavail, bsize } = statfsSync(folder);
    if (bavail * bsize < ROOM_BYTES) return false;
    writeFileSync(program, '#!/bin/sh\n', { mode: 0o755 });
    return spawnSync(program).status === 0;
  } catch {
    return false;
  } finally {
    rmSync(program, { force: true });
  }
}

declare module 'vitest' {
  interface ProvidedContext {
    clusterUrl: string;
    templateName: string;
  }
}
