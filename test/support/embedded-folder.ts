import { cpSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDatabase } from '../../src/persistence/open-database.ts';

let first: Promise<string> | undefined;

/**
 * Creates a folder with an embedded database as the first start leaves it. A first start takes seconds, so this copies
 * a database that is created once per process. The folder is removed at the end of the run.
 */
export async function createEmbeddedFolder(): Promise<string> {
  first ??= start();
  const folder = newFolder();
  cpSync(await first, folder, { recursive: true });
  return folder;
}

async function start(): Promise<string> {
  const folder = newFolder();
  const database = await openDatabase({ kind: 'embedded', folder });
  await database.close();
  return folder;
}

function newFolder(): string {
  return mkdtempSync(join(tmpdir(), 'bellhop-embedded-'));
}
