import pg from 'pg';
import { describe, expect, inject, onTestFinished, test } from 'vitest';
import { readDatabaseUrl } from '../../src/config/database-url.ts';
import { openDatabase } from '../../src/persistence/open-database.ts';
import { startTestApp, type TestApp } from '../support/app.ts';
import { clusterAt } from '../support/cluster.ts';
import { startPostgresServer } from '../support/postgres-server.ts';
import { createTestDatabase } from '../support/test-database.ts';
import { runBellhop } from './run-bellhop.ts';

/** What a dump that is restored on another server does: the rows as they are, in another server's transactions. */
async function copyRows(from: string, to: string): Promise<void> {
  const [source, target] = [new pg.Client(from), new pg.Client(to)];
  await Promise.all([source.connect(), target.connect()]);
  try {
    await target.query('set session_replication_role = replica');
    const { rows: tables } = await source.query<{ name: string }>(
      `select relname as name from pg_class where relkind in ('r', 'p') and relnamespace = 'public'::regnamespace and not relispartition`,
    );
    for (const { name } of tables) {
      await target.query(`delete from ${name}`);
      const { rows } = await source.query(`select coalesce(json_agg(t), '[]')::text as json from ${name} t`);
      await target.query(
        `insert into ${name} overriding system value select * from json_populate_recordset(null::${name}, $1::json)`,
        [rows[0]?.json],
      );
    }
  } finally {
    await Promise.all([source.end(), target.end()]);
  }
}

/** A server that has been in use for longer than one that was just made. */
async function spendTransactions(url: string, count: number): Promise<void> {
  const client = new pg.Client(url);
  await client.connect();
  try {
    await client.query(
      `do $$ begin for n in 1..${count} loop perform pg_current_xact_id(); commit; end loop; end $$`,
    );
  } finally {
    await client.end();
  }
}

const create = `mutation ($time: DateTime!, $phone: String!) {
  createReminder(input: { phoneNumber: $phone, message: "x", scheduledTime: $time }) { __typename }
}`;
async function schedule(app: TestApp, phone: string, inMs = 0): Promise<void> {
  const time = new Date(Date.now() + inMs).toISOString();
  const { data } = await app.execute(create, { time, phone });
  expect(data).toEqual({ createReminder: { __typename: 'CreateReminderSuccess' } });
}

