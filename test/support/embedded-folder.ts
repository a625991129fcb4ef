import { cpSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDatabase } from '../../src/persistence/open-database.ts';

let first: Promise<string> | undefined;

/**
 * A folder with an embedded database as a first start leaves it, which takes seconds: a copy of one that this process made
 * once. The folder of the run is removed with all of them.
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
