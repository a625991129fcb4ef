import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { type PostgresServer, startPostgresServer } from '../support/postgres-server.ts';
import { createStage, expectEachRungOnce, type LocalInstance, query, type Stage, stream } from './stage.ts';

let server: PostgresServer;
let stage: Stage;

beforeAll(async () => {
  server = await startPostgresServer();
});
afterAll(() => server.stop());
beforeEach(async () => {
  await query(server.url('postgres'), 'drop database if exists faults with (force)');
  await query(server.url('postgres'), 'create database faults');
  stage = await createStage({ latencyMs: 100 });
});
afterEach(() => stage[Symbol.asyncDispose]());

const url = () => server.url('faults');
const calls = (count: number) =>
  vi.waitFor(() => expect(stage.simulator.ledger.counts().calls).toBeGreaterThanOrEqual(count), {
    timeout: 20_000,
    interval: 5,
  });

/** Two instances under load, while something happens to their database. */
async function underLoad(trouble: (instances: readonly LocalInstance[]) => Promise<unknown>) {
  const instances = [await stage.local(url()), await stage.local(url())];
  let turn = 0;
  const bellhop = () => (instances[turn++ % 2] as LocalInstance).bellhop;
  const streaming = stream(bellhop, { count: 80, everyMs: 30, aheadMs: 500 });
  await calls(10);
  await trouble(instances);
  const acknowledged = await streaming;
  const afterwards = await stream(bellhop, { count: 5, everyMs: 10 });
  await expectEachRungOnce(stage, url(), [...acknowledged, ...afterwards]);
  return instances;
}

test.each(['SIGINT', 'SIGQUIT'] as const)(
  'PostgreSQL restarting under load (%s) loses nothing and repeats nothing',
  async (signal) => {
    await underLoad(async ([instance]) => {
      await server.restart(signal);
      await instance?.logged('notifications.problem');
    });
  },
);

test('connections cut again and again under load lose nothing, repeat nothing, and cost the pools no place', async () => {
  const instances = await underLoad(async () => {
    for (let round = 1; round <= 15; round++) {
      await query(
        url(),
        `select pg_terminate_backend(pid) from pg_stat_activity
         where datname = current_database() and application_name like 'bellhop%'`,
      );
      await calls(Math.min(80, 10 + round * 2));
    }
  });
  for (const { lines } of instances) {
    expect(lines.map(({ event }) => event)).not.toContain('stop.unrecorded');
  }
});

test('a transaction that is cut gives its connection back, however often that happens', async () => {
  // Long enough that it is not lost on a busy machine: then there would be nobody who claims.
  const instance = await stage.local(url(), { LEASE_SECONDS: '20' });
  const messages = await stream(() => instance.bellhop, { count: 2, everyMs: 0, aheadMs: 4_000 });
  // Each claim is a transaction; whoever is in one waits here for the row, and is cut off while it waits: more often
  // than there are connections for it.
  for (let round = 0; round < 7; round++) {
    const from = instance.lines.length;
    await query(
      url(),
      `do $$ begin
         perform from dispatch_control for update;
         for tries in 1..2000 loop
           perform pg_stat_clear_snapshot();
           exit when exists (select from pg_stat_activity
             where datname = current_database() and wait_event_type = 'Lock' and query like 'select id from dispatch_control%');
           perform pg_sleep(0.005);
         end loop;
         perform pg_terminate_backend(pid, 1000) from pg_stat_activity
           where datname = current_database() and wait_event_type = 'Lock' and query like 'select id from dispatch_control%';
       end $$`,
    );
    await instance.logged('claim.failed', from);
  }
  await expectEachRungOnce(stage, url(), messages);
});
