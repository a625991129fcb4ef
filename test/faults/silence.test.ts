import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { encodeGlobalId } from '../../src/graphql/global-id.ts';
import { createTestDatabase, type TestDatabase } from '../support/test-database.ts';
import { waitFor } from '../support/wait-for.ts';
import { type DatabaseProxy, type ProxiedConnection, startDatabaseProxy } from './database-proxy.ts';
import {
  createStage,
  expectEachRungOnce,
  type LocalInstance,
  query,
  quickTick,
  type Stage,
  stream,
} from './stage.ts';

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

/** Watches an instance from now on, until the test ends that. */
async function watch({ bellhop }: LocalInstance) {
  const after = await bellhop.cursor();
  const seen: string[] = [];
  const watching = new AbortController();
  const watched = (async () => {
    for await (const { status } of bellhop.watch({ after, signal: watching.signal })) seen.push(status);
  })().catch(() => {});
  const completed = (count: number) =>
    waitFor(() =>
      expect(seen.filter((status) => status === 'COMPLETED').length).toBeGreaterThanOrEqual(count),
    );
  const end = () => {
    watching.abort();
    return watched;
  };
  return { seen, completed, end };
}

test.each([
  ['no tick', {}],
  ['a tick of a second', quickTick],
])('connections that fall silent are replaced before the lease is over, with %s', async (_, tick) => {
  const instance = await stage.local(proxy.url, { OPERATION_TIMEOUT_SECONDS: '1', ...tick });
  const before = await stream(() => instance.bellhop, { count: 5, everyMs: 10 });
  await stage.simulator.whenCalls(5);
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
  proxy.swallow(({ said }) => said.includes('claim_due'), 'answer');
  const awake = await stage.local(database.url);
  const messages = await stream(() => awake.bellhop, { count: 10, everyMs: 20 });
  await asleep.logged('claim.failed');
  await waitFor(() => expect(proxy.swallowed()).toBeGreaterThan(0));
  await expectEachRungOnce(stage, database.url, messages);
  proxy.swallow(() => false);
});

test('requests that hold every connection keep neither heartbeats, nor calls, nor the feed from theirs', async () => {
  const instance = await stage.local(proxy.url, { OPERATION_TIMEOUT_SECONDS: '60' });
  // Reminders are created through it while the other has no connection left.
  const api = await stage.local(database.url, { ROLE: 'api' });
  const watched = await watch(instance);
  const first = await stream(() => instance.bellhop, { count: 1, everyMs: 0, aheadMs: 0 });
  await watched.completed(1);

  // Each of these lookups waits for ever, and there are more of them than connections.
  proxy.swallow(({ said }) => said.includes('find_reminders'));
  const lookUp = `{ reminder(id: "${encodeGlobalId('Reminder', randomUUID())}") { id } }`;
  const stuck = Array.from({ length: 20 }, () =>
    fetch(`${instance.app.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query: lookUp }),
    }).catch(() => null),
  );
  await waitFor(() => expect(proxy.swallowed()).toBeGreaterThanOrEqual(10));

  const heldAt = new Date();
  const scheduled = await stream(() => api.bellhop, { count: 10, everyMs: 0, aheadMs: 500 });
  await watched.completed(11);
  const beats = 'select from dispatcher_instances where heartbeat_at > $1::timestamptz';
  await waitFor(async () => expect(await query(database.url, beats, [heldAt])).toHaveLength(1));
  await expectEachRungOnce(stage, database.url, [...first, ...scheduled]);
  expect(instance.lines.map(({ event }) => event)).not.toContain('lease.lost');
  expect(watched.seen.filter((status) => status === 'COMPLETED')).toHaveLength(11);
  await Promise.all([watched.end(), instance.app.stop(), ...stuck]);
});

test('changes come on while the listener is silent, and it is replaced', async () => {
  const here = await stage.local(proxy.url);
  const there = await stage.local(database.url);
  const silent = new Set<ProxiedConnection>();
  let silencing = true;
  proxy.swallow((connection) => {
    if (silencing && connection.name === 'bellhop listener') silent.add(connection);
    return silent.has(connection);
  });
  const watched = await watch(here);
  const listeners = `select pid from pg_stat_activity where application_name = 'bellhop listener' and datname = current_database()`;
  const before = (await query<{ pid: number }>(database.url, listeners)).map(({ pid }) => pid);
  const messages = await stream(() => there.bellhop, { count: 3, everyMs: 10 });
  await expectEachRungOnce(stage, database.url, messages);
  await watched.completed(3);

  silencing = false;
  await here.logged('notifications.problem');
  await waitFor(async () => {
    const pids = (await query<{ pid: number }>(database.url, listeners)).map(({ pid }) => pid);
    expect(pids.some((pid) => !before.includes(pid))).toBe(true);
  });
  await watched.end();
});
