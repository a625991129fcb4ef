import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Bellhop, createBellhop } from '../../src/client/client.ts';
import { createSimulator, type Simulator } from '../../src/vapi/simulator/simulator.ts';
import { type BellhopProcess, startBellhop } from '../support/bellhop-process.ts';
import { schedule, settled } from '../support/scheduling.ts';
import { waitFor } from '../support/wait-for.ts';

const KILLS = 2;
const WRITERS = 4;
const NEVER_ANSWERS = '+14155550160';
const inAnHour = () => new Date(Date.now() + 3_600_000);

// One folder for all, as on a machine on which Bellhop is stopped, killed and started again.
let folder: string;
let simulator: Simulator;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'bellhop-embedded-'));
  // Outside of the processes, so that what it rang is known whichever of them dies.
  simulator = await createSimulator({ port: 0, latencyMs: 0, apiKey: 'key-1' });
});
afterAll(async () => {
  await simulator.close();
  rmSync(folder, { recursive: true, force: true });
});

function start(environment: Record<string, string> = {}): BellhopProcess {
  const settings = {
    DATA_DIR: join(folder, 'data'),
    VAPI_API_KEY: 'key-1',
    OPEN: 'on',
    VAPI_BASE_URL: simulator.url,
    TWILIO_PHONE_NUMBER: '+15005550006',
    ALLOWED_COUNTRY_CODES: 'US',
  };
  return startBellhop({ ...settings, ...environment }, folder);
}

async function clientOf(process: BellhopProcess): Promise<Bellhop> {
  const { url } = await process.logged('started');
  return createBellhop({ url: String(url), retries: 0 });
}

async function allMessages(bellhop: Bellhop): Promise<Set<string>> {
  const messages = new Set<string>();
  for await (const { reminders } of bellhop.list({ pageSize: 100 })) {
    for (const { message } of reminders) messages.add(message);
  }
  return messages;
}

test('the first start makes what it needs and rings at the instant, the second finds everything, and a process beside it is refused', async () => {
  await using first = start();
  const bellhop = await clientOf(first);
  const scheduledTime = new Date(Date.now() + 300);
  const { id } = await schedule(bellhop, { message: 'At its instant.', scheduledTime });
  const later = await schedule(bellhop, { message: 'Later.', scheduledTime: inAnHour() });
  const rung = await settled(bellhop, id);
  const call = simulator.ledger.calls.find(({ text }) => text === 'At its instant.');
  expect(rung).toMatchObject({ status: 'COMPLETED', callSid: call?.callSid, retryCount: 1 });
  expect(call?.placedAtMs).toBeGreaterThanOrEqual(scheduledTime.getTime());
  // Its log names the call as well.
  expect(await first.logged('attempt.placed')).toMatchObject({ callSid: call?.callSid, attempt: 1 });
  first.kill('SIGTERM');
  expect(await first.ended).toEqual({ code: 0, signal: null, stderr: '' });

  await using second = start();
  const again = await clientOf(second);
  expect(await again.get(id)).toEqual(rung);
  expect(await again.get(later.id)).toMatchObject(later);

  await using beside = start();
  const { code, stderr } = await beside.ended;
  expect(code).toBe(1);
  expect(stderr).toMatch(/^Another Bellhop process is using .*DATABASE_URL.*\.\n$/);
  const afterwards = await schedule(again);
  expect(await settled(again, afterwards.id)).toMatchObject({ status: 'COMPLETED' });
  second.kill('SIGINT');
  expect(await second.ended).toEqual({ code: 0, signal: null, stderr: '' });
});

test('kill -9 at any moment loses nothing that was acknowledged, and the dead lock nobody out', async () => {
  const acknowledged = new Set<string>();
  for (let round = 0; round < KILLS; round++) {
    await using process = start();
    const bellhop = await clientOf(process);
    const found = await allMessages(bellhop);
    expect([...acknowledged].filter((message) => !found.has(message))).toEqual([]);

    // Killed by a count that differs from round to round, while the next ones are under way.
    const killAt = acknowledged.size + 1 + Math.floor(Math.random() * 60);
    const write = async (writer: number) => {
      for (let count = 0; process.child.signalCode === null; count++) {
        const message = `Round ${round}, writer ${writer}, no. ${count}`;
        try {
          await schedule(bellhop, { message, scheduledTime: inAnHour() });
        } catch (error) {
          if (process.child.killed) return;
          throw error;
        }
        acknowledged.add(message);
        if (acknowledged.size >= killAt) process.kill('SIGKILL');
      }
    };
    await Promise.all(Array.from({ length: WRITERS }, (_, writer) => write(writer)));
    expect(await process.ended).toMatchObject({ signal: 'SIGKILL' });
  }
  await using last = start();
  const found = await allMessages(await clientOf(last));
  expect(acknowledged.size).toBeGreaterThanOrEqual(KILLS);
  expect([...acknowledged].filter((message) => !found.has(message))).toEqual([]);
});

test('kill -9 while it rings: the next start rings again, with the same idempotency key', async () => {
  simulator.script('+14155550190', ['hang', 'success']);
  await using killed = start();
  const bellhop = await clientOf(killed);
  const { id } = await schedule(bellhop, { phoneNumber: '+14155550190' });
  await waitFor(() => expect(simulator.ledger.requestsTo('+14155550190')).toHaveLength(1));
  killed.kill('SIGKILL');
  await killed.ended;

  await using next = start();
  const reminder = await settled(await clientOf(next), id);
  expect(reminder).toMatchObject({ status: 'COMPLETED', retryCount: 2 });
  expect(reminder.attempts.map(({ outcome }) => outcome)).toEqual(['UNKNOWN', 'PLACED']);
  const keys = simulator.ledger.requestsTo('+14155550190').map(({ idempotencyKey }) => idempotencyKey);
  expect(keys).toEqual([keys[0], keys[0]]);
  expect(keys[0]).toEqual(expect.any(String));
});

test('a second signal ends it at once, whatever is in flight', async () => {
  await using process = start({ SHUTDOWN_GRACE_SECONDS: '3600', VAPI_TIMEOUT_SECONDS: '300' });
  const bellhop = await clientOf(process);
  await schedule(bellhop, { phoneNumber: NEVER_ANSWERS });
  await waitFor(() => expect(simulator.ledger.requestsTo(NEVER_ANSWERS)).toHaveLength(1));
  process.kill('SIGTERM');
  await process.logged('stopping');
  // One that follows at once is the same Ctrl-C once more, from the terminal and from npm.
  await waitFor(() => {
    process.kill('SIGTERM');
    expect(process.child.exitCode).toBe(1);
  });
});
