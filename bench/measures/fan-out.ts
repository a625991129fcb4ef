import { setTimeout as wait } from 'node:timers/promises';
import { createReminderMutation, createRemindersMutation, startBellhop, toInput } from '../bellhop.ts';
import { type Child, startChild } from '../child.ts';
import { withDataDir } from '../data-dir.ts';
import { makeJobs } from '../jobs.ts';
import { cpuMs, residentMb } from '../process-usage.ts';
import type { Stage } from '../stage.ts';
import { within } from '../until.ts';

export interface FanOutSize {
  readonly subscribers: number;
  /** Told one after the other, each once all have the one before. */
  readonly events: number;
  /** Told at once. */
  readonly burst: number;
}

export interface FanOut {
  /** Of each event: from the mutation's request until the last subscriber had it. */
  readonly lastMs: readonly number[];
  readonly messagesPerSecond: number;
  /** Of the server's process, and of the one that plays all the clients. */
  readonly cpuUsPerMessage: number;
  readonly clientCpuUsPerMessage: number;
  readonly kbPerSubscriber: number;
}

export interface FanOutKind {
  readonly name: string;
  /** `bare`: writes to sockets and nothing else. */
  readonly server: 'bellhop' | 'plain' | 'bare';
  /** Whether one more subscribes, never reads, and has more waiting than its socket takes. */
  readonly stalled: boolean;
}

interface Served {
  readonly pid: number;
  readonly url: string;
}

const IN_A_MONTH_MS = 30 * 86_400_000;
const SETTLED_MS = 2_000;
const LONGEST_MS = 120_000;
const STALLING_ROUNDS = 3;
const query = `subscription { reminderStatusChanged { cursor previousStatus status retryCount failureReason occurredAt
  reminder { id phoneNumber message scheduledTime status retryCount maxRetryAttempts nextAttemptAt lastRunAt callSid
    callResult failureReason version createdAt updatedAt } } }`;
const longQuery = `subscription { reminderStatusChanged { reminder {
  ${Array.from({ length: 40 }, (_, index) => `m${index}: message`).join(' ')} } } }`;

/** How long it takes until the last of many subscribers has heard of an event. */
export async function fanOut(stage: Stage, kind: FanOutKind, size: FanOutSize): Promise<FanOut> {
  await using parts = new AsyncDisposableStack();
  const served = await serve(stage, kind, parts);
  const clients = parts.use(await startChild('./subscribers.ts', {}));
  if (kind.stalled) await stall(clients, served);
  await wait(SETTLED_MS);
  const idleMb = residentMb(served.pid);
  const { subscribers } = size;
  await within(clients.call('open', `${served.url}/graphql`, query, subscribers), {
    what: 'All subscribe',
    ms: LONGEST_MS,
  });
  await wait(SETTLED_MS);
  // The first is for the compiler.
  for (let n = 0; n < 3; n += 1) await tell(clients, served, 1);
  const kbPerSubscriber = ((residentMb(served.pid) - idleMb) * 1_024) / subscribers;
  const before = cpuMs(served.pid);
  const lastMs: number[] = [];
  let clientCpuMs = 0;
  for (let n = 0; n < size.events; n += 1) {
    const told = await tell(clients, served, 1);
    lastMs.push(...told.lastMs);
    clientCpuMs += told.cpuMs;
  }
  const messages = size.events * subscribers;
  const cpuUsPerMessage = ((cpuMs(served.pid) - before) * 1_000) / messages;
  const burst = await tell(clients, served, size.burst);
  return {
    lastMs,
    messagesPerSecond: (size.burst * subscribers * 1_000) / (burst.lastMs.at(-1) ?? Number.NaN),
    cpuUsPerMessage,
    clientCpuUsPerMessage: (clientCpuMs * 1_000) / messages,
    kbPerSubscriber,
  };
}

async function serve(stage: Stage, { server }: FanOutKind, parts: AsyncDisposableStack): Promise<Served> {
  if (server !== 'bellhop') {
    const file = server === 'plain' ? './plain-yoga.js' : './bare-writes.js';
    const environment = { CONTENDER: JSON.stringify({ file }) };
    const child = parts.use(await startChild('./contenders/process.js', environment));
    return { pid: child.pid, url: await child.call<string>('url') };
  }
  const database = parts.use(await stage.openDatabase());
  return parts.use(
    await startBellhop({
      databaseUrl: database.url,
      dataDir: withDataDir(parts),
      receiverUrl: 'http://127.0.0.1:9',
      concurrency: 10,
      environment: { MAX_SOCKETS: '1000000' },
    }),
  );
}

/** Some 12 MB for one who reads none of it, before there are others. */
async function stall(clients: Child, { url }: Served): Promise<void> {
  await clients.call('openStalled', `${url}/graphql`, longQuery);
  await wait(SETTLED_MS);
  for (let n = 0; n < STALLING_ROUNDS; n += 1) {
    const long = makeJobs(100, () => Date.now() + IN_A_MONTH_MS).map((job) => ({
      ...toInput(job),
      message: 'x'.repeat(1_000),
    }));
    await clients.call(
      'tell',
      url,
      { query: createRemindersMutation, variables: { input: { reminders: long } } },
      0,
    );
  }
}

interface Told {
  readonly lastMs: readonly number[];
  readonly cpuMs: number;
}

function tell(clients: Child, { url }: Served, events: number): Promise<Told> {
  const inputs = makeJobs(events, () => Date.now() + IN_A_MONTH_MS).map((job) => ({
    ...toInput(job),
    message: 'Your appointment is tomorrow at ten.',
  }));
  const mutation =
    events === 1
      ? { query: createReminderMutation, variables: { input: inputs[0] } }
      : { query: createRemindersMutation, variables: { input: { reminders: inputs } } };
  return within(clients.call<Told>('tell', url, mutation, events), { what: 'All are told', ms: LONGEST_MS });
}
