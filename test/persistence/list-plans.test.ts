import type { SqlEntityManager } from '@mikro-orm/sql';
import { beforeAll, expect, test } from 'vitest';
import { createListReader } from '../../src/persistence/list-reader.ts';
import { listReminders } from '../../src/persistence/list-reminders.ts';
import type { Database } from '../../src/persistence/open-database.ts';
import { run } from '../../src/persistence/statement.ts';
import type {
  ReminderOrder,
  ReminderPageRequest,
  ReminderPosition,
} from '../../src/reminders/reminder-page.ts';
import { createTestDatabase } from '../support/test-database.ts';

let database: Database;
beforeAll(async () => {
  const created = await createTestDatabase();
  database = await created.open();
  return () => created[Symbol.asyncDispose]();
});

const insertSql = `
  insert into reminders (id, phone_number, message, scheduled_time, status, next_attempt_at, max_retry_attempts, created_at, updated_at)
  select gen_random_uuid(), '+14155550123', n, due, 'scheduled', due, 3, due, due
  from (select n, '2030-01-01'::timestamptz + n * interval '1 minute' as due from generate_series($1::int, $2::int) n) each`;

const orders = (['scheduledTime', 'createdAt', 'updatedAt'] as const).flatMap((field) =>
  (['asc', 'desc'] as const).map((direction): ReminderOrder => ({ field, direction })),
);

const requestOf = (order: ReminderOrder, after: ReminderPosition | null): ReminderPageRequest => ({
  filter: {},
  order,
  after,
  before: null,
  take: { from: 'start', count: 20 },
});

const preparedLists = (em: SqlEntityManager) =>
  run<{ name: string; statement: string; parameters: readonly string[] }>(
    em,
    `select name, statement, parameter_types::text[] as parameters from pg_prepared_statements where name like 'bellhop_list_%'`,
  );

test('a usual page is prepared once the table is big, with a plan that follows an index', async () => {
  const read = createListReader();
  await database.fork().transactional(async (em) => {
    await run(em, 'set local plan_cache_mode = force_generic_plan');
    const list = (order: ReminderOrder, after: ReminderPosition | null = null) =>
      listReminders(em, requestOf(order, after), read);
    const [usual = { field: 'scheduledTime', direction: 'asc' } as const] = orders;

    await run(em, insertSql, [1, 100]);
    expect((await list(usual)).reminders).toHaveLength(20);
    expect(await preparedLists(em)).toEqual([]);

    await run(em, insertSql, [101, 12_000]);
    await list(usual);
    for (const order of orders) {
      const { reminders } = await list(order);
      const numbers = Array.from(
        { length: 40 },
        (_, at) => `${order.direction === 'asc' ? at + 1 : 12_000 - at}`,
      );
      expect(reminders.map(({ message }) => message)).toEqual(numbers.slice(0, 20));
      const last = reminders.at(-1);
      if (!last) throw new Error('There is no last reminder.');
      const next = await list(order, { value: last[order.field], id: last.id });
      expect(next.reminders.map(({ message }) => message)).toEqual(numbers.slice(20));
    }

    const statements = await preparedLists(em);
    expect(statements).toHaveLength(12);
    for (const { name, parameters } of statements) {
      const values = parameters.length === 0 ? '' : `('2030-01-03', '00000000-0000-0000-0000-000000000000')`;
      const plan = await run<{ 'QUERY PLAN': string }>(em, `explain execute ${name}${values}`);
      const text = plan.map((line) => line['QUERY PLAN']).join('\n');
      expect(text).toMatch(
        /Index Scan .*using reminders_by_(scheduled_time|status_and_(created|updated)_at)/,
      );
      expect(text).not.toContain('Seq Scan');
    }
  });
});
