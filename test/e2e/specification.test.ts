import pg from 'pg';
import { afterAll, beforeAll, describe, expect, inject, onTestFinished, test } from 'vitest';
import { type Bellhop, createBellhop, type StatusChange } from '../../src/client/client.ts';
import { createSimulator, type Simulator } from '../../src/vapi/simulator/simulator.ts';
import { startTestApp, type TestApp, testConfig } from '../support/app.ts';
import { clusterAt } from '../support/cluster.ts';
import { schedule, settled } from '../support/scheduling.ts';
import { startTcpProxy } from '../support/tcp-proxy.ts';
import { waitFor } from '../support/wait-for.ts';
import { startRawServer } from '../vapi/raw-server.ts';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}$/;
/** Node's timers may fire a little before their time. */
const TIMER_SLACK_MS = 5;

/** Ticks, retries and tries that follow each other quickly. */
const quick = {
  SCHEDULER_INTERVAL_SECONDS: '0.2',
  RETRY_DELAY_SECONDS: '0.05',
  VAPI_RETRY_MIN_SECONDS: '0.02',
  VAPI_RETRY_MAX_SECONDS: '0.05',
};

let lastNumber = 1_000;
/** A number that nobody else rings: its requests in the ledger are those of one test. */
const newNumber = () => `+1415777${++lastNumber}`;

async function query<Row extends pg.QueryResultRow>(
  databaseUrl: string,
  sql: string,
  parameters: readonly unknown[] = [],
): Promise<Row[]> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    return (await client.query<Row>(sql, [...parameters])).rows;
  } finally {
    await client.end();
  }
}

/** Writes a row as somebody would who is not Bellhop: no instance hears of it. */
function insertUnheard(databaseUrl: string, phoneNumber: string, columns: Record<string, unknown> = {}) {
  const row = {
    id: crypto.randomUUID(),
    phone_number: phoneNumber,
    message: 'Nobody was told.',
    scheduled_time: new Date(),
    next_attempt_at: new Date(),
    status: 'scheduled',
    max_retry_attempts: 3,
    ...columns,
  };
  const places = Object.keys(row).map((_, index) => `$${index + 1}`);
  return query(
    databaseUrl,
    `insert into reminders (${Object.keys(row)}) values (${places})`,
    Object.values(row),
  );
}

describe('the start', () => {
  test('creates the tables where they are missing, and rings', async () => {
    const cluster = clusterAt(inject('clusterUrl'));
    const name = `bellhop_specification_${process.pid}_${Date.now()}`;
    await cluster.create(name);
    onTestFinished(() => cluster.drop(name));
    const databaseUrl = cluster.url(name);
    await using app = await startTestApp({ environment: { DATABASE_URL: databaseUrl } });

    const columns = await query<{ name: string }>(
      databaseUrl,
      `select column_name as name from information_schema.columns where table_name = 'reminders'`,
    );
    expect(columns.map((column) => column.name)).toEqual(
      expect.arrayContaining([
        'phone_number',
        'message',
        'scheduled_time',
        'status',
        'retry_count',
        'call_sid',
        'failure_reason',
        'last_run_at',
      ]),
    );
    const bellhop = createBellhop({ url: app.url });
    const { id } = await schedule(bellhop);
    expect(await settled(bellhop, id)).toMatchObject({ status: 'COMPLETED' });
  });

  test('rings what fell due while nothing ran', async () => {
    await using app = await startTestApp();
    await app.app.stop();
    const number = newNumber();
    await insertUnheard(app.databaseUrl, number, { scheduled_time: new Date(Date.now() - 86_400_000) });
    await using _again = await startTestApp({ beside: app });
    await app.simulator.ledger.whenCalls(1);
    expect(app.simulator.ledger.callsTo(number)).toHaveLength(1);
  });
});

