import { on, once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { parseArgs } from 'node:util';
import { Worker } from 'node:worker_threads';
import { WebSocket } from 'ws';
import { createInstance } from '../chaos/instances.ts';
import { runBellhop } from '../cli/run-bellhop.ts';
import { seriesValue } from '../metrics/series-value.ts';
import { startPostgresServer } from '../support/postgres-server.ts';
import { type SimulatorProcess, startSimulator } from '../support/simulator-process.ts';

const MOST_MB = 400;
const help = `Usage: npm run hostile -- [options]

The worst requests that a client with a read token, or a stranger, can send to one Bellhop on PostgreSQL, one attack after
the other. Beside them /livez is asked all the time, and a reminder falls due. Exits with 1 if the lease was lost, the
reminder was not called, or more memory was used than ${MOST_MB} MB.

  --connections N  how many at once where an attack uses many (default 200)
  --seconds N      how long such an attack holds on (default 5)`;

const { values: flags } = parseArgs({
  options: {
    connections: { type: 'string', default: '200' },
    seconds: { type: 'string', default: '5' },
    help: { type: 'boolean', default: false },
  },
});

const METRICS_TOKEN = 'the-scraper-of-hostile-load';
const WEBHOOK_SECRET = 'the-secret-of-hostile-load';
const LONGEST_ANSWER_MS = 60_000;
const sleep = (ms: number) => new Promise<void>((wake) => setTimeout(wake, ms));

interface Target {
  readonly url: string;
  readonly token: string;
}

interface Attack {
  readonly name: string;
  /** Whether it begins on a process that just started, so that its memory is its own. */
  readonly isFresh: boolean;
  /** Resolves with a few words on what was answered. */
  readonly run: (target: Target) => Promise<string>;
}

async function run(): Promise<boolean> {
  await using parts = new AsyncDisposableStack();
  const postgres = await startPostgresServer();
  parts.defer(() => postgres.stop());
  const simulator = parts.use(await startSimulator({ port: 0, latencyMs: 20 }));
  const databaseUrl = postgres.url('postgres');
  const environment = {
    DATABASE_URL: databaseUrl,
    VAPI_API_KEY: 'hostile',
    ALLOWED_COUNTRY_CODES: 'US',
    VAPI_BASE_URL: simulator.url,
    VAPI_PHONE_NUMBER_ID: 'number-1',
    PUBLIC_URL: 'http://127.0.0.1:1',
    VAPI_WEBHOOK_SECRET: WEBHOOK_SECRET,
    // No report arrives here, and calls keep their slots until their end is known.
    VAPI_POLL_SECONDS: '1',
    METRICS_TOKEN,
  };
  const secrets = [];
  for (const scope of ['admin', 'read', 'write']) {
    const { stdout } = await runBellhop(['token', 'create', '--name', scope, '--scope', scope], {
      DATABASE_URL: databaseUrl,
    });
    secrets.push(stdout.trim());
  }
  const [, token = '', writeToken = ''] = secrets;
  const lost: string[] = [];
  const instance = createInstance('bellhop', environment, (_, { event }) => {
    if (event === 'lease.lost') lost.push(String(event));
  });
  parts.defer(() => instance.close());
  await instance.start();

  const findings: string[] = [];
  const rows: string[][] = [];
  for (const { name, isFresh, run: attack } of attacks) {
    if (isFresh) {
      await instance.stop();
      await instance.start();
    }
    const url = instance.url() ?? '';
    const watch = startWatch(url);
    const phoneNumber = `+1415555${2_000 + rows.length}`;
    await schedule({ url, token: writeToken }, phoneNumber);
    const answer = await attack({ url, token });
    await sleep(200);
    const { slowestMs, mostMb } = await watch.stop();
    const call = await called(simulator, phoneNumber);
    if (!call) findings.push(`The reminder that fell due during "${name}" was not called.`);
    if (mostMb > MOST_MB) findings.push(`"${name}" took ${mostMb.toFixed(0)} MB.`);
    rows.push([name, answer, slowestMs.toFixed(0), mostMb.toFixed(0)]);
  }
  if (lost.length > 0) findings.push('The lease was lost.');
  print([['attack', 'answer', 'slowest /livez, ms', 'memory, MB'], ...rows]);
  for (const finding of findings) console.log(finding);
  return findings.length === 0;
}

const filtered = 'query ($f: ReminderFilter) { reminders(filter: $f) { totalCount } }';
const numbered = (count: number, value: unknown) =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => [`k${index}`, value]));
const json = (variables: unknown, query = filtered) => JSON.stringify({ query, variables });
const withVariables = (variables: string) => `{"query":${JSON.stringify(filtered)},"variables":${variables}}`;
const nested = withVariables(`${'['.repeat(2_400_000)}${']'.repeat(2_400_000)}`);

