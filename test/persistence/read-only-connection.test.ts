import { expect, test } from 'vitest';
import { readDatabaseUrl } from '../../src/config/database-url.ts';
import { openDatabase } from '../../src/persistence/open-database.ts';
import { run } from '../../src/persistence/statement.ts';
import { createTestDatabase } from '../support/test-database.ts';

test.each(['fork', 'forkReserved'] as const)(
  'a connection whose server refuses writes is replaced, with the idle ones (%s)',
  async (which) => {
    await using database = await createTestDatabase();
    const em = (await database.open())[which]();
    const pid = async () => (await run<{ pid: number }>(em, 'select pg_backend_pid() as pid'))[0]?.pid;
    const idle = await Promise.all([pid(), pid()]);
    await run(em, 'set default_transaction_read_only = on');
    const write = () => run(em, `update dispatch_control set pause_reason = 'written'`);
    await expect(write()).rejects.toThrow('read-only transaction');
    await write();
    expect(idle).not.toContain(await pid());
  },
);

test('a transaction that meets a server without writes gives its connection back, however often', async () => {
  await using database = await createTestDatabase();
  const em = (await database.open()).fork();
  const write = `update dispatch_control set pause_reason = 'written'`;
  // More often than the pool has connections.
  for (let round = 0; round < 12; round++) {
    await run(em, 'set default_transaction_read_only = on');
    const writing = em.transactional((transaction) => run(transaction, write));
    await expect(writing).rejects.toThrow(/read-only transaction|Connection terminated/);
  }
  await run(em, write);
});

test('a role that may only read is refused at the start, with the reason', async () => {
  await using database = await createTestDatabase();
  const url = `${database.url}?options=-cdefault_transaction_read_only%3Don`;
  await expect(openDatabase({ kind: 'server', connection: readDatabaseUrl(url) })).rejects.toThrow(
    /cannot be used: The server takes no writes: it is a standby, or the role, .* is set to read only\. Check/,
  );
});