describe('the job', () => {
  test('runs every SCHEDULER_INTERVAL_SECONDS, 60 by default, and looks as far ahead', () => {
    const url = 'postgres://localhost/bellhop';
    expect(testConfig({ DATABASE_URL: url })).toMatchObject({
      schedulerIntervalMs: 60_000,
      pollWindowMs: 60_000,
      maxRetryAttempts: 3,
    });
    expect(testConfig({ DATABASE_URL: url, SCHEDULER_INTERVAL_SECONDS: '7' })).toMatchObject({
      schedulerIntervalMs: 7_000,
      pollWindowMs: 7_000,
    });
  });

  test('finds what nobody told it of', async () => {
    await using app = await startTestApp({ environment: quick });
    const bellhop = createBellhop({ url: app.url });
    for (const count of [1, 2, 3, 4, 5]) {
      await insertUnheard(app.databaseUrl, newNumber());
      // Until it is recorded, which makes an instance look for more by itself.
      await waitFor(async () => expect(await bellhop.counts()).toMatchObject({ COMPLETED: count }));
    }
    expect(app.simulator.ledger.counts().calls).toBe(5);
  });

  test('rings what is scheduled and due, and nothing else', async () => {
    await using app = await startTestApp({ environment: quick });
    const bellhop = createBellhop({ url: app.url });
    const [due, later, cancelled] = [newNumber(), newNumber(), newNumber()] as const;
    const sentinel = newNumber();
    await bellhop.dispatcher.pause();
    await schedule(bellhop, { phoneNumber: due });
    await schedule(bellhop, { phoneNumber: later, scheduledTime: new Date(Date.now() + 600_000) });
    await bellhop.cancel((await schedule(bellhop, { phoneNumber: cancelled })).id);
    const done = { retry_count: 1, next_attempt_at: null, last_run_at: new Date() };
    await insertUnheard(app.databaseUrl, newNumber(), { ...done, status: 'completed' });
    await insertUnheard(app.databaseUrl, newNumber(), {
      ...done,
      status: 'failed',
      failure_reason: 'Busy.',
    });
    await bellhop.dispatcher.resume();
    await app.simulator.ledger.whenRequests(1);
    // Found by a later tick than all of these would be.
    await insertUnheard(app.databaseUrl, sentinel);
    await app.simulator.ledger.whenRequests(2);
    expect(app.simulator.ledger.requests.map(({ phoneNumber }) => phoneNumber)).toEqual([due, sentinel]);
  });

  test('never finds a scheduled reminder whose budget is spent: there can be none', async () => {
    await using app = await startTestApp();
    await expect(
      insertUnheard(app.databaseUrl, newNumber(), { retry_count: 3, max_retry_attempts: 3 }),
    ).rejects.toThrow('reminders_scheduled');
  });

  test('rings at the instant, never before it and not only at the next tick', async () => {
    // The tick comes once a minute here.
    await using app = await startTestApp();
    const bellhop = createBellhop({ url: app.url });
    const instants = [120, 240, 360].map((ms) => new Date(Date.now() + ms));
    const reminders = await Promise.all(
      instants.map((scheduledTime) => schedule(bellhop, { phoneNumber: newNumber(), scheduledTime })),
    );
    for (const [index, { id, phoneNumber }] of reminders.entries()) {
      const { lastRunAt } = await settled(bellhop, id);
      const dueMs = (instants[index] as Date).getTime();
      const [call] = app.simulator.ledger.callsTo(phoneNumber);
      expect(call?.placedAtMs).toBeGreaterThanOrEqual(dueMs);
      expect(Date.parse(lastRunAt ?? '')).toBeGreaterThanOrEqual(dueMs);
    }
  });

  test('finds what lies beyond its window once it has come near', async () => {
    await using app = await startTestApp({ environment: { ...quick, POLL_WINDOW_SECONDS: '0.1' } });
    const bellhop = createBellhop({ url: app.url });
    const scheduledTime = new Date(Date.now() + 700);
    const { id, phoneNumber } = await schedule(bellhop, { phoneNumber: newNumber(), scheduledTime });
    await settled(bellhop, id);
    const [call] = app.simulator.ledger.callsTo(phoneNumber);
    expect(call?.placedAtMs).toBeGreaterThanOrEqual(scheduledTime.getTime());
  });

  test('marks what it takes, so that no other instance takes it too', async () => {
    // Nothing will come of what is held, so the stop need not wait for it.
    const environment = { ...quick, SHUTDOWN_GRACE_SECONDS: '0' };
    await using app = await startTestApp({ environment });
    const bellhop = createBellhop({ url: app.url });
    const held = newNumber();
    app.simulator.script(held, ['hang']);
    const { id, version } = await schedule(bellhop, { phoneNumber: held });
    await app.simulator.ledger.whenRequests(1);
    expect(await bellhop.get(id)).toMatchObject({
      status: 'DISPATCHING',
      version: version + 1,
      retryCount: 0,
      nextAttemptAt: null,
      attempts: [{ number: 1, finishedAt: null, outcome: null }],
    });

    await using _beside = await startTestApp({ environment: quick, beside: app });
    for (const requests of [2, 3]) {
      await insertUnheard(app.databaseUrl, newNumber());
      await app.simulator.ledger.whenRequests(requests);
    }
    expect(app.simulator.ledger.requestsTo(held)).toHaveLength(1);
  });
});

