import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { type Bellhop, createBellhop, type StatusChange } from '../../src/client/client.ts';
import {
  CreateReminderDocument,
  type ReminderStatus,
  RemindersDocument,
} from '../../src/client/generated/graphql.ts';
import { startTestApp, type TestApp } from '../support/app.ts';
import { type PostgresServer, startPostgresServer } from '../support/postgres-server.ts';
import { schedule, settled } from '../support/scheduling.ts';
import { waitFor } from '../support/wait-for.ts';
import { startRawServer } from '../vapi/raw-server.ts';

let server: PostgresServer;
beforeAll(async () => {
  server = await startPostgresServer();
});
afterAll(() => server.stop());

let app: TestApp;
let bellhop: Bellhop;
async function startApp(environment: Record<string, string> = {}) {
  app = await startTestApp({
    databaseUrl: server.url('postgres'),
    // So that nothing but a wake-up of its own rings what fell due meanwhile.
    environment: { SCHEDULER_INTERVAL_SECONDS: '3600', HEARTBEAT_SECONDS: '0.5', ...environment },
  });
  bellhop = createBellhop({ url: app.url, retries: 0 });
}
afterEach(() => app[Symbol.asyncDispose]());

test.each([
  ['whose lease outlives it', '60'],
  ['whose lease runs out meanwhile', '1'],
])(
  'an instance %s writes what came of a call that had left, when the database is back',
  async (_, leaseSeconds) => {
    const arrived = Promise.withResolvers<() => void>();
    await using provider = await startRawServer((_request, response) => {
      arrived.resolve(() => void response.writeHead(202).end('{"callSid":"CA-1"}'));
    });
    await startApp({
      VAPI_API_KEY: 'key',
      OPEN: 'on',
      VAPI_BASE_URL: provider.url,
      VAPI_TIMEOUT_SECONDS: '300',
      TWILIO_PHONE_NUMBER: '+14155550199',
      ALLOWED_COUNTRY_CODES: 'US',
      LEASE_SECONDS: leaseSeconds,
    });
    const { id } = await schedule(bellhop);
    const answer = await arrived.promise;
    await server.crash();
    const crashedAt = Date.now();
    answer();
    await waitFor(() => expect(Date.now()).toBeGreaterThan(crashedAt + 2_000));
    await server.start();

    const reminder = await settled(bellhop, id);
    expect(reminder).toMatchObject({ status: 'COMPLETED', callSid: 'CA-1', retryCount: 1 });
    expect(reminder.attempts).toMatchObject([{ outcome: 'PLACED', callSid: 'CA-1' }]);
    expect(provider.requests()).toBe(1);
  },
);

test('the API answers with a typed error meanwhile, and by itself again afterwards', async () => {
  await startApp();
  const { id } = await schedule(bellhop, { scheduledTime: new Date(Date.now() + 3_600_000) });
  await server.crash();
  const input = { phoneNumber: '+14155550100', message: 'Lost?', scheduledTime: new Date() };
  for (const answer of [
    await app.execute(RemindersDocument),
    await app.execute(CreateReminderDocument, { input }),
  ]) {
    expect(answer.data ?? null).toBeNull();
    expect(answer.errors).toEqual([
      expect.objectContaining({
        message: expect.stringContaining('The database cannot be reached just now'),
        extensions: { code: 'SERVICE_UNAVAILABLE', errorId: expect.any(String) },
      }),
    ]);
  }
  await server.start();
  expect(await bellhop.get(id)).toMatchObject({ status: 'SCHEDULED' });
  expect(await bellhop.counts({ filter: { search: 'Lost?' } })).toMatchObject({ SCHEDULED: 0, COMPLETED: 0 });
});

test.each(['websocket', 'server-sent-events'] as const)(
  'dispatch and a subscription by %s go on by themselves when it is back',
  async (transport) => {
    await startApp();
    const connections: string[] = [];
    const over = new AbortController();
    const after = await bellhop.cursor();
    const watching = createBellhop({ url: app.url, transport }).watch({
      after,
      signal: over.signal,
      onConnection: ({ kind }) => connections.push(kind),
    });
    // Far enough ahead that the database is away by then, on a busy machine too.
    const dueAt = Date.now() + 10_000;
    const due = await schedule(bellhop, { message: 'Due meanwhile.', scheduledTime: new Date(dueAt) });
    expect(await watching.next()).toMatchObject({ value: { status: 'SCHEDULED', reminder: { id: due.id } } });
    await server.crash();
    expect(app.simulator.ledger.counts().requests).toBe(0);
    await waitFor(() => expect(Date.now()).toBeGreaterThan(dueAt + 100));
    await server.start();

    const seen: [ReminderStatus, string | null][] = [];
    for (const _ of [1, 2]) {
      const { value } = (await watching.next()) as { value: StatusChange };
      expect(value.reminder.id).toBe(due.id);
      seen.push([value.status, value.reminder.callSid]);
    }
    const [call] = app.simulator.ledger.calls;
    expect(seen).toEqual([
      ['DISPATCHING', null],
      ['COMPLETED', call?.callSid],
    ]);
    expect(app.simulator.ledger.counts().requests).toBe(1);
    // It was the same connection all along.
    expect(connections).toEqual(['connected']);
    over.abort();
  },
);
