import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, inject, onTestFinished, test } from 'vitest';
import { readDatabaseUrl } from '../../src/config/database-url.ts';
import { createDispatchStore } from '../../src/persistence/dispatch-store.ts';
import { openDatabase } from '../../src/persistence/open-database.ts';
import { run } from '../../src/persistence/statement.ts';
import type { Claim } from '../../src/reminders/dispatch-store.ts';
import { createSimulator } from '../../src/vapi/simulator/simulator.ts';
import { startTestApp } from '../support/app.ts';
import { clusterAt } from '../support/cluster.ts';
import { createEmbeddedFolder } from '../support/embedded-folder.ts';
import { join as joinInstances } from '../support/instance-contract.ts';
import { createDraft } from '../support/reminder-drafts.ts';
import { createTestDatabase } from '../support/test-database.ts';
import { createStores } from '../support/test-stores.ts';
import { closedPort } from '../vapi/closed-port.ts';
import { runBellhop } from './run-bellhop.ts';

interface Report {
  readonly ok: boolean;
  readonly findings: readonly {
    readonly check: string;
    readonly level: string;
    readonly message: string;
    readonly advice: string | null;
  }[];
}

async function doctor(environment: Record<string, string>) {
  const { code, stdout } = await runBellhop(['doctor', '--json'], environment);
  const report = JSON.parse(stdout) as Report;
  expect(report.ok).toBe(code === 0);
  const found = (check: string) => report.findings.filter((finding) => finding.check === check);
  return { code, report, found };
}

const realKey = {
  VAPI_API_KEY: 'the-key',
  OPEN: 'on',
  ALLOWED_COUNTRY_CODES: 'US',
  VAPI_PHONE_NUMBER_ID: 'number-1',
};

