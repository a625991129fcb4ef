import { describeStore } from '../support/store-contract.ts';
import { createTestDatabase } from '../support/test-database.ts';
import { createStores } from '../support/test-stores.ts';

describeStore('PostgreSQL', async () => {
  const testDatabase = await createTestDatabase();
  const database = await testDatabase.open();
  return { stores: createStores(database), close: async () => testDatabase[Symbol.asyncDispose]() };
});
