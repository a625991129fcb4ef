import type { SqlEntityManager } from '@mikro-orm/sql';
import type { CompiledQuery } from 'kysely';
import { expect, test } from 'vitest';
import { changesOf } from '../../src/persistence/changes-of.ts';
import { readEventsAfter } from '../../src/persistence/read-events.ts';
import { createDraft } from '../support/reminder-drafts.ts';
import { createTestDatabase } from '../support/test-database.ts';
import { createStores, type SqlStores } from '../support/test-stores.ts';

interface Explained {
  readonly 'QUERY PLAN': readonly {
    readonly Plan: { readonly 'Shared Hit Blocks': number; readonly 'Shared Read Blocks': number };
  }[];
}

/** How many pages of the database the one statement looks at that `work` runs. */
async function pagesOf(stores: SqlStores, work: (em: SqlEntityManager) => Promise<unknown>): Promise<number> {
  const asked: CompiledQuery[] = [];
  const executeQuery = async (query: CompiledQuery) => {
    asked.push(query);
    return { rows: [] };
  };
  await work({ getKysely: () => ({ executeQuery }) } as unknown as SqlEntityManager);
  const [query] = asked;
  const explain = `explain (analyze, buffers, format json) ${query?.sql}`;
  const [explained] = await stores.sql<Explained>(explain, query?.parameters);
  const plan = explained?.['QUERY PLAN'][0]?.Plan;
  return (plan?.['Shared Hit Blocks'] ?? Number.NaN) + (plan?.['Shared Read Blocks'] ?? Number.NaN);
}

test('a reader far behind looks at a page of the log, and not at all that came since', async () => {
  await using database = await createTestDatabase();
  const stores = createStores(await database.open());
  await stores.reminders.insert([createDraft()], { allOrNothing: true });
  const [first] = await stores.allEvents();
  await stores.sql(`
    insert into reminder_events (reminder_id, reminder)
    select reminder_id, reminder from reminder_events, generate_series(1, 60000)`);
  await stores.sql('vacuum analyze reminder_events');
  const position = first?.position ?? { transactionId: 0n, sequence: 0n };
  expect(await pagesOf(stores, (em) => readEventsAfter(em, position, 10))).toBeLessThan(50);
});

test('the changes of one reminder are found among those of all others, also those that are long past', async () => {
  await using database = await createTestDatabase();
  const stores = createStores(await database.open());
  const draft = createDraft();
  await stores.reminders.insert([draft], { allOrNothing: true });
  // A thousand of each: it would seem that walking the log from its end soon meets a hundred of any reminder.
  await stores.sql(`
    insert into reminder_events (reminder_id, reminder)
    select md5((n % 60)::text)::uuid, reminder from reminder_events, generate_series(1, 60000) n`);
  const pages = () => pagesOf(stores, (em) => changesOf(em, [draft.id], 100));
  expect(await pages()).toBeLessThan(20);
  await stores.sql('vacuum analyze reminder_events');
  expect(await pages()).toBeLessThan(20);
});
