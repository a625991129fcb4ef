import { appendFileSync, chmodSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { createBellhop } from '../../src/client/client.ts';
import { createRandom } from '../simulation/random.ts';
import { startPostgresServer } from '../support/postgres-server.ts';
import { startBalancer } from './balancer.ts';
import type { Evidence, LostLease } from './evidence.ts';
import { createInstance, type Instance } from './instances.ts';
import { judge } from './judge.ts';
import { startProvider } from './provider.ts';
import { openRecords, type Records } from './records.ts';
import type { ChaosRun } from './report.ts';
import { type ChaosOptions, drawSettings } from './settings.ts';
import { startStream } from './stream.ts';
import { startTroubles } from './troubles.ts';
import { startWatcher } from './watchers.ts';

const LATENCY_MS = 100;
const LONGEST_STALL_MS = 40_000;
const FEED_MS = 30_000;

/** One run from its start to its verdict. `interrupted` rejects to end it early; either way nothing is left behind. */
export async function runChaos(
  options: ChaosOptions,
  interrupted: Promise<never>,
): Promise<ChaosRun & { readonly notes: readonly string[] }> {
  await using parts = new AsyncDisposableStack();
  return await Promise.race([observe(options, parts), interrupted]);
}

async function observe(options: ChaosOptions, parts: AsyncDisposableStack) {
  const begunMs = Date.now();
  const { format, isIdempotent, logs } = options;
  const settings = drawSettings(options);
  const { timeoutMs, graceMs, leaseMs, concurrency } = settings;
  const random = createRandom(options.seed);
  const inSeconds = (ms: number) => String(ms / 1_000);

  useFolder(parts);
  if (logs) mkdirSync(logs, { recursive: true });
  // What is being started is disposed of as well, should the run be interrupted meanwhile.
  const startingPostgres = startPostgresServer();
  parts.defer(async () => (await startingPostgres).stop());
  const startingProvider = startProvider({
    seed: options.seed,
    port: 0,
    latencyMs: LATENCY_MS,
    idempotent: isIdempotent,
    ledgerCapacity: 1_000_000,
    calls: {
      ringMs: 50,
      talkMs: 200,
      concurrencyLimit: 2 * concurrency,
      listLagMs: settings.listLagMs,
    },
    faultRates: {
      reset: 0.02,
      'accept-then-drop': 0.03,
      'server-error': 0.02,
      'over-limit-silent': 0.005,
      hang: 0.005,
      'bad-request': 0.005,
    },
  });
  parts.defer(async () => (await startingProvider).kill());
  const [postgres, provider] = await Promise.all([startingPostgres, startingProvider]);

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
          VAPI_GRACE_SECONDS: inSeconds(graceMs),
        }
      : { TWILIO_PHONE_NUMBER: '+15005550006' };
  const environment = {
    DATABASE_URL: postgres.url('postgres'),
    VAPI_API_KEY: 'chaos',
    OPEN: 'on',
    ALLOWED_COUNTRY_CODES: 'US',
    VAPI_BASE_URL: provider.url,
    VAPI_TIMEOUT_SECONDS: inSeconds(timeoutMs),
    VAPI_RETRY_MIN_SECONDS: inSeconds(settings.retryMinMs),
    VAPI_RETRY_MAX_SECONDS: inSeconds(settings.retryMaxMs),
    SCHEDULER_INTERVAL_SECONDS: '5',
    RETRY_DELAY_SECONDS: '0.3',
    DISPATCH_CONCURRENCY: String(concurrency),
    LEASE_SECONDS: inSeconds(leaseMs),
    HEARTBEAT_SECONDS: inSeconds(settings.heartbeatMs),
    FIELDS_PER_MINUTE: '1000000',
    ...caller,
  };
  const notes: string[] = [];
  const note = (line: string) => notes.push(`${new Date().toISOString().slice(14, 23)} ${line}`);
  const logged = new Map<string, number>();
  const lateAttemptIds: string[] = [];
  const lostLeases: LostLease[] = [];
  const onLine = (name: string, line: Record<string, unknown>) => {
    if (logs) appendFileSync(`${logs}/${options.seed} ${name}.log`, `${JSON.stringify(line)}\n`);
    const event = String(line['event']);
    logged.set(event, (logged.get(event) ?? 0) + 1);
    if (event === 'call.late') lateAttemptIds.push(String(line['attemptId']));
    if (event === 'instances.dead')
      lostLeases.push({ instanceIds: line['dead'] as string[], atMs: Number(line['time']) });
  };
  for (let index = 1; index <= options.instances; index++) {
    instances.push(createInstance(`instance ${index}`, environment, onLine));
  }
  parts.defer(async () => void (await Promise.all(instances.map((instance) => instance.close()))));
  await Promise.all(instances.map((instance) => instance.start()));

  const client = { url: balancer.url, timeoutMs: 2_000, silenceMs: 15_000 };
  const bellhop = createBellhop(client);
  const records = await openRecords(postgres.url('postgres'));
  const start = await bellhop.cursor();
  const watchers = (['websocket', 'server-sent-events'] as const).map((transport) =>
    startWatcher(`a subscriber by ${transport}`, createBellhop({ ...client, transport }), start),
  );
  const stream = startStream(bellhop, random, options.rate);
  const troubles = startTroubles(
    { instances, postgres, provider, records, random, note },
    { ...settings, providerStalls: options.providerStalls, longestStallMs: LONGEST_STALL_MS },
  );
  parts.defer(() => troubles.stop());
  console.log('Faults begin.');

  await sleep(options.seconds * 1_000);
  // The run goes on until it has seen a provider stall and a recovery, with time for a second try at the recovery.
  const proofDeadline = Date.now() + LONGEST_STALL_MS + 2 * settings.recoveryBoundMs;
  while (Date.now() < proofDeadline && !troubles.isProven()) await sleep(250);
  await troubles.stop();
  await stream.stop();
  await drained(records, settings.drainMs);
  const changes = await records.changes();
  const deadline = Date.now() + FEED_MS;
  while (Date.now() < deadline && watchers.some((watcher) => watcher.count() < changes.length))
    await sleep(50);

  if (watchers.some((watcher) => watcher.count() < changes.length)) {
    console.log('Subscribers are behind; open transactions:', await records.openTransactions());
  }

  const { mostCallsUp, stalls } = await provider.measured();
  const evidence: Evidence = {
    format,
    isIdempotent,
    concurrency,
    timeoutMs,
    mostCallsUp: format === 'call' ? mostCallsUp : null,
    acknowledged: stream.acknowledged,
    reminders: await records.reminders(),
    attempts: await records.attempts(),
    calls: await provider.calls(),
    providerStops: troubles.providerStops,
    providerStalls: stalls,
    mustShow: options.providerStalls ? ['recovery', 'provider stall'] : ['recovery'],
    lateAttemptIds,
    lostLeases,
    changes,
    subscribers: await Promise.all(watchers.map((watcher) => watcher.stop())),
    kills: troubles.kills,
    disturbances: troubles.disturbances,
    rescueBoundMs: settings.rescueBoundMs,
    recoveryBoundMs: settings.recoveryBoundMs,
  };
  const tookMs = Date.now() - begunMs;
  const circumstances = { options, settings, troubles: troubles.counts, logged, tookMs };
  return { evidence, verdict: judge(evidence), circumstances, notes };
}

/** Resolves when every reminder has reached a final status, or when none did for `patienceMs`: a busy machine is slow. */
async function drained(records: Records, patienceMs: number) {
  let fewest = await records.openReminders();
  let deadline = Date.now() + patienceMs;
  while (fewest > 0 && Date.now() < deadline) {
    await sleep(250);
    const open = await records.openReminders();
    if (open >= fewest) continue;
    fewest = open;
    deadline = Date.now() + patienceMs;
  }
}

/** Whatever this run and its processes write into the folder for temporary files goes into one of its own. */
function useFolder(parts: AsyncDisposableStack): void {
  const before = process.env['TMPDIR'];
  const folder = mkdtempSync(join(tmpdir(), 'bellhop-chaos-'));
  // PostgreSQL may run as another user.
  chmodSync(folder, 0o755);
  process.env['TMPDIR'] = folder;
  parts.defer(() => {
    if (before === undefined) delete process.env['TMPDIR'];
    else process.env['TMPDIR'] = before;
    rmSync(folder, { recursive: true, force: true, maxRetries: 10 });
  });
}