describe('what is written down', () => {
  let app: TestApp;
  let bellhop: Bellhop;
  beforeAll(async () => {
    app = await startTestApp({ environment: quick });
    bellhop = createBellhop({ url: app.url });
  });
  afterAll(() => app[Symbol.asyncDispose]());

  test.each([
    ['success', 202],
    ['ok', 200],
  ] as const)(
    'after %s (%i): completed, with the callSid and one attempt spent',
    async (behaviour, status) => {
      const phoneNumber = newNumber();
      app.simulator.script(phoneNumber, [behaviour]);
      const { id, createdAt } = await schedule(bellhop, { phoneNumber });
      const reminder = await settled(bellhop, id);
      const [call] = app.simulator.ledger.callsTo(phoneNumber);
      expect(reminder).toMatchObject({
        status: 'COMPLETED',
        callSid: call?.callSid,
        failureReason: null,
        retryCount: 1,
        nextAttemptAt: null,
        attempts: [{ number: 1, outcome: 'PLACED', httpStatus: status, callSid: call?.callSid }],
      });
      expect(Date.parse(reminder.lastRunAt ?? '')).toBeGreaterThanOrEqual(Date.parse(createdAt));
    },
  );

  test('after each failure: one more attempt spent, why, and when; failed once the budget is spent', async () => {
    const after = await bellhop.cursor();
    const message = 'Fails to the end.';
    await schedule(bellhop, { phoneNumber: '+14155550150', message });
    const changes: StatusChange[] = [];
    for await (const change of bellhop.watch({ after, filter: { search: message } })) {
      changes.push(change);
      if (change.status === 'FAILED') break;
    }
    const reason = expect.stringContaining('500');
    expect(
      changes.map(({ status, retryCount, failureReason }) => [status, retryCount, failureReason]),
    ).toEqual([
      ['SCHEDULED', 0, null],
      ['DISPATCHING', 0, null],
      ['SCHEDULED', 1, reason],
      ['DISPATCHING', 1, reason],
      ['SCHEDULED', 2, reason],
      ['DISPATCHING', 2, reason],
      ['FAILED', 3, reason],
    ]);
    const runs = changes.map(({ reminder }) => reminder.lastRunAt);
    expect(runs.map((at) => at !== null)).toEqual([false, false, true, true, true, true, true]);
    expect(Date.parse(runs[2] ?? '')).toBeLessThan(Date.parse(runs[6] ?? ''));
    expect(app.simulator.ledger.requestsTo('+14155550150')).toHaveLength(3);
  });

  test('after a success that came late: nothing of the failures before it but their attempts', async () => {
    const { id } = await schedule(bellhop, { phoneNumber: '+14155550153' });
    const reminder = await settled(bellhop, id);
    expect(reminder).toMatchObject({ status: 'COMPLETED', failureReason: null, retryCount: 3 });
    expect(reminder.attempts.map(({ number, outcome, httpStatus }) => [number, outcome, httpStatus])).toEqual(
      [
        [1, 'UNKNOWN', 503],
        [2, 'UNKNOWN', 503],
        [3, 'PLACED', 202],
      ],
    );
  });

  test('a reminder may have a budget of its own', async () => {
    const phoneNumber = newNumber();
    app.simulator.script(phoneNumber, ['server-error']);
    const { id } = await schedule(bellhop, { phoneNumber, maxRetryAttempts: 1 });
    expect(await settled(bellhop, id)).toMatchObject({ status: 'FAILED', retryCount: 1 });
    expect(app.simulator.ledger.requestsTo(phoneNumber)).toHaveLength(1);
  });

  test.each([
    ['bad-request', 400],
    ['not-found', 404],
  ] as const)('after %s (%i): failed for good, whatever the budget', async (behaviour, httpStatus) => {
    const phoneNumber = newNumber();
    app.simulator.script(phoneNumber, [behaviour, 'success']);
    const { id } = await schedule(bellhop, { phoneNumber, maxRetryAttempts: 10 });
    expect(await settled(bellhop, id)).toMatchObject({
      status: 'FAILED',
      retryCount: 1,
      callSid: null,
      failureReason: expect.stringContaining(String(httpStatus)),
      attempts: [{ outcome: 'REJECTED', httpStatus }],
    });
    expect(app.simulator.ledger.requestsTo(phoneNumber)).toHaveLength(1);
  });

  test('completed reminders stay, and can be left out by status', async () => {
    const message = 'Stays for the record.';
    const { id } = await schedule(bellhop, { phoneNumber: newNumber(), message });
    const waiting = await schedule(bellhop, { message, scheduledTime: new Date(Date.now() + 600_000) });
    await settled(bellhop, id);
    const ids = async (status?: ('SCHEDULED' | 'COMPLETED')[]) => {
      const { value } = await bellhop.list({ filter: { search: message, ...(status && { status }) } }).next();
      return value?.reminders.map((reminder) => reminder.id);
    };
    expect(await ids()).toEqual([id, waiting.id]);
    expect(await ids(['COMPLETED'])).toEqual([id]);
    expect(await ids(['SCHEDULED'])).toEqual([waiting.id]);
  });
});

