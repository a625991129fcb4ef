import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { openDatabase } from '../../src/persistence/open-database.ts';
import { type Cluster, openCluster, TEMPLATE } from './cluster.ts';

/** One PostgreSQL for the whole run, with a migrated template that each test file copies. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  // Processes that tests start compile the same modules again and again: about a quarter of their work.
  const compiled = mkdtempSync(join(tmpdir(), 'bellhop-compiled-'));
  process.env['NODE_COMPILE_CACHE'] = compiled;
  const cluster: Cluster = await openCluster();
  await cluster.create(TEMPLATE);
  const database = await openDatabase({ kind: 'server', url: cluster.url(TEMPLATE) });
  await database.close();
  project.provide('clusterUrl', cluster.url('postgres'));
  project.provide('templateName', TEMPLATE);
  return async () => {
    await cluster.drop(TEMPLATE);
    await cluster.close();
    rmSync(compiled, { recursive: true, force: true });
  };
}

declare module 'vitest' {
  interface ProvidedContext {
    clusterUrl: string;
    templateName: string;
  }
}
