import { afterEach, beforeEach, expect, test } from 'vitest';
import { type PostgresServer, type Standby, startPostgresServer } from '../support/postgres-server.ts';
import { waitFor } from '../support/wait-for.ts';
import { type DatabaseProxy, startDatabaseProxy } from './database-proxy.ts';
import { createStage, expectEachRungOnce, query, quickTick, type Stage, stream } from './stage.ts';

let primary: PostgresServer;
let standby: Standby;
let proxy: DatabaseProxy;
let stage: Stage;

beforeEach(async () => {
  primary = await startPostgresServer();
  standby = await primary.startStandby();
  proxy = await startDatabaseProxy(primary.url('postgres'));
  stage = await createStage({ latencyMs: 100 });
});
afterEach(async () => {
  await stage[Symbol.asyncDispose]();
  await proxy[Symbol.asyncDispose]();
  await standby.stop();
  await primary.stop();
});

test('a standby promoted under load goes on with everything, and subscribers miss nothing', async () => {
  const instances = [await stage.local(proxy.url), await stage.local(proxy.url, quickTick)] as const;
  const after = await instances[0].bellhop.cursor();
  const watching = new AbortController();
  const seen: string[] = [];
  const watched = (async () => {
    const changes = instances[0].bellhop.watch({ after, signal: watching.signal });
    for await (const { status, reminder } of changes) seen.push(`${reminder.message} ${status}`);
  })();
  let turn = 0;
  const bellhop = () => (instances[turn++ % 2] ?? instances[0]).bellhop;
  const first = await stream(bellhop, { count: 1, everyMs: 0, aheadMs: 0 });
  await waitFor(() => expect(seen).toHaveLength(3));
  const streaming = stream(bellhop, { count: 80, everyMs: 30, aheadMs: 500 });
  await stage.simulator.whenCalls(10);

  await primary.crash();
  // For a moment all that can be reached takes no writes.
  proxy.target(standby.url('postgres'));
  await instances[0].logged('claim.failed');
  await standby.promote();

  const acknowledged = await streaming;
  const promoted = standby.url('postgres');
  await expectEachRungOnce(stage, promoted, [...first, ...acknowledged]);
  const changes = await query<{ change: string }>(
    promoted,
    `select (reminder->>'message') || ' ' || upper(reminder->>'status') as change from reminder_events where call is null`,
  );
  await waitFor(() => expect(seen.toSorted()).toEqual(changes.map(({ change }) => change).toSorted()));
  watching.abort();
  await watched;
});

test('a failover that leads connections to the standby and the primary in turn leaves none to the standby, and calls go on', async () => {
  const instance = await stage.local(proxy.url, quickTick);
  const bellhop = () => instance.bellhop;
  const before = await stream(bellhop, { count: 5, everyMs: 10 });
  const [writable, readOnly] = [primary.url('postgres'), standby.url('postgres')];
  const attempts = () => proxy.connections(readOnly).sent.length;
  proxy.alternate(readOnly, writable);
  const meanwhile = stream(bellhop, { count: 20, everyMs: 50 });
  while (attempts() < 15) {
    const seen = attempts();
    await query(
      writable,
      `select pg_terminate_backend(pid) from pg_stat_activity where application_name like 'bellhop%'`,
    );
    await waitFor(() => expect(attempts()).toBeGreaterThan(seen));
  }
  proxy.alternate(writable);

  const afterwards = await stream(bellhop, { count: 10, everyMs: 10 });
  await waitFor(() => expect(proxy.connections(readOnly).open).toBe(0));
  await expectEachRungOnce(stage, writable, [...before, ...(await meanwhile), ...afterwards]);
  // No work was done there, not even once.
  expect(
    proxy.connections(readOnly).sent.filter((text) => /reminders|dispatch|listen bellhop/.test(text)),
  ).toEqual([]);
});