describe('a transport error', () => {
  let app: TestApp;
  let bellhop: Bellhop;
  beforeAll(async () => {
    app = await startTestApp({ environment: quick });
    bellhop = createBellhop({ url: app.url });
  });
  afterAll(() => app[Symbol.asyncDispose]());

  test('is tried again within the attempt, under the same key', async () => {
    const phoneNumber = newNumber();
    app.simulator.script(phoneNumber, ['reset', 'reset', 'success']);
    const { id } = await schedule(bellhop, { phoneNumber });
    expect(await settled(bellhop, id)).toMatchObject({
      status: 'COMPLETED',
      retryCount: 1,
      attempts: [{ outcome: 'PLACED' }],
    });
    const keys = app.simulator.ledger.requestsTo(phoneNumber).map(({ idempotencyKey }) => idempotencyKey);
    expect(keys).toEqual(Array(3).fill(expect.stringMatching(UUID)));
    expect(new Set(keys).size).toBe(1);
  });

  test('is tried MAX_RETRY_ATTEMPTS times at most, which is one attempt', async () => {
    const phoneNumber = newNumber();
    app.simulator.script(phoneNumber, ['reset']);
    const { id } = await schedule(bellhop, { phoneNumber, maxRetryAttempts: 1 });
    expect(await settled(bellhop, id)).toMatchObject({
      status: 'FAILED',
      retryCount: 1,
      failureReason: expect.stringContaining('3 tries'),
    });
    expect(app.simulator.ledger.requestsTo(phoneNumber)).toHaveLength(3);
  });

  test('whose call was placed all the same rings nobody twice', async () => {
    const phoneNumber = newNumber();
    app.simulator.script(phoneNumber, ['accept-then-drop', 'success']);
    const { id } = await schedule(bellhop, { phoneNumber });
    const { callSid } = await settled(bellhop, id);
    expect(app.simulator.ledger.callsTo(phoneNumber).map((call) => call.callSid)).toEqual([callSid]);
    expect(app.simulator.ledger.requestsTo(phoneNumber)).toHaveLength(2);
  });

  test('is waited after for 2 s at least, unless set otherwise', async () => {
    await using patient = await startTestApp();
    const phoneNumber = newNumber();
    patient.simulator.script(phoneNumber, ['reset', 'success']);
    await schedule(createBellhop({ url: patient.url }), { phoneNumber });
    await patient.simulator.ledger.whenCalls(1);
    const [first, second] = patient.simulator.ledger.requestsTo(phoneNumber);
    expect((second?.receivedAtMs ?? 0) - (first?.receivedAtMs ?? 0)).toBeGreaterThan(2_000 - TIMER_SLACK_MS);
  });
});