test('a dump that is restored on another server is not started on, until it was made fit for that', async () => {
  const server = await startPostgresServer();
  try {
    await using used = await createTestDatabase();
    await spendTransactions(used.url, 5_000);
    {
      await using before = await startTestApp({ databaseUrl: used.url });
      await schedule(before, '+14155551000', 3_600_000);
      await schedule(before, '+14155551001');
      await before.simulator.ledger.whenCalls(1);
    }
    const url = server.url('postgres');
    await (await openDatabase({ kind: 'server', connection: readDatabaseUrl(url) })).close();
    await copyRows(used.url, url);

    await expect(startTestApp({ databaseUrl: url })).rejects.toThrow('Run npm run bellhop -- restored');
    const sick = await runBellhop(['doctor'], { DATABASE_URL: url });
    expect(sick).toMatchObject({ code: 1, stdout: expect.stringMatching(/^fail {2}events /m) });

    const restored = await runBellhop(['restored'], { DATABASE_URL: url });
    expect(restored).toMatchObject({ code: 0, stdout: expect.stringContaining('Dispatch is paused') });

    await using after = await startTestApp({ databaseUrl: url });
    const ready = await fetch(`${after.url}/readyz`);
    expect([ready.status, await ready.text()]).toEqual([200, expect.any(String)]);
    const end = await after.execute<{ lastChangeCursor: string }>('{ lastChangeCursor }');
    const stream = await fetch(`${after.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'text/event-stream' },
      body: JSON.stringify({
        query:
          'subscription ($after: String) { reminderStatusChanged(after: $after) { status reminder { phoneNumber } } }',
        variables: { after: end.data?.lastChangeCursor },
      }),
    });
    const reader = stream.body?.pipeThrough(new TextDecoderStream()).getReader();
    const told: string[] = [];
    const read = async (until: string) => {
      while (!told.join('').includes(until)) told.push((await reader?.read())?.value ?? '');
    };
    await schedule(after, '+14155551002');
    await read('+14155551002');
    expect(after.simulator.ledger.calls).toEqual([]);
    await runBellhop(['resume'], { DATABASE_URL: url });
    await after.simulator.ledger.whenCalls(1);
    // What was scheduled before the backup has its changes told as well, in the order of this server.
    const list = await after.execute<{ reminders: { nodes: { id: string }[] } }>(
      '{ reminders(filter: { phoneNumber: "+14155551000" }) { nodes { id } } }',
    );
    await after.execute(`mutation ($id: ID!) { cancelReminder(input: { id: $id }) { __typename } }`, {
      id: list.data?.reminders.nodes[0]?.id,
    });
    await read('CANCELLED');
    await reader?.cancel();
    expect(told.join('')).toContain('+14155551000');
  } finally {
    await server.stop();
  }
}, 180_000);

describe('on the server that it came from', () => {
  /** A database in use, whose only reminder is due in an hour. */
  async function createUsed() {
    const used = await createTestDatabase();
    onTestFinished(() => used[Symbol.asyncDispose]());
    await using app = await startTestApp({ databaseUrl: used.url });
    await schedule(app, '+14155551000', 3_600_000);
    return used;
  }

  async function runSql(url: string, ...statements: readonly string[]): Promise<void> {
    const client = new pg.Client(url);
    await client.connect();
    try {
      for (const statement of statements) await client.query(statement);
    } finally {
      await client.end();
    }
  }

  async function expectRefusal(databaseUrl: string): Promise<void> {
    await expect(startTestApp({ databaseUrl })).rejects.toThrow('restored from a dump');
    const sick = await runBellhop(['doctor'], { DATABASE_URL: databaseUrl });
    expect(sick).toMatchObject({ code: 1, stdout: expect.stringMatching(/^fail {2}events /m) });
    const restored = await runBellhop(['restored'], { DATABASE_URL: databaseUrl });
    expect(restored).toMatchObject({ code: 0, stdout: expect.stringContaining('Dispatch is paused') });
    await using app = await startTestApp({ databaseUrl });
    const { data } = await app.execute('{ dispatcher { paused } reminders { totalCount } }');
    expect(data).toEqual({ dispatcher: { paused: true }, reminders: { totalCount: 1 } });
  }

  test('a dump that is restored into another database is recognised', async () => {
    const used = await createUsed();
    await using other = await createTestDatabase();
    await copyRows(used.url, other.url);
    await expectRefusal(other.url);
  });

  test('a dump whose rows are restored into its own tables is recognised', async () => {
    const used = await createUsed();
    await using copy = await createTestDatabase();
    await copyRows(used.url, copy.url);
    await copyRows(copy.url, used.url);
    await expectRefusal(used.url);
  });

  test('a copy that is made with the database as its template is recognised', async () => {
    const used = await createUsed();
    const cluster = clusterAt(inject('clusterUrl'));
    const [template, name] = [
      new URL(used.url).pathname.slice(1),
      `bellhop_copy_${process.pid}_${Date.now()}`,
    ];
    await cluster.create(name, template);
    try {
      await expectRefusal(cluster.url(name));
    } finally {
      await cluster.drop(name);
    }
  });

  test('a database whose tables were rewritten is itself', async () => {
    const used = await createUsed();
    await runSql(
      used.url,
      'vacuum (full, freeze)',
      'cluster database_identity using database_identity_pkey',
      'vacuum freeze database_identity',
    );
    await spendTransactions(used.url, 100);
    await using app = await startTestApp({ databaseUrl: used.url });
    const { data } = await app.execute('{ dispatcher { paused } }');
    expect(data).toEqual({ dispatcher: { paused: false } });
    const { stdout } = await runBellhop(['doctor'], { DATABASE_URL: used.url });
    expect(stdout).not.toContain('events');
  });
});
