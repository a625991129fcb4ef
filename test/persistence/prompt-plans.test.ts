import { expect, test } from 'vitest';
import { createDispatchStore } from '../../src/persistence/dispatch-store.ts';
import { createEventLog } from '../../src/persistence/event-log.ts';
import type { Database } from '../../src/persistence/open-database.ts';
import { run } from '../../src/persistence/statement.ts';
import { createTestDatabase } from '../support/test-database.ts';

const preparedSql = `
  select name, cardinality(parameter_types) as parameters from pg_prepared_statements
  where name in ('bellhop_record_settlements', 'bellhop_read_events') order by name`;

interface Prepared {
  readonly name: string;
  readonly parameters: number;
}

/** How a statement that the session has prepared is run, whatever its parameters are. */
async function planOf(em: ReturnType<Database['fork']>, { name, parameters }: Prepared): Promise<string> {
  await run(em, 'set local plan_cache_mode = force_generic_plan');
  const nulls = Array.from({ length: parameters }, () => 'null').join();
  const rows = await run<{ 'QUERY PLAN': string }>(em, `explain execute ${name}(${nulls})`);
  return rows.map((row) => row['QUERY PLAN']).join('\n');
}

test('what is planned once, while the tables are empty, finds its rows by index in the big ones too', async () => {
  await using created = await createTestDatabase();
  const { forkReserved } = await created.open();
  const plans = await forkReserved().transactional(async (em) => {
    const fork = () => em;
    await createDispatchStore({ fork, onEvents: () => {} }).record([]);
    await createEventLog({ fork }).readAfter({ transactionId: 0n, sequence: 0n }, 10);
    const prepared = await run<Prepared>(em, preparedSql);
    return Promise.all(prepared.map((each) => planOf(em, each)));
  });
  expect(plans).toHaveLength(2);
  for (const plan of plans) expect(plan).not.toMatch(/Seq Scan|Hash Join|Merge Join|Bitmap/);
  expect(plans.map((plan) => [...new Set(plan.match(/(?<=using )\w+/g))].toSorted())).toEqual([
    ['reminder_events_pkey'],
    ['call_attempts_pkey', 'reminders_pkey'],
  ]);
});
