import { createClient } from 'graphql-ws';
import { expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { createBellhop } from '../../src/client/client.ts';
import { startTestApp } from '../support/app.ts';
import { startBellhop } from '../support/bellhop-process.ts';
import { schedule, settled } from '../support/scheduling.ts';
import { createTestDatabase } from '../support/test-database.ts';
import { closedPort } from '../vapi/closed-port.ts';
import { type Collector, startCollector } from './collector.ts';

const traceId = '0af7651916cd43dd8448eb211c80319c';
const caller = 'b7ad6b7169203331';
const message = 'The secret of the trace.';

const calls = {
  VAPI_PHONE_NUMBER_ID: 'number-1',
  COMPLETE_WHEN: 'answered',
  VAPI_POLL_SECONDS: '3600',
  SCHEDULER_INTERVAL_SECONDS: '3600',
};
const simulator = { calls: { ringMs: 10, talkMs: 20, webhookBackoffScale: 0.01 } };

/** A client whose requests belong to a trace. */
function tracedBellhop(url: string, flags: '00' | '01' = '01') {
  const traceparent = `00-${traceId}-${caller}-${flags}`;
  return createBellhop({
    url,
    fetch: (input, init) => fetch(input, { ...init, headers: { ...init?.headers, traceparent } }),
  });
}

function only(collector: Collector, name: string) {
  const [span, ...others] = collector.spans.filter((each) => each.name === name);
  expect({ name, others }).toEqual({ name, others: [] });
  if (!span) throw new Error(`There is no span "${name}".`);
  return span;
}

test('mutation, claim, attempt and reports are one trace, over two instances, and begin where the caller is', async () => {
  await using collector = await startCollector();
  const environment = { ...calls, OTEL_EXPORTER_OTLP_ENDPOINT: collector.url };
  await using serving = await startTestApp({ environment: { ...environment, ROLE: 'api' }, simulator });
  await using ringing = await startTestApp({
    environment: { ...environment, ROLE: 'dispatcher', OTEL_SERVICE_NAME: 'ringer' },
    beside: serving,
  });
  const { id } = await schedule(tracedBellhop(serving.url), { message });
  const plain = createBellhop({ url: serving.url });
  expect(await settled(plain, id)).toMatchObject({ status: 'COMPLETED' });
  // What is not sent yet is sent at the end.
  await Promise.all([serving.app.stop(), ringing.app.stop()]);

  const mutation = only(collector, 'mutation createReminder');
  const claim = only(collector, 'claim');
  const attempt = only(collector, 'attempt');
  const reports = collector.spans.filter(({ name }) => name === 'call report');
  for (const span of [mutation, claim, attempt, ...reports]) expect(span.traceId).toBe(traceId);
  expect(mutation).toMatchObject({ parentSpanId: caller, kind: 2, serviceName: 'bellhop' });
  expect(claim).toMatchObject({ parentSpanId: mutation.spanId, serviceName: 'ringer' });
  expect(attempt).toMatchObject({
    parentSpanId: claim.spanId,
    kind: 3,
    statusCode: 0,
    attributes: { 'bellhop.outcome': 'placed', 'http.response.status_code': 201 },
  });
  expect(attempt.startMs).toBeGreaterThanOrEqual(claim.startMs);
  expect(reports.length).toBeGreaterThan(0);
  expect(new Set(reports.map(({ parentSpanId }) => parentSpanId))).toEqual(new Set([mutation.spanId]));
  expect(reports.map(({ attributes }) => attributes['bellhop.call.status'])).toContain('ended');
  for (const span of collector.spans) expect(span.endMs).toBeGreaterThanOrEqual(span.startMs);
  // Other requests are of other traces.
  const queries = collector.spans.filter(({ name }) => name === 'query reminder');
  expect(queries.length).toBeGreaterThan(0);
  expect(queries.filter((span) => span.traceId === traceId)).toEqual([]);
  expect(collector.bodies.join()).not.toMatch(/4155550100|secret of the trace/);
});

test('a trace that is not kept is not kept here either, and what failed is told', async () => {
  await using collector = await startCollector();
  const environment = { OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: `${collector.url}/v1/traces` };
  await using app = await startTestApp({ environment });
  const bellhop = createBellhop({ url: app.url });
  const unkept = await schedule(tracedBellhop(app.url, '00'));
  const refused = await schedule(bellhop, { phoneNumber: '+14155550140' });
  expect(await settled(bellhop, unkept.id)).toMatchObject({ status: 'COMPLETED' });
  expect(await settled(bellhop, refused.id)).toMatchObject({ status: 'FAILED' });
  await app.execute('{ reminders(first: 1, after: "nonsense") { nodes { id } } }');
  await app.app.stop();
  expect(collector.spans.filter((span) => span.traceId === traceId)).toEqual([]);
  const failed = collector.spans.filter(({ statusCode }) => statusCode === 2);
  expect(failed.map(({ name }) => name).toSorted()).toEqual(['attempt', 'query reminders']);
  expect(only(collector, 'attempt').attributes).toMatchObject({
    'bellhop.outcome': 'rejected',
    'http.response.status_code': 400,
  });
});

test('a retry by a person goes on in the trace of that request', async () => {
  await using collector = await startCollector();
  const environment = { OTEL_EXPORTER_OTLP_ENDPOINT: collector.url };
  await using app = await startTestApp({ environment });
  const plain = createBellhop({ url: app.url });
  const { id } = await schedule(plain, { scheduledTime: new Date(Date.now() + 3_600_000) });
  await plain.cancel(id);
  await tracedBellhop(app.url).retry(id);
  expect(await settled(plain, id)).toMatchObject({ status: 'COMPLETED' });
  await app.app.stop();
  expect(only(collector, 'claim')).toMatchObject({
    traceId,
    parentSpanId: only(collector, 'mutation retryReminder').spanId,
  });
});

test('over WebSocket an operation belongs to the trace that its connection came with', async () => {
  await using collector = await startCollector();
  await using app = await startTestApp({ environment: { OTEL_EXPORTER_OTLP_ENDPOINT: collector.url } });
  class TracedWebSocket extends WebSocket {
    constructor(url: string, protocols: string) {
      super(url, protocols, { headers: { traceparent: `00-${traceId}-${caller}-01` } });
    }
  }
  const client = createClient({ url: app.wsUrl, webSocketImpl: TracedWebSocket, retryAttempts: 0 });
  await client.iterate({ query: '{ dispatcher { paused } }' }).next();
  await client.dispose();
  await app.app.stop();
  expect(only(collector, 'query dispatcher')).toMatchObject({ traceId, parentSpanId: caller });
});

test('a collector that is away keeps nobody from ringing or from stopping', async () => {
  await using app = await startTestApp({
    environment: { OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${await closedPort()}` },
  });
  const bellhop = createBellhop({ url: app.url });
  expect(await settled(bellhop, (await schedule(bellhop)).id)).toMatchObject({ status: 'COMPLETED' });
  await app.app.stop();
});

// But its API, which the metrics' client loads for exemplars.
test('without a collector nothing of the SDK of OpenTelemetry is loaded', async () => {
  await using database = await createTestDatabase();
  const loader = `import { registerHooks } from 'node:module';
    registerHooks({ resolve(name, context, next) {
      if (/@opentelemetry.(?!api)/.test(name)) process.stderr.write('LOADED ' + name + '\\n');
      return next(name, context);
    } });`;
  const NODE_OPTIONS = `--import=data:text/javascript,${encodeURIComponent(loader)}`;
  const start = async (environment: Record<string, string>) => {
    await using bellhop = startBellhop({ DATABASE_URL: database.url, NODE_OPTIONS, ...environment });
    await bellhop.logged('started');
    bellhop.kill('SIGTERM');
    return (await bellhop.ended).stderr;
  };
  expect(await start({})).not.toContain('LOADED');
  expect(await start({ OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:9' })).toContain('LOADED');
  expect(
    await start({ OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:9', OTEL_SDK_DISABLED: 'true' }),
  ).not.toContain('LOADED');
});
