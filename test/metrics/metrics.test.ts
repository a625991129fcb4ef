import { createClient } from 'graphql-ws';
import pg from 'pg';
import { v7 as uuidv7 } from 'uuid';
import { expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { systemClock } from '../../src/clock.ts';
import { countedLog } from '../../src/metrics/counted-log.ts';
import { createMetrics } from '../../src/metrics/metrics.ts';
import { run } from '../../src/persistence/statement.ts';
import { startGraphQLServer } from '../server/start-graphql-server.ts';
import { startTestApp } from '../support/app.ts';
import { createDraft } from '../support/reminder-drafts.ts';
import { createTestDatabase } from '../support/test-database.ts';
import { createTestLog } from '../support/test-log.ts';
import { createStores } from '../support/test-stores.ts';
import { waitFor, waitUntil } from '../support/wait-for.ts';
import { seriesValue } from './series-value.ts';

const token = 'scraper-0123456789';
const create = `mutation ($input: CreateReminderInput!) { createReminder(input: $input) { __typename } }`;

test('what an app does is counted: attempts, lateness, operations, sockets, subscriptions', async () => {
  await using app = await startTestApp({ environment: { METRICS_TOKEN: token } });
  const read = async () => (await fetch(`${app.url}/metrics`)).text();
  const client = createClient({ url: app.wsUrl, webSocketImpl: WebSocket, retryAttempts: 0 });
  const changes = client.iterate({ query: 'subscription { reminderStatusChanged { status } }' });
  const first = changes.next();
  await waitFor(async () => expect(seriesValue(await read(), 'bellhop_subscriptions')).toBe(1));
  const input = { phoneNumber: '+14155550123', message: 'Now.', scheduledTime: new Date().toISOString() };
  await app.execute(create, { input });
  const later = { ...input, scheduledTime: new Date(Date.now() + 3_600_000).toISOString() };
  await app.execute(create, { input: later });
  expect((await fetch(`${app.url}/nothing-here`)).status).toBe(404);
  await app.execute('query Evil_123 { dispatcher { overdue } node(id: "x") { id } }');
  await first;
  await waitFor(async () => {
    expect(seriesValue(await read(), 'bellhop_reminders_ended_total{status="completed"}')).toBe(1);
  });
  const text = await read();
  expect(seriesValue(text, 'bellhop_attempts_total{outcome="placed"}')).toBe(1);
  expect(seriesValue(text, 'bellhop_attempts_total{outcome="unknown"}')).toBe(0);
  expect(seriesValue(text, 'bellhop_lateness_seconds_count')).toBe(1);
  expect(seriesValue(text, 'bellhop_attempt_duration_seconds_count{outcome="placed"}')).toBe(1);
  expect(seriesValue(text, 'bellhop_feed_delay_seconds_count')).toBeGreaterThanOrEqual(2);
  expect(
    seriesValue(text, 'bellhop_operations_total{type="mutation",field="createReminder",result="ok"}'),
  ).toBe(2);
  expect(text).toMatch(/bellhop_operations_total{type="query",field="several",result="(ok|error)"} 1/);
  expect(text).not.toContain('Evil_123');
  expect(text).not.toContain('4155550123');
  expect(seriesValue(text, 'bellhop_scheduled_reminders')).toBe(1);
  expect(seriesValue(text, 'bellhop_http_responses_total{status="4xx"}')).toBe(1);
  expect(seriesValue(text, 'bellhop_http_responses_total{status="2xx"}')).toBeGreaterThanOrEqual(2);
  expect(seriesValue(text, 'bellhop_http_responses_total{status="5xx"}')).toBe(0);
  expect(text).toMatch(/^bellhop_build_info{version="\d+\.\d+\.\d+",node="\d+\.\d+\.\d+"} 1$/m);
  for (const pool of ['requests', 'dispatch']) {
    expect(seriesValue(text, `bellhop_pool_waiting{pool="${pool}"}`)).toBe(0);
    expect(seriesValue(text, `bellhop_pool_connections_in_use{pool="${pool}"}`)).toBeLessThanOrEqual(10);
  }
  expect(seriesValue(text, 'bellhop_sockets')).toBe(1);
  expect(seriesValue(text, 'bellhop_instances')).toBe(1);
  expect(seriesValue(text, 'bellhop_database_up')).toBe(1);
  expect(seriesValue(text, 'bellhop_feed_lag_seconds')).toBeLessThan(30);
  expect(text).toContain('nodejs_eventloop_lag_p99_seconds');
  await changes.return?.();
  await client.dispose();
  await waitFor(async () => {
    const closed = await read();
    expect(seriesValue(closed, 'bellhop_subscriptions')).toBe(0);
    expect(seriesValue(closed, 'bellhop_sockets')).toBe(0);
  });
});

test('every event of the log that is counted is counted', async () => {
  const metrics = createMetrics();
  const log = countedLog(createTestLog(), metrics.onLogged);
  log.warn({ event: 'lease.lost' }, 'x');
  log.warn({ event: 'instances.dead', dead: ['a', 'b'] }, 'x');
  log.warn({ event: 'claims.taken-over', count: 3 }, 'x');
  log.warn({ event: 'attempt.stale' }, 'x');
  log.info({ event: 'feed.slow-consumer' }, 'x');
  log.error({ event: 'call.unexpected' }, 'x');
  log.warn({ event: 'webhook.refused', status: 401 }, 'x');
  log.debug({ event: 'call.cost', costUsd: 0.125 }, 'x');
  log.warn({ event: 'reminders.deferred', count: 4 }, 'x');
  log.warn({ event: 'access.refused', reason: 'unknown' }, 'x');
  log.error({ event: 'claim.failed' }, 'x');
  log.warn({ event: 'attempt.rejected', status: 'failed', lateMs: -5 }, 'x');
  log.info({ event: 'reminder.completed' }, 'x');
  const text = await metrics.read();
  const counted = {
    bellhop_lease_losses_total: 1,
    bellhop_dead_instances_total: 2,
    bellhop_claims_taken_over_total: 3,
    bellhop_stale_results_total: 1,
    bellhop_feed_slow_consumers_total: 1,
    bellhop_unexpected_calls_total: 1,
    bellhop_call_cost_usd_total: 0.125,
    bellhop_reminders_deferred_total: 4,
    'bellhop_webhooks_refused_total{status="401"}': 1,
    'bellhop_auth_failures_total{reason="unknown"}': 1,
    'bellhop_failures_total{event="claim.failed"}': 1,
    'bellhop_attempts_total{outcome="rejected"}': 1,
    'bellhop_reminders_ended_total{status="failed"}': 1,
    'bellhop_reminders_ended_total{status="completed"}': 1,
  };
  for (const [name, value] of Object.entries(counted))
    expect([name, seriesValue(text, name)]).toEqual([name, value]);
});

test('every figure that an operator looks for is there from the start', async () => {
  const text = await createMetrics().read();
  const series = [
    'bellhop_lateness_seconds_count',
    'bellhop_attempts_total{outcome="placed"}',
    'bellhop_attempts_total{outcome="refused"}',
    'bellhop_attempts_total{outcome="rejected"}',
    'bellhop_attempts_total{outcome="unknown"}',
    'bellhop_due_reminders',
    'bellhop_longest_due_seconds',
    'bellhop_in_flight_calls',
    'bellhop_instances',
    'bellhop_lease_losses_total',
    'bellhop_dead_instances_total',
    'bellhop_claims_taken_over_total',
    'bellhop_recovery_seconds_count',
    'bellhop_stale_results_total',
    'bellhop_feed_lag_seconds',
    'bellhop_feed_delay_seconds_count',
    'bellhop_feed_slow_consumers_total',
    'bellhop_sockets',
    'bellhop_subscriptions',
  ];
  expect(series.filter((name) => seriesValue(text, name) === undefined)).toEqual([]);
  for (const name of ['bellhop_attempt_duration_seconds', 'bellhop_operation_duration_seconds'])
    expect(text).toContain(`# TYPE ${name} histogram`);
  expect(text).toContain('# TYPE bellhop_operations_total counter');
  expect(text).toContain('# TYPE nodejs_eventloop_lag_p99_seconds gauge');
});

test('what is taken over from a dead instance is counted, with how long it was left alone', async () => {
  await using database = await createTestDatabase();
  const { reminders, dispatch } = createStores(await database.open());
  const dead = { id: uuidv7(), hostname: 'gone' };
  await dispatch.register(dead, 60_000);
  await reminders.insert([createDraft()], { allOrNothing: true });
  const request = { instanceId: dead.id, limit: 1, concurrency: 1, callsPerSecond: null };
  expect((await dispatch.claimDue(request)).claims).toHaveLength(1);
  await dispatch.deregister(dead.id);
  await using app = await startTestApp({ databaseUrl: database.url });
  const text = await waitUntil(async () => {
    const read = await (await fetch(`${app.url}/metrics`)).text();
    return seriesValue(read, 'bellhop_claims_taken_over_total') ? read : null;
  });
  expect(seriesValue(text, 'bellhop_recovery_seconds_count')).toBe(1);
  expect(seriesValue(text, 'bellhop_claims_taken_over_total')).toBe(1);
});

test('without its database an app has no numbers of it, and says that it is away', async () => {
  const metrics = createMetrics();
  const status = () => Promise.reject(new Error('away'));
  metrics.watch({
    status,
    now: () => new Date(),
    feedLagMs: () => 2_500,
    sockets: () => 0,
    subscriptions: () => 0,
    pools: () => [{ pool: 'requests', inUse: 3, waiting: 1 }],
  });
  const text = await metrics.read();
  expect(seriesValue(text, 'bellhop_database_up')).toBe(0);
  expect(seriesValue(text, 'bellhop_due_reminders')).toBeNaN();
  expect(seriesValue(text, 'bellhop_feed_lag_seconds')).toBe(2.5);
  expect(seriesValue(text, 'bellhop_pool_connections_in_use{pool="requests"}')).toBe(3);
  expect(seriesValue(text, 'bellhop_pool_waiting{pool="requests"}')).toBe(1);
});

test('/metrics is for whoever has a token of read, or METRICS_TOKEN', async () => {
  const metrics = { ...createMetrics(), token };
  await using server = await startGraphQLServer({ mayBeOpen: false, metrics });
  const { secret } = await server.createToken('read');
  const status = async (bearer?: string) => {
    const headers: Record<string, string> = bearer ? { authorization: `Bearer ${bearer}` } : {};
    return (await fetch(new URL('/metrics', server.url), { headers })).status;
  };
  expect(await status()).toBe(401);
  expect(await status(`${token}x`)).toBe(401);
  expect(await status(secret)).toBe(200);
  expect(await status(token)).toBe(200);
  expect((await fetch(new URL('/metrics', server.url), { method: 'POST' })).status).toBe(405);
});

test('/readyz says what is not well', async () => {
  await using database = await createTestDatabase();
  await using app = await startTestApp({ databaseUrl: database.url });
  const ready = async () => {
    const response = await fetch(`${app.url}/readyz`);
    return { status: response.status, body: await response.json() };
  };
  const ok = { database: 'ok', migrations: 'ok', lease: 'ok', claims: 'ok', feed: 'ok' };
  expect(await ready()).toEqual({ status: 200, body: { status: 'ready', checks: ok } });
  const { fork } = await database.open();
  await run(fork(), `update mikro_orm_migrations set name = 'gone' where name like '%do-not-call'`);
  await waitFor(async () =>
    expect(await ready()).toEqual({
      status: 503,
      body: {
        status: 'not ready',
        checks: { ...ok, migrations: 'missing: migration-20261124-do-not-call' },
      },
    }),
  );
  await run(
    fork(),
    `update mikro_orm_migrations set name = 'migration-20261124-do-not-call' where name = 'gone'`,
  );
});

test('an instance whose claims fail is not ready, though its heartbeats go through', async () => {
  await using database = await createTestDatabase();
  const environment = { HEARTBEAT_SECONDS: '0.1', SCHEDULER_INTERVAL_SECONDS: '0.1' };
  await using app = await startTestApp({ databaseUrl: database.url, environment });
  const { fork } = await database.open();
  const checks = async () => {
    const response = await fetch(`${app.url}/readyz`);
    return [response.status, ((await response.json()) as { checks: object }).checks];
  };
  const ok = { database: 'ok', migrations: 'ok', lease: 'ok', claims: 'ok', feed: 'ok' };
  const rename = async (prefix: string, to: (name: string) => string) => {
    const functions = `select proname as name, oid::regprocedure as signature from pg_proc where proname ^@ '${prefix}'`;
    for (const { name, signature } of await run<{ name: string; signature: string }>(fork(), functions)) {
      await run(fork(), `alter function ${signature} rename to ${to(name)}`);
    }
  };
  await waitFor(async () => expect(await checks()).toEqual([200, ok]));
  await rename('claim_due', (name) => `away_${name}`);
  await waitFor(async () =>
    expect(await checks()).toEqual([503, { ...ok, claims: 'the last claim failed' }]),
  );
  await rename('away_', (name) => name.replace('away_', ''));
  await waitFor(async () => expect(await checks()).toEqual([200, ok]));
});

test('/readyz says that the lease is not held, and that the feed lags', async () => {
  await using database = await createTestDatabase();
  let skippedMs = 0;
  const clock = { ...systemClock, monotonicMs: () => systemClock.monotonicMs() + skippedMs };
  const environment = { HEARTBEAT_SECONDS: '0.1', LEASE_SECONDS: '10' };
  await using app = await startTestApp({ databaseUrl: database.url, environment, clock });
  const checks = async () => {
    const response = await fetch(`${app.url}/readyz`);
    return [response.status, ((await response.json()) as { checks: object }).checks];
  };
  const ok = { database: 'ok', migrations: 'ok', lease: 'ok', claims: 'ok', feed: 'ok' };
  expect(await checks()).toEqual([200, ok]);

  // No heartbeat gets through while somebody holds the list of instances.
  const holder = new pg.Client({ connectionString: database.url });
  await holder.connect();
  await holder.query('begin');
  await holder.query('lock table dispatcher_instances in access exclusive mode');
  skippedMs += 10_000;
  await waitFor(async () => expect(await checks()).toEqual([503, { ...ok, lease: 'the lease is not held' }]));
  await holder.query('rollback');
  await waitFor(async () => expect(await checks()).toEqual([200, ok]));

  // A transaction that wrote and stays open holds back what was written after it.
  await holder.query('begin');
  await holder.query('select pg_current_xact_id()');
  await app.execute(create, {
    input: {
      phoneNumber: '+14155550123',
      message: 'Later.',
      scheduledTime: new Date(Date.now() + 3_600_000).toISOString(),
    },
  });
  skippedMs += 31_000;
  await waitFor(async () => expect(await checks()).toEqual([503, { ...ok, feed: 'the feed lags behind' }]));
  await holder.query('rollback');
  await waitFor(async () => expect(await checks()).toEqual([200, ok]));
  await holder.end();
});
