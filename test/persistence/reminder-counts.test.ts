import { beforeAll, beforeEach, expect, test } from 'vitest';
import type { Database } from '../../src/persistence/open-database.ts';
import { run } from '../../src/persistence/statement.ts';
import { sumOf } from '../../src/reminders/reminder-tally.ts';
import { cancel } from '../../src/reminders/transition.ts';
import { join } from '../support/instance-contract.ts';
import { createDraft, createDrafts } from '../support/reminder-drafts.ts';
import { createTestDatabase } from '../support/test-database.ts';
import { createStores, type SqlStores } from '../support/test-stores.ts';

let database: Database;
let stores: SqlStores;
/** The same database as three processes see it. */
let processes: SqlStores[];
beforeAll(async () => {
  const testDatabase = await createTestDatabase();
  database = await testDatabase.open();
  stores = createStores(database);
  processes = await Promise.all(
    Array.from({ length: 3 }, async () => createStores(await testDatabase.open())),
  );
  return () => testDatabase[Symbol.asyncDispose]();
});
beforeEach(() => stores.clear());

const insertSql = `
  insert into reminders (id, phone_number, message, scheduled_time, status, next_attempt_at, max_retry_attempts)
  select gen_random_uuid(), '+14155550123', 'No. ' || n, due, 'scheduled', due, 3
  from (select n, '2030-01-01'::timestamptz + n * interval '7 minutes' as due from generate_series(1, $1::int) n) each`;

async function expectExact(): Promise<void> {
  const counted = await stores.sql<{ status: string; count: number }>(
    'select status, count(*)::int as count from reminders group by status',
  );
  const { byStatus } = await stores.reminders.tally({});
  expect(byStatus).toEqual(new Map(counted.map(({ status, count }) => [status, count])));
  const hour = {
    scheduledFrom: new Date('2030-01-01T03:00:00Z'),
    scheduledUntil: new Date('2030-01-01T05:00:00Z'),
  };
  expect(sumOf(await stores.reminders.tally(hour))).toBe(await stores.reminders.count(hour));
}

test('counts follow what is written by hand: inserts, updates, moves to another hour, deletes, truncation', async () => {
  const statements = [
    `update reminders set status = 'cancelled', next_attempt_at = null where message like '%3'`,
    `update reminders set scheduled_time = scheduled_time + interval '1 hour' where message like '%4'`,
    `delete from reminders where message like '%5'`,
    `update reminders set message = message || '!'`,
    'update reminders set message = message where false',
    'truncate reminders, call_attempts',
  ];
  await stores.sql(insertSql, [100]);
  await expectExact();
  for (const statement of statements) {
    await stores.sql(statement);
    await expectExact();
    await stores.reminders.foldCounts(5);
    await expectExact();
  }
  expect(sumOf(await stores.reminders.tally({}))).toBe(0);
});

test('counts forget what is rolled back', async () => {
  await stores.sql(insertSql, [10]);
  const undone = database.fork().transactional(async (tx) => {
    await run(tx, insertSql, [5]);
    await run(tx, `update reminders set status = 'cancelled', next_attempt_at = null`);
    throw new Error('Undo.');
  });
  await expect(undone).rejects.toThrow('Undo.');
  await expectExact();
});

test('counts are exact at every instant while others fold them', async () => {
  await stores.reminders.insert(createDrafts(200), { allOrNothing: true });
  await stores.sql('truncate reminder_counts, reminder_count_changes');
  await stores.sql(`
    insert into reminder_count_changes (hour, status, change)
    select date_bin('1 hour', scheduled_time, 'epoch'), status, 1 from reminders`);
  const fold = async (process: SqlStores) => {
    let folded = 0;
    for (let count = 0; folded < 200; folded += count) {
      count = await process.reminders.foldCounts(3);
      if (count === 0) break;
    }
    return folded;
  };
  let isOver = false;
  const folding = Promise.all(processes.map(fold)).then((folded) => {
    isOver = true;
    return folded;
  });
  while (!isOver) expect(sumOf(await stores.reminders.tally({}))).toBe(200);
  expect((await folding).reduce((sum, count) => sum + count, 0)).toBe(200);
  await expectExact();
});

test('counts are exact after many wrote and folded at once', async () => {
  await Promise.all(
    processes.map(async (process, index) => {
      const instanceId = await join(process);
      for (let round = 0; round < 10; round += 1) {
        const drafts = createDrafts(10);
        await process.reminders.insert(drafts, { allOrNothing: true });
        await process.reminders.insert([createDraft()], { allOrNothing: true });
        await process.dispatch.claimDue({ instanceId, limit: 4, concurrency: 1_000, callsPerSecond: null });
        for (const { id } of drafts.slice(0, index + 1)) {
          await process.reminders.apply(cancel({ reminderId: id, expectedVersion: null }));
        }
        await process.reminders.foldCounts(7);
      }
    }),
  );
  await expectExact();
  expect(sumOf(await stores.reminders.tally({}))).toBe(330);
});

test('recount_reminders mends what was written while the triggers were off', async () => {
  await stores.sql('alter table reminders disable trigger user');
  await stores.sql(insertSql, [10]);
  await stores.sql('alter table reminders enable trigger user');
  expect(sumOf(await stores.reminders.tally({}))).toBe(0);
  await stores.sql('select recount_reminders()');
  await expectExact();
});

test('a tally of what no count is kept of goes up to 10,000 and says so', async () => {
  await stores.sql(insertSql, [10_001]);
  expect(await stores.reminders.tally({ search: 'No.' })).toEqual({
    byStatus: new Map([['scheduled', 10_000]]),
    isExact: false,
  });
  expect(
    await stores.reminders.tally({ phoneNumber: '+14155550123', scheduledUntil: new Date('2030-01-02') }),
  ).toEqual({ byStatus: new Map([['scheduled', 205]]), isExact: true });
  expect((await stores.reminders.tally({})).isExact).toBe(true);
});

test('what is overdue is counted up to 100,000', async () => {
  await stores.sql(insertSql.replace('2030', '2020'), [100_001]);
  expect((await stores.dispatch.status()).overdue).toBe(100_000);
  await stores.sql(`delete from reminders where message in ('No. 1', 'No. 2')`);
  expect((await stores.dispatch.status()).overdue).toBe(99_999);
});
