import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDatabase } from '../../src/persistence/open-database.ts';
import { describeStore } from '../support/store-contract.ts';
import { createStores } from '../support/test-stores.ts';

describeStore('PGlite', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'bellhop-pglite-'));
  const database = await openDatabase({ kind: 'embedded', folder });
  const close = async () => {
    await database.close();
    rmSync(folder, { recursive: true, force: true });
  };
  return { stores: createStores(database), close };
});
