import { expect, test } from 'vitest';
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
