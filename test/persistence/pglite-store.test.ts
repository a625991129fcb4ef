import { openDatabase } from '../../src/persistence/open-database.ts';
import { createEmbeddedFolder } from '../support/embedded-folder.ts';
import { describeStore } from '../support/store-contract.ts';
import { createStores } from '../support/test-stores.ts';

describeStore('PGlite', async () => {
  const database = await openDatabase({ kind: 'embedded', folder: await createEmbeddedFolder() });
  return { stores: createStores(database), close: database.close };
});
