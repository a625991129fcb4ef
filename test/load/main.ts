import { parseArgs } from 'node:util';
import { type Bellhop, createBellhop } from '../../src/client/client.ts';
import { createSimulator } from '../../src/vapi/simulator/simulator.ts';
import type { Evidence } from '../chaos/evidence.ts';
import { createInstance } from '../chaos/instances.ts';
import { judge } from '../chaos/judge.ts';
import { placedCalls } from '../chaos/placed-calls.ts';
import { openRecords } from '../chaos/records.ts';
import { startStream, tokenOf } from '../chaos/stream.ts';
import { startWatcher } from '../chaos/watchers.ts';
import { createRandom } from '../simulation/random.ts';
import { startPostgresServer } from '../support/postgres-server.ts';
import { startMemoryWatch } from './memory.ts';
import { report } from './report.ts';
import { createTimings, type Timings } from './timings.ts';
import { startTraffic } from './traffic.ts';

const help = `Usage: npm run load -- [options]

Two Bellhop processes on one PostgreSQL under a mixed load of queries, mutations, subscriptions and dispatch, with
nothing going wrong; judged as chaos is. Exits with 1 if a promise was broken or an operation failed.

  --minutes N      how long (default 30)
  --seconds N      the same, for short runs
  --rate N         reminders a second that fall due within seconds (default 20)
  --operations N   other operations a second (default 30)
  --subscribers N  who follow every change (default 4)
  --seed N         what is done when (default 1)`;

const { values: flags } = parseArgs({
  options: {
    minutes: { type: 'string', default: '30' },
    seconds: { type: 'string' },
    rate: { type: 'string', default: '20' },
    operations: { type: 'string', default: '30' },
    subscribers: { type: 'string', default: '4' },
    seed: { type: 'string', default: '1' },
    help: { type: 'boolean', default: false },
  },
});

const CONCURRENCY = 100;
const DRAIN_MS = 60_000;
const METRICS_TOKEN = 'the-scraper-of-load';
const sleep = (ms: number) => new Promise<void>((wake) => setTimeout(wake, ms));

if (flags.help) console.log(help);
else process.exitCode = (await run()) ? 0 : 1;

async function run(): Promise<boolean> {
  const seconds = flags.seconds === undefined ? Number(flags.minutes) * 60 : Number(flags.seconds);
  const random = createRandom(Number(flags.seed));
  const timings = createTimings();
  await using parts = new AsyncDisposableStack();
  console.log(
    `Load: 2 instances, ${seconds} s, ${flags.rate} reminders and ${flags.operations} other operations a second, ${flags.subscribers} subscribers.`,
  );
  const postgres = await startPostgresServer();
  parts.defer(() => postgres.stop());
  const simulator = parts.use(await createSimulator({ port: 0, latencyMs: 50, random: random.next }));
  const environment = {
    DATABASE_URL: postgres.url('postgres'),
    VAPI_API_KEY: 'load',
    OPEN: 'on',
    ALLOWED_COUNTRY_CODES: 'US',
    VAPI_BASE_URL: simulator.url,
    TWILIO_PHONE_NUMBER: '+15005550006',
    DISPATCH_CONCURRENCY: String(CONCURRENCY),
    METRICS_TOKEN,
  };
  const instances = ['one', 'two'].map((name) => createInstance(name, environment, () => {}));
  parts.defer(async () => void (await Promise.all(instances.map((instance) => instance.stop()))));
  await Promise.all(instances.map((instance) => instance.start()));

  const options = instances.map((instance) => ({ url: instance.url() ?? '', silenceMs: 15_000 }));
  const clients = options.map((each) => createBellhop(each));
  const [first] = clients as [Bellhop];
  const records = await openRecords(postgres.url('postgres'));
  const start = await first.cursor();
  const watchers = Array.from({ length: Number(flags.subscribers) }, (_, index) => {
    const transport = index % 4 < 2 ? 'websocket' : 'server-sent-events';
    const client = createBellhop({ ...(options[index % 2] as { url: string }), transport });
    return startWatcher(`subscriber ${index + 1} by ${transport}`, client, start);
  });
  const memory = startMemoryWatch(instances, METRICS_TOKEN, Math.min(5_000, seconds * 250));
  const acknowledgedAt = new Map<string, number>();
  const stream = startStream(timed(clients, timings, acknowledgedAt), random, Number(flags.rate));
  const traffic = startTraffic({ clients, random, timings }, Number(flags.operations));

  await sleep(seconds * 1_000);
  await Promise.all([stream.stop(), traffic.stop()]);
  const deadline = Date.now() + DRAIN_MS;
  while (Date.now() < deadline && (await records.openReminders()) > 0) await sleep(100);
  const changes = await records.changes();
  while (Date.now() < deadline && watchers.some((watcher) => watcher.count() < changes.length))
    await sleep(20);

  const calls = placedCalls(simulator.ledger);
  const evidence: Evidence = {
    format: 'message',
    isIdempotent: false,
    concurrency: CONCURRENCY,
    timeoutMs: Number.POSITIVE_INFINITY,
    mostCallsUp: null,
    acknowledged: stream.acknowledged,
    reminders: await records.reminders(),
    attempts: await records.attempts(),
    calls,
    providerStops: [],
    providerStalls: [],
    mustShow: [],
    lateAttemptIds: [],
    lostLeases: [],
    changes,
    subscribers: await Promise.all(watchers.map((watcher) => watcher.stop())),
    kills: [],
    disturbances: [],
    rescueBoundMs: 0,
    recoveryBoundMs: 0,
  };
  const verdict = judge(evidence);
  // What was due before it was even acknowledged says nothing of how late it was rung.
  const scheduledAt = new Map(stream.acknowledged.map(({ token, scheduledMs }) => [token, scheduledMs]));
  for (const { token, atMs } of calls) {
    const dueMs = scheduledAt.get(token);
    if (dueMs !== undefined && (acknowledgedAt.get(token) ?? dueMs) < dueMs)
      timings.note('due until it rings (50 by provider)', atMs - dueMs);
  }
  const failed = timings.failures().map((line) => `Failed: ${line}`);
  const skipped = traffic.skipped() > 0 ? [`Stuck: ${traffic.skipped()} operations could not be begun.`] : [];
  const findings = [...verdict.findings, ...failed, ...skipped];
  console.log(report({ evidence, verdict, timings, memory: await memory.stop(), findings }));
  return findings.length === 0;
}

/** A client for the stream that goes to both instances in turn, and notes how long each batch took. */
function timed(clients: readonly Bellhop[], timings: Timings, acknowledgedAt: Map<string, number>): Bellhop {
  let next = 0;
  const [first] = clients as [Bellhop];
  return {
    ...first,
    async scheduleMany(reminders, options) {
      const client = clients[next++ % clients.length] as Bellhop;
      const result = await timings.time('createReminders(5)', () => client.scheduleMany(reminders, options));
      if (result === null) throw new Error('Not created.');
      for (const { message } of reminders) acknowledgedAt.set(tokenOf(message) ?? '', Date.now());
      return result;
    },
  };
}