describe('bellhop doctor', () => {
  test('finds a fleet that is well, and rings the simulator', async () => {
    await using app = await startTestApp();
    const { code, report, found } = await doctor({ DATABASE_URL: app.databaseUrl });
    expect(code).toBe(0);
    const levels = Object.fromEntries(report.findings.map(({ check, level }) => [check, level]));
    expect(levels).toEqual({
      configuration: 'ok',
      database: 'ok',
      clock: 'ok',
      migrations: 'ok',
      instances: 'ok',
      dispatch: 'ok',
      overdue: 'ok',
      access: 'warn',
      provider: 'warn',
    });
    expect(found('instances')[0]?.message).toMatch(/^1 alive: /);
    expect(found('database')[0]?.message).toMatch(/^PostgreSQL \d+.* answers\.$/);
    expect(found('provider')[0]?.message).toContain('a test call to the simulator is in its ledger');
    expect(app.simulator.ledger.requests).toEqual([]);
  });

  test('rings the simulator in wire format call too', async () => {
    await using database = await createTestDatabase();
    const { found } = await doctor({ DATABASE_URL: database.url, VAPI_PHONE_NUMBER_ID: 'number-1' });
    expect(found('provider')[0]?.message).toContain('a test call to the simulator is in its ledger');
  });

  test('prints a line for each finding, with what to do', async () => {
    await using database = await createTestDatabase();
    const { code, stdout } = await runBellhop(['doctor'], { DATABASE_URL: database.url });
    expect(code).toBe(0);
    expect(stdout).toMatch(/^ok {4}configuration {2}\S/);
    expect(stdout).toMatch(/\nwarn {2}instances {6}None is alive.*\n +→ Start one/);
  });

  test('names every problem of the configuration, and no secret', async () => {
    const environment = { PORT: 'x', LEASE_SECONDS: '0', DATABASE_URL: 'mysql://u:hidden@h/d' };
    const { code, report, found } = await doctor(environment);
    expect(code).toBe(1);
    expect(found('configuration').map(({ message }) => message.split(':')[0])).toEqual([
      'PORT',
      'DATABASE_URL',
      'LEASE_SECONDS',
    ]);
    expect(JSON.stringify(report)).not.toContain('hidden');
  });

  test('fails where the database cannot be reached', async () => {
    const url = `postgres://nobody:hidden@127.0.0.1:${await closedPort()}/none`;
    const { code, report, found } = await doctor({ DATABASE_URL: url });
    expect(code).toBe(1);
    expect(found('database')[0]).toMatchObject({ level: 'fail' });
    expect(found('database')[0]?.message).toContain('ECONNREFUSED');
    expect(found('provider')).toHaveLength(1);
    expect(JSON.stringify(report)).not.toContain('hidden');
  });

  test('tells of migrations that are pending, and applies none', async () => {
    const cluster = clusterAt(inject('clusterUrl'));
    const name = `bellhop_doctor_${process.pid}_${Date.now()}`;
    await cluster.create(name);
    onTestFinished(() => cluster.drop(name));
    for (const _ of ['first', 'again']) {
      const { code, found } = await doctor({ DATABASE_URL: cluster.url(name) });
      expect(code).toBe(0);
      expect(found('migrations')[0]?.message).toMatch(/^\d+ are pending: migration-20261124-initial/);
      expect(found('instances')).toEqual([]);
    }
  });

  test('tells of migrations that a newer version made', async () => {
    await using database = await createTestDatabase();
    const { fork } = await database.open();
    await run(fork(), "insert into mikro_orm_migrations (name) values ('migration-2099-more')");
    const { found } = await doctor({ DATABASE_URL: database.url });
    expect(found('migrations')).toMatchObject([{ level: 'warn' }]);
    expect(found('migrations')[0]?.message).toContain('migration-2099-more');
  });

  test('tells of a pause, of what is overdue, and fails where nothing explains that', async () => {
    await using app = await startTestApp();
    const database = await openDatabase({ kind: 'server', connection: readDatabaseUrl(app.databaseUrl) });
    onTestFinished(() => database.close());
    const store = createDispatchStore({ fork: database.fork, onEvents: () => {} });
    await store.pause('The provider is away.');
    await run(
      database.fork(),
      `insert into reminders (id, phone_number, message, scheduled_time, status, next_attempt_at, max_retry_attempts)
       values (gen_random_uuid(), '+14155550123', 'Late', now() - interval '10 minutes', 'scheduled', now() - interval '10 minutes', 3)`,
    );
    const paused = await doctor({ DATABASE_URL: app.databaseUrl });
    expect(paused.code).toBe(0);
    expect(paused.found('dispatch')).toMatchObject([
      { level: 'warn', message: 'It is paused: The provider is away.' },
    ]);
    expect(paused.found('overdue')).toMatchObject([{ level: 'warn' }]);
    expect(paused.found('overdue')[0]?.message).toMatch(/^1 is, the longest for \d{3} s\.$/);
    // An instance that lives and is not paused, as the switch says now, should have rung it.
    await app.app.stop();
    await run(
      database.fork(),
      `insert into dispatcher_instances (id, hostname, lease_expires_at)
       values (gen_random_uuid(), 'stuck-host', now() + interval '1 hour')`,
    );
    await store.resume();
    const stuck = await doctor({ DATABASE_URL: app.databaseUrl });
    expect(stuck.code).toBe(1);
    expect(stuck.found('instances')[0]?.message).toBe('1 alive: stuck-host.');
    expect(stuck.found('overdue')).toMatchObject([{ level: 'fail' }]);
  });

  test('names what the provider asked for, and what it cannot say, and a clock that was set back', async () => {
    await using database = await createTestDatabase();
    const { dispatch, reminders, tamper } = createStores(await database.open());
    const well = await doctor({ DATABASE_URL: database.url });
    for (const check of ['throttled', 'limit', 'unresolved']) expect(well.found(check)).toEqual([]);
    expect(well.found('clock')).toHaveLength(1);

    const instanceId = await joinInstances({ dispatch });
    await reminders.insert([createDraft()], { allOrNothing: true });
    const request = { instanceId, limit: 1, concurrency: 1, callsPerSecond: null };
    const [claim] = (await dispatch.claimDue(request)).claims;
    await dispatch.markUnresolved(claim as Claim);
    await tamper.setClockBack(3_600_000);
    await dispatch.holdBack(600_000);
    await dispatch.noteConcurrencyLimit(3, 'an account');
    const { found } = await doctor({ DATABASE_URL: database.url });
    expect(found('throttled')).toMatchObject([{ level: 'warn' }]);
    expect(found('limit')[0]?.message).toBe('The provider allows 3 calls at once.');
    expect(found('unresolved')[0]?.message).toContain('cannot say of 1 attempts');
    expect(found('clock').map(({ message }) => message)).toContainEqual(
      expect.stringMatching(/^The database’s clock was set back by 3[56]\d\d s\.$/),
    );
  });

  test('fails where Bellhop would not start for want of a token', async () => {
    await using database = await createTestDatabase();
    const environment = { DATABASE_URL: database.url, HOST: '0.0.0.0' };
    expect((await doctor(environment)).found('access')).toMatchObject([{ level: 'fail' }]);
    await runBellhop(['token', 'create', '--name', 'me', '--scope', 'admin'], environment);
    expect((await doctor(environment)).found('access')).toMatchObject([{ level: 'ok' }]);
  });

  test('asks the provider for a list with the real key, and rings nobody', async () => {
    await using database = await createTestDatabase();
    await using provider = await createSimulator({ port: 0, latencyMs: 0, apiKey: 'the-key' });
    const environment = { DATABASE_URL: database.url, VAPI_BASE_URL: provider.url, ...realKey };
    const taken = await doctor(environment);
    expect(taken.code).toBe(0);
    expect(taken.found('provider')).toMatchObject([{ level: 'ok' }]);
    expect(provider.ledger.requests.map(({ method }) => method)).toEqual(['GET']);
    expect(provider.ledger.calls).toEqual([]);

    const refused = await doctor({ ...environment, VAPI_API_KEY: 'another-key' });
    expect(refused.code).toBe(1);
    expect(refused.found('provider')[0]?.message).toContain('401');
    expect(JSON.stringify(refused.report)).not.toContain('another-key');

    const away = await doctor({ ...environment, VAPI_BASE_URL: `http://127.0.0.1:${await closedPort()}` });
    expect(away.found('provider')[0]?.message).toContain('cannot be reached (ECONNREFUSED)');
  });

  test('looks at an embedded database, unless a Bellhop that runs holds it', async () => {
    const empty = await mkdtemp(join(tmpdir(), 'bellhop-doctor-'));
    onTestFinished(() => rm(empty, { recursive: true, force: true }));
    const none = await doctor({ DATA_DIR: empty });
    expect(none.found('database')).toMatchObject([{ level: 'ok' }]);
    expect(none.found('database')[0]?.message).toContain('The first start makes an embedded one');
    const folder = await createEmbeddedFolder();
    const holder = await openDatabase({ kind: 'embedded', folder });
    const held = await doctor({ DATA_DIR: folder });
    expect(held.code).toBe(0);
    expect(held.found('database')).toMatchObject([{ level: 'warn' }]);
    await holder.close();
    const free = await doctor({ DATA_DIR: folder });
    expect(free.found('migrations')).toMatchObject([{ level: 'ok', message: 'None is pending.' }]);
  });
});
