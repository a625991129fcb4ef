import pg from 'pg';
import { afterEach, beforeEach, expect, inject, test } from 'vitest';
import { migrationsList } from '../../src/persistence/migrate.ts';
import { clusterAt } from '../support/cluster.ts';
import { createTestDatabase, type TestDatabase } from '../support/test-database.ts';
import { waitFor } from '../support/wait-for.ts';
import {
  createStage,
  expectEachRungOnce,
  kept,
  query,
  quickTick,
  type RemoteInstance,
  type Stage,
  stream,
} from './stage.ts';

/** A provider that can be asked for nothing and knows no keys: what is cut off on its way rings twice. */
const neverAsked = {
  VAPI_PHONE_NUMBER_ID: '',
  TWILIO_PHONE_NUMBER: '+15005550006',
  VAPI_TIMEOUT_SECONDS: '30',
};

let stage: Stage;
let database: TestDatabase;

beforeEach(async () => {
  stage = await createStage({ latencyMs: 200, idempotent: false });
  database = await createTestDatabase();
});
afterEach(async () => {
  await stage[Symbol.asyncDispose]();
  await database[Symbol.asyncDispose]();
});

async function clean({ kill, ended }: Pick<RemoteInstance, 'kill' | 'ended'>) {
  kill('SIGTERM');
  expect(await ended).toEqual({ code: 0, signal: null, stderr: '' });
}

/** Keeps whoever starts from getting past its migrations until the answer is ended. */
async function holdUpStarts(): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: database.url });
  client.on('error', () => {});
  await client.connect();
  await client.query('begin; lock table mikro_orm_migrations in access exclusive mode');
  return client;
}

const heldUp = () =>
  waitFor(async () => {
    const waiting = `select from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()`;
    expect(await query(database.url, waiting)).toHaveLength(1);
  });

test('instances that start at once on an empty database all take part', async () => {
  const count = 5;
  const cluster = clusterAt(inject('clusterUrl'));
  const name = `bellhop_empty_${process.pid}_${Date.now()}`;
  const url = cluster.url(name);
  await cluster.create(name);
  try {
    const instances = await Promise.all(Array.from({ length: count }, () => stage.remote(url)));
    expect(await query(url, 'select from dispatcher_instances')).toHaveLength(count);
    const applied = await query<{ name: string }>(url, 'select name from mikro_orm_migrations order by id');
    expect(applied).toEqual(migrationsList.map(({ name }) => ({ name })));
    let turn = 0;
    const messages = await stream(() => (instances[turn++ % count] as RemoteInstance).bellhop, {
      count: 5 * count,
      everyMs: 10,
    });
    await expectEachRungOnce(stage, url, messages);
    await Promise.all(instances.map(clean));
    expect(await query(url, 'select from dispatcher_instances')).toEqual([]);
  } finally {
    await stage[Symbol.asyncDispose]();
    await cluster.drop(name);
  }
});

test('a start that is told to stop comes up first, and then stops in order', async () => {
  const holding = await holdUpStarts();
  const starting = stage.spawn(database.url);
  await heldUp();
  starting.kill('SIGTERM');
  await holding.end();
  expect(await starting.ended).toEqual({ code: 0, signal: null, stderr: '' });
  await starting.logged('stopped');
  expect(await query(database.url, 'select from dispatcher_instances')).toEqual([]);
});

test('a start that is told to stop and cannot come up is given up after the grace period', async () => {
  const holding = await holdUpStarts();
  const starting = stage.spawn(database.url, { SHUTDOWN_GRACE_SECONDS: '1' });
  await heldUp();
  starting.kill('SIGTERM');
  expect(await starting.ended).toEqual({
    code: 1,
    signal: null,
    stderr: 'Told to stop while starting, and not up after 1 s: giving up.\n',
  });
  await holding.end();
});

test('a second signal ends a start at once', async () => {
  const holding = await holdUpStarts();
  const starting = stage.spawn(database.url, { SHUTDOWN_GRACE_SECONDS: '3600' });
  await heldUp();
  // One that follows at once is the same Ctrl-C once more, from the terminal and from npm.
  await waitFor(() => {
    starting.kill('SIGTERM');
    expect(starting.child.exitCode).toBe(1);
  });
  await holding.end();
});

test('SIGTERM the moment it begins to ring loses and repeats nothing', async () => {
  const api = await stage.remote(database.url, { ...neverAsked, ROLE: 'api' });
  const messages: string[] = [];
  for (let times = 0; times < 2; times++) {
    messages.push(...(await stream(() => api.bellhop, { count: 30, everyMs: 0, aheadMs: 0 })));
    const instance = stage.spawn(database.url, neverAsked);
    await instance.logged('instance.registered');
    await clean(instance);
  }
  await stage.remote(database.url, neverAsked);
  await expectEachRungOnce(stage, database.url, messages);
  expect((await kept(database.url)).flatMap(({ outcomes }) => outcomes)).not.toContain('unknown');
});

test('rolling restarts under load lose and repeat nothing', async () => {
  const live = await Promise.all([0, 1].map(() => stage.remote(database.url, neverAsked)));
  let turn = 0;
  const bellhop = () => (live[turn++ % live.length] as RemoteInstance).bellhop;
  let rolling = true;
  const load = (async () => {
    const messages: string[] = [];
    while (rolling) messages.push(...(await stream(bellhop, { count: 10, everyMs: 50, aheadMs: 500 })));
    return messages;
  })();
  // Each instance has its share, so that it is stopped at work.
  const haveCalled = (count: number) =>
    waitFor(async () =>
      expect(await query(database.url, 'select from call_attempts group by instance_id')).toHaveLength(count),
    );
  for (const [index, old] of [...live].entries()) {
    await haveCalled(2 + index);
    live.push(await stage.remote(database.url, { ...neverAsked, ...quickTick }));
    live.splice(live.indexOf(old), 1);
    await clean(old);
  }
  await haveCalled(4);
  rolling = false;
  const messages = await load;
  await expectEachRungOnce(stage, database.url, messages);
  expect((await kept(database.url)).flatMap(({ outcomes }) => outcomes)).not.toContain('unknown');
});
