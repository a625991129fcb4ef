import { expect, test } from 'vitest';
import { createUseCases } from '../../src/cli/use-cases.ts';
import { testConfig } from '../support/app.ts';
import { createDrafts } from '../support/reminder-drafts.ts';
import { createTestDatabase } from '../support/test-database.ts';

test('what the command line creates keeps to the cap of a number and day, whoever else creates meanwhile', async () => {
  await using database = await createTestDatabase();
  const config = testConfig({ DATABASE_URL: database.url, MAX_REMINDERS_PER_NUMBER_AND_DAY: '2' });
  const { store } = await createUseCases(await database.open(), config);
  const scheduledTime = new Date('2030-01-01T12:00:00Z');
  const results = await store.insert(createDrafts(3, { scheduledTime }), { allOrNothing: false });
  expect(results.map(({ kind }) => kind)).toEqual(['inserted', 'inserted', 'invalid']);
});
