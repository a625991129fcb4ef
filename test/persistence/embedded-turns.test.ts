import { expect, test } from 'vitest';
import { openDatabase } from '../../src/persistence/open-database.ts';
import { createEmbeddedFolder } from '../support/embedded-folder.ts';
import { createDrafts } from '../support/reminder-drafts.ts';
import { createStores } from '../support/test-stores.ts';

test('the event loop has ten turns or more while 1,000 reminders are put into the embedded database', async () => {
  const database = await openDatabase({ kind: 'embedded', folder: await createEmbeddedFolder() });
  const stores = createStores(database);
  let turns = 0;
  let counting = true;
  const count = () => {
    turns += 1;
    if (counting) setImmediate(count);
  };
  const inserting = stores.reminders.insert(createDrafts(1_000), { allOrNothing: true });
  count();
  const results = await inserting;
  counting = false;
  expect(turns).toBeGreaterThanOrEqual(10);
  expect(results.map(({ kind }) => kind)).toEqual(Array(1_000).fill('inserted'));
  await database.close();
});
