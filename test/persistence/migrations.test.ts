import { MikroORM } from '@mikro-orm/postgresql';
import { describe, expect, inject, onTestFinished, test } from 'vitest';
import { readDatabaseUrl } from '../../src/config/database-url.ts';
import { CallAttemptEntity } from '../../src/persistence/call-attempt-entity.ts';
import { type Database, openDatabase, serverOptions } from '../../src/persistence/open-database.ts';
import { ReminderEntity } from '../../src/persistence/reminder-entity.ts';
import { createReminderStore } from '../../src/persistence/reminder-store.ts';
import { run } from '../../src/persistence/statement.ts';
import { StartupError } from '../../src/startup-error.ts';
import { clusterAt } from '../support/cluster.ts';

let made = 0;

async function createEmptyDatabase(): Promise<string> {
  const cluster = clusterAt(inject('clusterUrl'));
  const name = `bellhop_empty_${process.pid}_${process.env['VITEST_POOL_ID'] ?? '0'}_${++made}_${Date.now()}`;
  await cluster.create(name);
  onTestFinished(() => cluster.drop(name));
  return cluster.url(name);
}

async function open(url: string): Promise<Database> {
  const database = await openDatabase({ kind: 'server', connection: readDatabaseUrl(url) });
  onTestFinished(() => database.close());
  return database;
}

const columnsSql = `
  select attname as name, format_type(atttypid, atttypmod) as type, not attnotnull as nullable
  from pg_attribute where attrelid = $1::regclass and attnum > 0 and not attisdropped`;
const indexesSql = `
  select indexname as name from pg_indexes where tablename = 'reminders' and indexname like 'reminders_by%' order by 1`;
const settingsSql = `select relname as name, reloptions as settings from pg_class where relname in
  ('reminders', 'call_attempts', 'reminder_events', 'dispatch_control', 'dispatcher_instances') and reloptions is not null
  order by 1`;
const insertSql = `
  insert into reminders (id, phone_number, message, scheduled_time, status, next_attempt_at, max_retry_attempts)
  select gen_random_uuid(), '+14155550123', 'Hello.', now(), 'scheduled', now(), 3 from generate_series(1, 3)`;
interface Column {
  readonly name: string;
  readonly type: string;
  readonly nullable: boolean;
}

/** PostgreSQL's own names for the types that entities name. */
const names: Record<string, string> = { int: 'integer', 'timestamptz(3)': 'timestamp(3) with time zone' };

describe('the migrations', () => {
  test.each([ReminderEntity, CallAttemptEntity])(
    'make every column that $meta.className names, with its type',
    async (entity) => {
      const { fork } = await open(await createEmptyDatabase());
      const { properties, tableName } = fork()
        .getMetadata()
        .get(entity as typeof ReminderEntity);
      const named = Object.values(properties).map((property): Column => {
        const type = property.columnTypes[0] as string;
        return {
          name: property.fieldNames[0] as string,
          type: names[type] ?? type,
          nullable: property.nullable ?? false,
        };
      });
      const made = await run<Column>(fork(), columnsSql, [tableName]);
      const byName = (a: Column, b: Column) => (a.name < b.name ? -1 : 1);
      expect(made.toSorted(byName)).toEqual(named.toSorted(byName));
    },
  );

  test('of an empty database that five open at once do not trip over each other', async () => {
    const url = await createEmptyDatabase();
    const opened = await Promise.all(Array.from({ length: 5 }, () => open(url)));
    for (const { fork } of opened) {
      expect(await run(fork(), 'select id from dispatch_control')).toEqual([{ id: 1 }]);
    }
  });

  test('leave what is there when the database is opened again', async () => {
    const url = await createEmptyDatabase();
    const first = await open(url);
    await run(first.fork(), `update dispatch_control set pause_reason = 'kept'`);
    const again = await open(url);
    expect(await run(again.fork(), 'select pause_reason from dispatch_control')).toEqual([
      { pause_reason: 'kept' },
    ]);
  });

  test('of counts, indexes and storage can be taken back and made again, and count what came in between', async () => {
    const url = await createEmptyDatabase();
    const { fork } = await open(url);
    const orm = await MikroORM.init(serverOptions(readDatabaseUrl(url)));
    onTestFinished(() => orm.close());
    const indexes = () => run<{ name: string }>(fork(), indexesSql);
    const settings = () => run(fork(), settingsSql);
    const before = { indexes: await indexes(), settings: await settings() };
    await orm.migrator.down({ to: 'migration-20261124-event-order' });
    expect(await indexes()).toContainEqual({ name: 'reminders_by_updated_at' });
    expect(await settings()).toEqual([]);
    await run(fork(), insertSql);
    await orm.migrator.up();
    expect({ indexes: await indexes(), settings: await settings() }).toEqual(before);
    const { byStatus } = await createReminderStore({ fork, onEvents() {} }).tally({});
    expect(byStatus).toEqual(new Map([['scheduled', 3]]));
  });
});

describe('a database that cannot be used', () => {
  test('is told by name and host, without the password', async () => {
    const url = new URL(await createEmptyDatabase());
    url.pathname = '/not_there';
    url.password = 'secret-word';
    const error = await openDatabase({ kind: 'server', connection: readDatabaseUrl(url.href) }).catch(
      (reason: unknown) => reason,
    );
    expect(error).toBeInstanceOf(StartupError);
    expect(String(error)).toContain('not_there');
    expect(String(error)).toContain('DATABASE_URL');
    expect(String(error)).not.toContain('secret-word');
  });
});