test('a 429 costs nothing, and is tried again when Retry-After is over', async () => {
  await using app = await startTestApp({ environment: quick });
  const bellhop = createBellhop({ url: app.url });
  const after = await bellhop.cursor();
  const { id } = await schedule(bellhop, { phoneNumber: '+14155550142', maxRetryAttempts: 1 });
  for await (const { previousStatus, status, reminder } of bellhop.watch({ after })) {
    if (previousStatus !== 'DISPATCHING') continue;
    expect(status).toBe('SCHEDULED');
    expect(reminder).toMatchObject({ retryCount: 0, failureReason: expect.stringContaining('429') });
    break;
  }

  const reminder = await settled(bellhop, id);
  expect(reminder).toMatchObject({ status: 'COMPLETED', retryCount: 1, failureReason: null });
  expect(reminder.attempts.map(({ outcome }) => outcome)).toEqual(['REFUSED', 'PLACED']);
  const [first, second, ...more] = app.simulator.ledger.requestsTo('+14155550142');
  expect(more).toEqual([]);
  expect((second?.receivedAtMs ?? 0) - (first?.receivedAtMs ?? 0)).toBeGreaterThan(2_000 - TIMER_SLACK_MS);
});

describe('the client', () => {
  const apiKey = 'key-of-the-clinic';
  let simulator: Simulator;
  beforeAll(async () => {
    simulator = await createSimulator({ port: 0, latencyMs: 0, apiKey });
  });
  afterAll(() => simulator.close());

  const account = (baseUrl: string) => ({
    ...quick,
    VAPI_API_KEY: apiKey,
    OPEN: 'on',
    VAPI_BASE_URL: baseUrl,
    TWILIO_PHONE_NUMBER: '+1 415 555 0199',
    VAPI_VOICE: 'Savannah',
    ALLOWED_COUNTRY_CODES: 'US',
  });

  test('posts to, from, voice and content as JSON, with the key as bearer token', async () => {
    await using app = await startTestApp({ environment: account(simulator.url) });
    const bellhop = createBellhop({ url: app.url });
    const phoneNumber = newNumber();
    const { id } = await schedule(bellhop, { phoneNumber, message: 'Tomorrow at “nine”.' });
    await settled(bellhop, id);
    const [request, ...more] = simulator.ledger.requestsTo(phoneNumber);
    expect(more).toEqual([]);
    expect(request).toMatchObject({ method: 'POST', path: '/call', authorized: true, status: 202 });
    expect(request?.headers['content-type']).toBe('application/json');
    expect(request?.idempotencyKey).toMatch(UUID);
    expect(request?.body).toEqual({
      to: phoneNumber,
      from: '+14155550199',
      voice: 'Savannah',
      content: { type: 'voice', text: 'Tomorrow at “nine”.' },
    });
    expect(app.simulator.ledger.counts().requests).toBe(0);
  });

  test('does not show a key that is refused', async () => {
    const environment = { ...account(simulator.url), VAPI_API_KEY: 'key-of-another' };
    await using app = await startTestApp({ environment });
    const bellhop = createBellhop({ url: app.url });
    const { id } = await schedule(bellhop, { phoneNumber: newNumber() });
    const reminder = await waitFor(async () => {
      const found = await bellhop.get(id);
      expect(found).toMatchObject({ status: 'SCHEDULED', attempts: [{ httpStatus: 401 }] });
      return found;
    });
    expect(JSON.stringify(reminder)).not.toContain('key-of-another');
  });

  test('is one for the process: it keeps its connection alive, and closes it at the stop', async () => {
    await using proxy = await startTcpProxy(simulator.url);
    await using app = await startTestApp({ environment: account(proxy.url) });
    const bellhop = createBellhop({ url: app.url });
    for (let call = 0; call < 5; call++) {
      const { id } = await schedule(bellhop, { phoneNumber: newNumber() });
      expect((await settled(bellhop, id)).status).toBe('COMPLETED');
    }
    // Not one for each call; a machine that stood still for long may have closed an idle one.
    expect(proxy.taken).toBeLessThan(5);
    await app.app.stop();
    await waitFor(() => expect(proxy.open()).toBe(0));
  });

  test('takes any 2xx for a success, with or without a callSid', async () => {
    await using provider = await startRawServer(
      (_request, response) => void response.writeHead(201).end('OK'),
    );
    await using app = await startTestApp({ environment: account(provider.url) });
    const bellhop = createBellhop({ url: app.url });
    const { id } = await schedule(bellhop);
    expect(await settled(bellhop, id)).toMatchObject({ status: 'COMPLETED', callSid: null, retryCount: 1 });
  });
});

