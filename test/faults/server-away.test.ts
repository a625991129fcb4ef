import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { type PostgresServer, startPostgresServer } from '../support/postgres-server.ts';
import {
  createStage,
  expectEachRungOnce,
  type LocalInstance,
  query,
  quickTick,
  type Stage,
  stream,
} from './stage.ts';

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
const calls = (count: number) => stage.simulator.whenCalls(count);

/** Two instances under load, while something happens to their database. */
async function underLoad(trouble: (instances: readonly LocalInstance[]) => Promise<unknown>) {
  const instances = [await stage.local(url()), await stage.local(url(), quickTick)];
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
  const instance = await stage.local(url());
  const tomorrow = new Date(Date.now() + 86_400_000).toISOString();
  const create = async () => {
    const response = await fetch(`${instance.app.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        query: 'mutation ($input: CreateReminderInput!) { createReminder(input: $input) { __typename } }',
        variables: { input: { phoneNumber: '+14155550123', message: 'Cut.', scheduledTime: tomorrow } },
      }),
    });
    return (await response.json()) as { readonly errors?: readonly object[] };
  };
  // Creating is a transaction; it waits here for the table, and is cut off meanwhile: more often than there are
  // connections for requests.
  for (let round = 0; round < 12; round++) {
    let isCut = false;
    const cutting = query(
      url(),
      `do $$ begin
         lock table reminders in exclusive mode;
         for tries in 1..10000 loop
           perform pg_stat_clear_snapshot();
           exit when exists (select from pg_stat_activity
             where datname = current_database() and wait_event_type = 'Lock' and query like '%insert into reminders%');
           perform pg_sleep(0.005);
         end loop;
         perform pg_terminate_backend(pid, 1000) from pg_stat_activity
           where datname = current_database() and wait_event_type = 'Lock' and query like '%insert into reminders%';
       end $$`,
    ).finally(() => {
      isCut = true;
    });
    const answers = [];
    while (!isCut) answers.push(await create());
    await cutting;
    expect(answers.filter(({ errors }) => errors !== undefined).length).toBeGreaterThan(0);
  }
  const answers = await Promise.all(Array.from({ length: 20 }, create));
  expect(answers.filter(({ errors }) => errors !== undefined)).toEqual([]);
});