const attacks: readonly Attack[] = [
  { name: 'nothing, for comparison', isFresh: false, run: () => sleep(3_000).then(() => '') },
  single('250,000 unknown keys', json({ f: numbered(250_000, 1) })),
  single('2,400,000 nested lists', nested),
  single(
    '400,000 objects of a key of their own',
    withVariables(`[${Array.from({ length: 400_000 }, (_, i) => `{"${i.toString(36)}":1}`)}]`),
  ),
  single('a text of 4.9 MB to search for', json({ f: { search: 'x'.repeat(4_900_000) } })),
  single(
    'the widest unknown keys, with the longest texts',
    json({ f: numbered(99, numbered(5, 'x'.repeat(9_900))) }),
  ),
  single('2,450,000 lines of comments', '#\n'.repeat(2_450_000), 'application/graphql'),
  { name: 'a message of 20,000 unknown keys', isFresh: false, run: message },
  single('a document of 64 KB', `{ ${'a{a'.repeat(1_600)} `.padEnd(65_000, 'x')),
  many('a large body that never ends', (target) => hold(target, authorized(target, 4_900_000), 4_899_999)),
  many('a body of 2,400,000 nested lists', (target) => send(target, nested)),
  many('a report of 4 MB from a stranger', (target) => hold(target, reported(4_100_001), 4_100_000)),
  many('a report of 1 MB with a signature', (target) =>
    hold(target, `${reported(1_000_000)}x-signature: x\r\nx-timestamp: 1\r\n`, 999_999),
  ),
  many('a socket that says nothing', silent),
];

function single(name: string, body: string, type = 'application/json'): Attack {
  return { name, isFresh: false, run: (target) => send(target, body, type) };
}

/** As many at once as there may be, and others in the place of those that end. */
function many(name: string, one: (target: Target) => Promise<string>): Attack {
  return {
    name: `${flags.connections} × ${name}`,
    isFresh: true,
    async run(target) {
      const answers = new Map<string, number>();
      const endMs = Date.now() + Number(flags.seconds) * 1_000;
      async function again() {
        while (Date.now() < endMs) {
          const answer = await one(target).catch((error: Error) => error.message);
          answers.set(answer, (answers.get(answer) ?? 0) + 1);
        }
      }
      await Promise.all(Array.from({ length: Number(flags.connections) }, again));
      return [...answers].map(([answer, count]) => `${count} × ${answer}`).join(', ');
    },
  };
}

async function send({ url, token }: Target, body: string, type = 'application/json'): Promise<string> {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': type, authorization: `Bearer ${token}` },
    body,
    signal: AbortSignal.timeout(LONGEST_ANSWER_MS),
  });
  return `${response.status}, ${((await response.text()).length / 1_000).toFixed(1)} KB`;
}

const authorized = ({ token }: Target, length: number) =>
  `POST /graphql HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ${token}\r\ncontent-type: application/json\r\ncontent-length: ${length}\r\n`;
const reported = (length: number) =>
  `POST /webhooks/vapi HTTP/1.1\r\nhost: x\r\ncontent-length: ${length}\r\n`;

/** Sends all of a body but its end, and waits to be hung up on. */
function hold({ url }: Target, head: string, bytes: number): Promise<string> {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  socket.write(`${head}\r\n`);
  socket.write(Buffer.alloc(bytes, ' '));
  return endOf(socket);
}

