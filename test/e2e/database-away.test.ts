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

/** The simulator answers after 3 s. */
const SLOW = '+14155550111';

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

function dispatching(id: string): Promise<void> {
  return waitFor(async () => expect((await bellhop.get(id))?.status).toBe('DISPATCHING'));
}

test.each([
  ['whose lease outlives it', {}],
  ['whose lease runs out meanwhile', { LEASE_SECONDS: '1' }],
])(
  'an instance %s writes what came of a call that had left, when the database is back',
  async (_, environment) => {
    await startApp(environment);
    const { id } = await schedule(bellhop, { phoneNumber: SLOW });
    await dispatching(id);
    await server.crash();
    expect(app.simulator.ledger.counts().calls).toBe(0);
    await app.simulator.ledger.whenCalls(1);
    await server.start();

    const [call] = app.simulator.ledger.calls;
    const reminder = await settled(bellhop, id);
    expect(reminder).toMatchObject({ status: 'COMPLETED', callSid: call?.callSid, retryCount: 1 });
    expect(reminder.attempts).toMatchObject([{ outcome: 'PLACED', callSid: call?.callSid }]);
    expect(app.simulator.ledger.counts()).toMatchObject({ requests: 1, calls: 1 });
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
    const dueAt = Date.now() + 4_000;
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
