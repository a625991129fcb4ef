import { describeStore } from '../support/store-contract.ts';
import { createTestDatabase } from '../support/test-database.ts';

describeStore('PostgreSQL', async () => {
  const testDatabase = await createTestDatabase();
  const database = await testDatabase.open();
  return { ...database, close: async () => testDatabase[Symbol.asyncDispose]() };
});
