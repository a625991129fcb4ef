import { readFileSync } from 'node:fs';
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from '@prometheus-io/client';
import type { PoolUse } from '../persistence/open-database.ts';
import type { DispatcherStatus } from '../reminders/dispatch-store.ts';
import { createEventCounters, type Fields } from './event-counters.ts';

const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as {
  readonly version: string;
};

export interface Operation {
  readonly type: 'query' | 'mutation' | 'subscription';
  /** A root field of the schema, or `several`: the names that clients give are theirs, and without bound. */
  readonly field: string;
  readonly failed: boolean;
  readonly seconds: number;
}

/** What is only known when it is asked for. */
export interface MetricSources {
  /** Rejects while the database cannot be used. */
  readonly status: () => Promise<DispatcherStatus>;
  /** The database's clock. */
  readonly now: () => Date;
  readonly feedLagMs: () => number;
  readonly sockets: () => number;
  readonly subscriptions: () => number;
  readonly pools: () => readonly PoolUse[];
}

export interface Metrics {
  readonly contentType: string;
  /** Everything in Prometheus' text format. */
  read(): Promise<string>;
  /** A line of the log: what happened is logged under a stable name, and counted by it. */
  onLogged(fields: Fields): void;
  onOperation(operation: Operation): void;
  /** An HTTP request was answered with this status. */
  onResponse(status: number): void;
  onFeedEvent(occurredAt: Date, now: Date): void;
  /** A claim was taken over whose attempt began so long ago. */
  onTakenOver(seconds: number): void;
  watch(sources: MetricSources): void;
}

export function createMetrics(): Metrics {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  const onLogged = createEventCounters(registry);
  const operations = new Counter({
    name: 'bellhop_operations_total',
    help: 'GraphQL operations run, by type, root field and result (ok or error).',
    labelNames: ['type', 'field', 'result'],
    registers,
  });
  const operationSeconds = new Histogram({
    name: 'bellhop_operation_duration_seconds',
    help: 'How long queries and mutations took, and subscriptions to begin.',
    labelNames: ['type'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 15],
    registers,
  });
  const responses = new Counter({
    name: 'bellhop_http_responses_total',
    help: 'HTTP requests answered, by class of the status, such as 2xx.',
    labelNames: ['status'],
    registers,
  });
  // At 0 from the start: a rate of what first appears with 1 misses the first.
  for (const status of ['2xx', '3xx', '4xx', '5xx']) responses.inc({ status }, 0);
  const feedDelay = new Histogram({
    name: 'bellhop_feed_delay_seconds',
    help: 'From a change until this instance handed it to its subscribers.',
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 30],
    registers,
  });
  const recovery = new Histogram({
    name: 'bellhop_recovery_seconds',
    help: 'From the beginning of an attempt until this instance took it over from one that died.',
    buckets: [1, 2.5, 5, 10, 15, 20, 30, 60, 300, 1_800],
    registers,
  });
  const gauge = (name: string, help: string) => new Gauge({ name: `bellhop_${name}`, help, registers });
  new Gauge({
    name: 'bellhop_build_info',
    help: 'Always 1; the versions of Bellhop and Node stand in the labels.',
    labelNames: ['version', 'node'],
    registers,
  }).set({ version, node: process.versions.node }, 1);
  const poolGauge = (name: string, help: string) =>
    new Gauge({ name: `bellhop_pool_${name}`, help, labelNames: ['pool'], registers });
  const poolInUse = poolGauge('connections_in_use', 'Connections at work, for requests and for dispatch.');
  const poolWaiting = poolGauge('waiting', 'Statements that wait for a connection, by pool.');
  const databaseUp = gauge('database_up', '1 while the database answers this instance.');
  const ofDatabase = {
    scheduled: gauge('scheduled_reminders', 'Reminders that wait for their time, over all instances.'),
    due: gauge('due_reminders', 'Due and not yet claimed, over all instances.'),
    longestDue: gauge('longest_due_seconds', 'How long the longest due of them has been due.'),
    inFlight: gauge('in_flight_calls', 'Calls being placed now, over all instances.'),
    paused: gauge('dispatch_paused', '1 while dispatch is paused.'),
    unresolved: gauge(
      'unresolved_attempts',
      'Attempts that may have become calls, over all instances: no answer yet.',
    ),
    throttledSeconds: gauge(
      'throttled_seconds',
      'For how long the provider asked all instances to wait; else 0.',
    ),
    concurrencyLimit: gauge(
      'provider_concurrency_limit',
      'Calls the provider allows at once; NaN: it named no limit.',
    ),
    clockSetBack: gauge(
      'clock_set_back_seconds',
      'By how much the clock of the database was set back; else 0.',
    ),
    instances: gauge('instances', 'Instances whose lease runs.'),
  };
  const ofProcess = {
    feedLagMs: gauge('feed_lag_seconds', 'Since the feed last read to the end of the log.'),
    sockets: gauge('sockets', 'Open WebSockets.'),
    subscriptions: gauge('subscriptions', 'Open subscriptions, over WebSocket and server-sent events.'),
  };
  let sources: MetricSources | null = null;

  async function readStatus({ status, now }: MetricSources) {
    try {
      const { overdue, nextDueAt, inFlight, paused, instances, ...rest } = await status();
      const { scheduled, unresolved, throttledUntil, concurrencyLimit, clockSetBackMs } = rest;
      databaseUp.set(1);
      ofDatabase.scheduled.set(scheduled);
      ofDatabase.due.set(overdue);
      ofDatabase.longestDue.set(nextDueAt ? Math.max(0, now().getTime() - nextDueAt.getTime()) / 1_000 : 0);
      ofDatabase.inFlight.set(inFlight);
      ofDatabase.unresolved.set(unresolved);
      ofDatabase.throttledSeconds.set(secondsUntil(throttledUntil, now()));
      ofDatabase.concurrencyLimit.set(concurrencyLimit?.calls ?? Number.NaN);
      ofDatabase.clockSetBack.set(clockSetBackMs / 1_000);
      ofDatabase.paused.set(paused ? 1 : 0);
      ofDatabase.instances.set(instances.length);
    } catch {
      databaseUp.set(0);
      // An old number would look like a fact.
      for (const each of Object.values(ofDatabase)) each.set(Number.NaN);
    }
  }

  return {
    contentType: registry.contentType,
    async read() {
      if (sources) {
        ofProcess.feedLagMs.set(sources.feedLagMs() / 1_000);
        ofProcess.sockets.set(sources.sockets());
        ofProcess.subscriptions.set(sources.subscriptions());
        for (const { pool, inUse, waiting } of sources.pools()) {
          poolInUse.set({ pool }, inUse);
          poolWaiting.set({ pool }, waiting);
        }
        await readStatus(sources);
      }
      return registry.metrics();
    },
    onLogged,
    onOperation({ type, field, failed, seconds }) {
      operations.inc({ type, field, result: failed ? 'error' : 'ok' });
      operationSeconds.observe({ type }, seconds);
    },
    onResponse: (status) => responses.inc({ status: `${Math.floor(status / 100)}xx` }),
    onFeedEvent: (occurredAt, now) =>
      feedDelay.observe(Math.max(0, now.getTime() - occurredAt.getTime()) / 1_000),
    onTakenOver: (seconds) => recovery.observe(seconds),
    watch(given) {
      sources = given;
    },
  };
}

function secondsUntil(at: Date | null, now: Date): number {
  return at === null ? 0 : Math.max(0, at.getTime() - now.getTime()) / 1_000;
}