test('the stop waits for the call in flight, writes down what came of it, and begins no other', async () => {
  const arrived = Promise.withResolvers<() => void>();
  await using provider = await startRawServer((_request, response) => {
    arrived.resolve(() => void response.writeHead(202).end('{"callSid":"CA-in-flight"}'));
  });
  const environment = {
    VAPI_API_KEY: 'key',
    OPEN: 'on',
    VAPI_BASE_URL: provider.url,
    TWILIO_PHONE_NUMBER: '+14155550199',
    ALLOWED_COUNTRY_CODES: 'US',
    DISPATCH_CONCURRENCY: '1',
  };
  await using app = await startTestApp({ environment });
  const bellhop = createBellhop({ url: app.url });
  const { id } = await schedule(bellhop);
  const answer = await arrived.promise;
  await schedule(bellhop, { message: 'Waits for its turn.' });
  const stopped = app.app.stop();
  // It answers no more that it is ready, and is not done either.
  await waitFor(async () => expect((await fetch(`${app.url}/readyz`)).status).toBe(503));
  answer();
  await stopped;
  await expect(fetch(`${app.url}/livez`)).rejects.toThrow();

  expect(provider.requests()).toBe(1);
  const rows = await query(
    app.databaseUrl,
    'select status, retry_count, call_sid from reminders order by id',
  );
  expect(rows).toEqual([
    { status: 'completed', retry_count: 1, call_sid: 'CA-in-flight' },
    { status: 'scheduled', retry_count: 0, call_sid: null },
  ]);
  // And the next start goes on where this one left off.
  await using again = await startTestApp({ beside: app });
  await again.simulator.ledger.whenCalls(1);
  expect(again.simulator.ledger.calls.map(({ text }) => text)).toEqual(['Waits for its turn.']);
  expect(await createBellhop({ url: again.url }).get(id)).toMatchObject({ callSid: 'CA-in-flight' });
});
