import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { encodeGlobalId } from '../../src/graphql/global-id.ts';
import { createTestDatabase, type TestDatabase } from '../support/test-database.ts';
import { waitFor } from '../support/wait-for.ts';
import { type DatabaseProxy, type ProxiedConnection, startDatabaseProxy } from './database-proxy.ts';
import { createStage, expectEachRungOnce, query, type Stage, stream } from './stage.ts';

let stage: Stage;
let database: TestDatabase;
let proxy: DatabaseProxy;

beforeEach(async () => {
  stage = await createStage();
  database = await createTestDatabase();
  proxy = await startDatabaseProxy(database.url);
});
afterEach(async () => {
  proxy.swallow(() => false);
  await stage[Symbol.asyncDispose]();
  await proxy[Symbol.asyncDispose]();
  await database[Symbol.asyncDispose]();
});

const rings = (count: number) => waitFor(() => expect(stage.simulator.ledger.counts().calls).toBe(count));

test('connections that fall silent are given up and replaced before the lease is over', async () => {
  const instance = await stage.local(proxy.url, { LEASE_SECONDS: '8', OPERATION_TIMEOUT_SECONDS: '1' });
  const before = await stream(() => instance.bellhop, { count: 5, everyMs: 10 });
  await rings(5);
  const silent = new Set<ProxiedConnection>();
  let cutting = true;
  // Those that are open stay silent for ever, as behind a firewall that forgot them; new ones are as good as ever.
  proxy.swallow((connection) => {
    if (cutting) silent.add(connection);
    return silent.has(connection);
  });
  await instance.logged('job.failed');
  cutting = false;
  const after = await stream(() => instance.bellhop, { count: 5, everyMs: 10 });
  await expectEachRungOnce(stage, database.url, [...before, ...after]);
  expect(instance.lines.map(({ event }) => event)).not.toContain('lease.lost');
  expect(await query(database.url, 'select from dispatcher_instances')).toHaveLength(1);
});

test('an instance that falls silent in the middle of a claim does not keep the others from claiming', async () => {
  const asleep = await stage.local(proxy.url);
  // It has claimed, and never hears of it.
  proxy.swallow(({ said }) => said.includes('claim_due_2'), 'answer');
  const awake = await stage.local(database.url);
  const messages = await stream(() => awake.bellhop, { count: 10, everyMs: 20 });
  await asleep.logged('claim.failed');
  await waitFor(() => expect(proxy.swallowed()).toBeGreaterThan(0));
  await expectEachRungOnce(stage, database.url, messages);
  proxy.swallow(() => false);
});

test('requests that hold every connection keep neither heartbeats, nor calls, nor the feed from theirs', async () => {
  const instance = await stage.local(proxy.url, { OPERATION_TIMEOUT_SECONDS: '30' });
  const seen: string[] = [];
  const watching = new AbortController();
  const watched = (async () => {
    for await (const { status } of instance.bellhop.watch({ signal: watching.signal })) seen.push(status);
  })();
  const first = await stream(() => instance.bellhop, { count: 1, everyMs: 0, aheadMs: 0 });
  await waitFor(() => expect(seen).toContain('COMPLETED'));
  const scheduled = await stream(() => instance.bellhop, { count: 10, everyMs: 0, aheadMs: 4_000 });
  expect(stage.simulator.ledger.counts().calls).toBeLessThan(10);

  // Whoever looks for a reminder waits for ever, and there are more of them than connections.
  proxy.swallow(({ said }) => said.includes('find_reminders'));
  const lookUp = `{ reminder(id: "${encodeGlobalId('Reminder', randomUUID())}") { id } }`;
  const stuck = Array.from({ length: 20 }, () =>
    fetch(`${instance.app.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query: lookUp }),
    }).catch(() => null),
  );
  await waitFor(() => expect(proxy.swallowed()).toBe(10));

  await rings(11);
  await waitFor(() => expect(seen.filter((status) => status === 'COMPLETED')).toHaveLength(11));
  const sql = `select from dispatcher_instances where heartbeat_at > clock_timestamp() - interval '1.5 seconds'`;
  expect(await query(database.url, sql)).toHaveLength(1);
  await expectEachRungOnce(stage, database.url, [...first, ...scheduled]);
  expect(instance.lines.map(({ event }) => event)).not.toContain('lease.lost');
  watching.abort();
  await Promise.all([watched.catch(() => {}), instance.app.stop(), ...stuck]);
});

test('changes come on while the listener is silent, and it is replaced', async () => {
  const here = await stage.local(proxy.url);
  const there = await stage.local(database.url);
  let silent: ProxiedConnection | null = null;
  proxy.swallow((connection) => {
    if (connection.name === 'bellhop listener') silent ??= connection;
    return connection === silent;
  });
  const seen: string[] = [];
  const watching = new AbortController();
  const watched = (async () => {
    for await (const { status } of here.bellhop.watch({ signal: watching.signal })) seen.push(status);
  })();
  const listeners = `select pid from pg_stat_activity where application_name = 'bellhop listener' and datname = current_database()`;
  const before = (await query<{ pid: number }>(database.url, listeners)).map(({ pid }) => pid);
  const messages = await stream(() => there.bellhop, { count: 3, everyMs: 10 });
  await expectEachRungOnce(stage, database.url, messages);
  await waitFor(() => expect(seen.filter((status) => status === 'COMPLETED')).toHaveLength(3));
  expect(here.lines.map(({ event }) => event)).not.toContain('notifications.problem');

  await here.logged('notifications.problem');
  await waitFor(async () => {
    const pids = (await query<{ pid: number }>(database.url, listeners)).map(({ pid }) => pid);
    expect(pids.some((pid) => !before.includes(pid))).toBe(true);
  });
  watching.abort();
  await watched.catch(() => {});
});
