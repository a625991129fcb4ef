import { appendFileSync, mkdirSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { createBellhop } from '../../src/client/client.ts';
import { createSimulator } from '../../src/vapi/simulator/simulator.ts';
import { createRandom } from '../simulation/random.ts';
import { startPostgresServer } from '../support/postgres-server.ts';
import { startBalancer } from './balancer.ts';
import type { Evidence } from './evidence.ts';
import { createInstance, type Instance } from './instances.ts';
import { judge } from './judge.ts';
import { openRecords } from './records.ts';
import { report } from './report.ts';
import { startStream, tokenOf } from './stream.ts';
import { startTroubles } from './troubles.ts';
import { startWatcher } from './watchers.ts';

const help = `Usage: npm run chaos -- [options]

Real Bellhop processes on one PostgreSQL, a stream of reminders, and everything that can go wrong; judged by the
provider's ledger and the database. Exits with 1 if a promise was broken.

  --seconds N      how long things go wrong (default 60)
  --instances N    how many processes (default 4)
  --format F       message or call (default message)
  --idempotent     the provider knows idempotency keys (format message)
  --seed N         which troubles, and when (default: another each time; it is printed)
  --rate N         reminders a second (default 20, or 10 in format call)
  --logs FOLDER    keep what each process logged there`;

const { values: flags } = parseArgs({
  options: {
    seconds: { type: 'string', default: '60' },
    instances: { type: 'string', default: '4' },
    format: { type: 'string', default: 'message' },
    idempotent: { type: 'boolean', default: false },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    rate: { type: 'string' },
    logs: { type: 'string' },
    help: { type: 'boolean', default: false },
  },
});

const LEASE_MS = 3_000;
/** A process that asks the provider waits so long before it believes that there is no call. */
const GRACE_MS = 500;
const CONCURRENCY = 10;
/** This machine may be busy with something else. */
const NOISE_MS = 1_000;
const DRAIN_MS = 60_000;

const sleep = (ms: number) => new Promise<void>((wake) => setTimeout(wake, ms));

if (flags.help) console.log(help);
else process.exitCode = (await run()) ? 0 : 1;

async function run(): Promise<boolean> {
  const format = flags.format === 'call' ? 'call' : 'message';
  const random = createRandom(Number(flags.seed));
  await using parts = new AsyncDisposableStack();
  console.log(
    `Chaos: seed ${flags.seed}, ${flags.instances} instances, ${flags.seconds} s, format ${format}.`,
  );

  if (flags.logs) mkdirSync(flags.logs, { recursive: true });
  const postgres = await startPostgresServer();
  parts.defer(() => postgres.stop());
  const simulator = parts.use(
    await createSimulator({
      port: 0,
      latencyMs: 100,
      idempotent: flags.idempotent,
      random: random.next,
      calls: { ringMs: 50, talkMs: 200, concurrencyLimit: 2 * CONCURRENCY },
      faultRates: {
        reset: 0.02,
        'accept-then-drop': 0.03,
        'server-error': 0.02,
        'over-limit-silent': 0.005,
        hang: 0.005,
        'bad-request': 0.005,
      },
    }),
  );
  const instances: Instance[] = [];
  const balancer = await startBalancer(() => {
    const urls = instances.flatMap((instance) => instance.url() ?? []);
    return urls.length > 0 ? random.pick(urls) : null;
  });
  parts.defer(() => balancer.close());
  const caller =
    format === 'call'
      ? {
          VAPI_PHONE_NUMBER_ID: 'chaos',
          VAPI_POLL_SECONDS: '1',
          PUBLIC_URL: balancer.url,
          VAPI_WEBHOOK_SECRET: 'the-secret-of-chaos',
          VAPI_GRACE_SECONDS: String(GRACE_MS / 1_000),
        }
      : { TWILIO_PHONE_NUMBER: '+15005550006' };
  const environment = {
    DATABASE_URL: postgres.url('postgres'),
    VAPI_API_KEY: 'chaos',
    ALLOWED_COUNTRY_CODES: 'US',
    VAPI_BASE_URL: simulator.url,
    VAPI_TIMEOUT_SECONDS: '2',
    VAPI_RETRY_MIN_SECONDS: '0.1',
    VAPI_RETRY_MAX_SECONDS: '0.5',
    SCHEDULER_INTERVAL_SECONDS: '5',
    RETRY_DELAY_SECONDS: '0.3',
    DISPATCH_CONCURRENCY: String(CONCURRENCY),
    LEASE_SECONDS: String(LEASE_MS / 1_000),
    HEARTBEAT_SECONDS: '0.5',
    FIELDS_PER_MINUTE: '1000000',
    ...caller,
  };
  const notes: string[] = [];
  const note = (line: string) => notes.push(`${new Date().toISOString().slice(14, 23)} ${line}`);
  const logged = new Map<string, number>();
  for (let index = 0; index < Number(flags.instances); index++) {
    const instance = createInstance(`instance ${index + 1}`, environment, (name, line) => {
      if (flags.logs) appendFileSync(`${flags.logs}/${name}.log`, `${JSON.stringify(line)}\n`);
      const { event } = line;
      logged.set(String(event), (logged.get(String(event)) ?? 0) + 1);
    });
    instances.push(instance);
  }
  parts.defer(async () => void (await Promise.all(instances.map((instance) => instance.kill()))));
  await Promise.all(instances.map((instance) => instance.start()));

  const client = { url: balancer.url, timeoutMs: 2_000, silenceMs: 15_000 };
  const bellhop = createBellhop(client);
  const records = await openRecords(postgres.url('postgres'));
  const start = await bellhop.cursor();
  const watchers = (['websocket', 'server-sent-events'] as const).map((transport) =>
    startWatcher(`a subscriber by ${transport}`, createBellhop({ ...client, transport }), start),
  );
  const stream = startStream(bellhop, random, Number(flags.rate ?? (format === 'call' ? 10 : 20)));
  const troubles = startTroubles({
    instances,
    postgres,
    cutConnections: records.cutConnections,
    random,
    leaseMs: LEASE_MS,
    note,
  });

  await sleep(Number(flags.seconds) * 1_000);
  await troubles.stop();
  await stream.stop();
  const deadline = Date.now() + DRAIN_MS;
  while (Date.now() < deadline && !(await records.isAtRest())) await sleep(250);
  const changes = await records.changes();
  while (Date.now() < deadline && watchers.some((watcher) => watcher.count() < changes.length))
    await sleep(50);

  if (watchers.some((watcher) => watcher.count() < changes.length)) {
    console.log('Subscribers are behind; open transactions:', await records.openTransactions());
  }

  const evidence: Evidence = {
    format,
    isIdempotent: flags.idempotent,
    concurrency: CONCURRENCY,
    mostCallsUp: format === 'call' ? simulator.callsUp().most : null,
    acknowledged: stream.acknowledged,
    reminders: await records.reminders(),
    attempts: await records.attempts(),
    calls: simulator.ledger.calls.map(({ text, placedAtMs }) => ({
      token: tokenOf(text) ?? '',
      atMs: placedAtMs,
    })),
    unanswered: simulator.ledger.requests.flatMap(({ method, status, body, receivedAtMs }) => {
      const token = tokenOf(JSON.stringify(body));
      return method === 'POST' && status === null && token ? [{ token, atMs: receivedAtMs }] : [];
    }),
    changes,
    subscribers: await Promise.all(watchers.map((watcher) => watcher.stop())),
    kills: troubles.kills,
    disturbances: troubles.disturbances,
    recoveryBoundMs: LEASE_MS + 2_000 + (format === 'call' ? GRACE_MS : 0) + NOISE_MS,
  };
  const verdict = judge(evidence);
  console.log(report(evidence, verdict, { troubles: troubles.counts, logged }));
  if (verdict.findings.length > 0) {
    console.log(
      `\nWhat happened:\n  ${notes.join('\n  ')}\nAgain: npm run chaos -- --seed ${flags.seed} --format ${format}`,
    );
  }
  return verdict.findings.length === 0;
}
