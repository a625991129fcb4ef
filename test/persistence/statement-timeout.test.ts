import { expect, test } from 'vitest';
import { readDatabaseUrl } from '../../src/config/database-url.ts';
import { openDatabase } from '../../src/persistence/open-database.ts';
import { run } from '../../src/persistence/statement.ts';
import { createTestDatabase } from '../support/test-database.ts';

test('a statement that takes longer than it may is ended by the server itself', async () => {
  await using database = await createTestDatabase();
  const { fork, close } = await openDatabase({
    kind: 'server',
    connection: readDatabaseUrl(database.url),
    statementTimeoutMs: 100,
  });
  await expect(run(fork(), 'select pg_sleep(30)')).rejects.toThrow('statement timeout');
  expect(
    await run(
      fork(),
      `select count(*)::int as n from pg_stat_activity where query like '%pg_sleep(30)%' and state = 'active' and pid <> pg_backend_pid()`,
    ),
  ).toEqual([{ n: 0 }]);
  await close();
});