function endOf(socket: Socket): Promise<string> {
  return new Promise((resolve) => {
    let text = '';
    const end = (answer: string) => {
      clearTimeout(timer);
      socket.destroy();
      resolve(answer);
    };
    const timer = setTimeout(end, Number(flags.seconds) * 1_000, 'held');
    socket.on('data', (data) => {
      text += data;
      end(text.slice(9, 12));
    });
    socket.on('error', () => {});
    socket.on('close', () => end('closed'));
  });
}

function silent({ url }: Target): Promise<string> {
  const socket = new WebSocket(`${url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws');
  return new Promise((resolve) => {
    socket.on('error', (error) => resolve(error.message));
    socket.on('close', (code) => resolve(`closed with ${code}`));
  });
}

/** One operation over a WebSocket, as large as a message may be. */
async function message({ url, token }: Target): Promise<string> {
  const socket = new WebSocket(`${url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws');
  const messages = on(socket, 'message');
  await once(socket, 'open');
  socket.send(JSON.stringify({ type: 'connection_init', payload: { authorization: `Bearer ${token}` } }));
  await messages.next();
  const payload = { query: filtered, variables: { f: numbered(20_000, 1) } };
  socket.send(JSON.stringify({ type: 'subscribe', id: '1', payload }));
  const answer = await messages.next();
  socket.terminate();
  return `${(String(answer.value).length / 1_000).toFixed(1)} KB`;
}

async function schedule({ url, token }: Target, phoneNumber: string): Promise<void> {
  const query = 'mutation ($input: CreateReminderInput!) { createReminder(input: $input) { __typename } }';
  const input = { phoneNumber, message: 'Now.', scheduledTime: new Date(Date.now() + 200).toISOString() };
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: json({ input }, query),
  });
  const text = await response.text();
  if (!text.includes('CreateReminderSuccess')) throw new Error(`The reminder was not created: ${text}`);
}

async function called(simulator: SimulatorProcess, phoneNumber: string): Promise<boolean> {
  for (let waits = 0; waits < 100; waits += 1) {
    const { calls } = await simulator.ledger();
    if (calls.some((call) => JSON.stringify(call).includes(phoneNumber))) return true;
    await sleep(100);
  }
  return false;
}

/** Asks in a thread of its own: this one is busy with the attack. */
function startWatch(url: string) {
  const worker = new Worker(
    `const { workerData, parentPort } = require('node:worker_threads');
    let slowestMs = 0, going = true;
    parentPort.on('message', () => { going = false; });
    (async () => {
      while (going) {
        const begunMs = performance.now();
        await fetch(workerData + '/livez').then((response) => response.text()).catch(() => {});
        slowestMs = Math.max(slowestMs, performance.now() - begunMs);
        await new Promise((wake) => setTimeout(wake, 5));
      }
      parentPort.postMessage(slowestMs);
      parentPort.close();
    })();`,
    { eval: true, workerData: url },
  );
  let mostMb = 0;
  const look = async () => {
    const headers = { authorization: `Bearer ${METRICS_TOKEN}` };
    const text = await (await fetch(`${url}/metrics`, { headers })).text();
    mostMb = Math.max(mostMb, (seriesValue(text, 'process_resident_memory_bytes') ?? 0) / 1e6);
  };
  const timer = setInterval(() => void look().catch(() => {}), 200);
  return {
    async stop() {
      clearInterval(timer);
      await look();
      const slowestMs = await new Promise<number>((resolve) => {
        worker.once('message', resolve);
        worker.postMessage('stop');
      });
      return { slowestMs, mostMb };
    },
  };
}

function print(table: readonly (readonly string[])[]): void {
  const widths = (table[0] ?? []).map((_, column) =>
    Math.max(...table.map((row) => row[column]?.length ?? 0)),
  );
  for (const row of table)
    console.log(row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  '));
}

if (flags.help) console.log(help);
else process.exitCode = (await run()) ? 0 : 1;
