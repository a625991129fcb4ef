import { beforeAll, expect, test } from 'vitest';
import type { Database } from '../../src/persistence/open-database.ts';
import { prepared } from '../../src/persistence/prepared.ts';
import { run } from '../../src/persistence/statement.ts';
import { createTestDatabase } from '../support/test-database.ts';

let database: Database;
beforeAll(async () => {
  const created = await createTestDatabase();
  database = await created.open();
  return () => created[Symbol.asyncDispose]();
});

test('a statement that is marked is prepared once on its connection, and others are not', async () => {
  const marked = prepared('test_sum', 'select $1::int + $2::int as sum');
  await database.fork().transactional(async (em) => {
    expect(await run(em, marked, [1, 2])).toEqual([{ sum: 3 }]);
    expect(await run(em, marked, [3, 4])).toEqual([{ sum: 7 }]);
    await run(em, 'select $1::int', [1]);
    const statements = await run(em, 'select name, statement from pg_prepared_statements');
    expect(statements).toEqual([{ name: 'bellhop_test_sum', statement: marked }]);
  });
});
