import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openDatabase } from '../../src/persistence/open-database.ts';
import { run } from '../../src/persistence/statement.ts';
import { createEmbeddedFolder } from '../support/embedded-folder.ts';

const MEGABYTE = 1_048_576;
const WRITTEN = 64;

test('the log of the embedded database stays small, however much is written', async () => {
  const folder = await createEmbeddedFolder();
  const database = await openDatabase({ kind: 'embedded', folder });
  for (let count = 1; count <= WRITTEN; count++) {
    await run(database.fork(), `select pg_logical_emit_message(true, 'test', repeat('x', $1::int))`, [
      MEGABYTE,
    ]);
    if (count % 16 === 0) await database.checkpoint?.();
  }
  const log = join(folder, 'pgdata', 'pg_wal');
  const files = readdirSync(log).map((name) => statSync(join(log, name)));
  const bytes = files.reduce((sum, file) => sum + (file.isFile() ? file.size : 0), 0);
  expect(bytes).toBeLessThan(WRITTEN * MEGABYTE);
  await database.close();
});
