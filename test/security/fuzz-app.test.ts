import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import fc from 'fast-check';
import { Agent, fetch } from 'undici';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { startTestApp, type TestApp } from '../support/app.ts';
import { operation, safeJson } from './random-operation.ts';
import { rawGet } from './raw-get.ts';

const seed = Number(process.env['FUZZ_SEED'] ?? 20_261_125);
/** More with FUZZ_RUNS=10000 and a longer timeout. */
const numRuns = Number(process.env['FUZZ_RUNS'] ?? 300);
const secret = 'the-secret-of-webhooks';

describe('random input to a Bellhop that rings', () => {
  let app: TestApp;
  let calls: readonly string[];
  // A connection for each: one that is kept may be closed while everything stands still for the collection.
  const agent = new Agent({ pipelining: 0 });
  const unhandled: unknown[] = [];
  const note = (error: unknown) => void unhandled.push(error);

  beforeAll(async () => {
    app = await startTestApp({
      environment: {
        VAPI_PHONE_NUMBER_ID: 'number-1',
        PUBLIC_URL: 'http://127.0.0.1:1',
        OPEN: 'on',
        VAPI_WEBHOOK_SECRET: secret,
        COMPLETE_WHEN: 'answered',
        VAPI_POLL_SECONDS: '3600',
        FIELDS_PER_MINUTE: '10000000',
        CREATIONS_PER_MINUTE: '10000000',
      },
    });
    for (const number of ['+14155551001', '+14155551002']) await schedule(number);
    await app.simulator.ledger.whenCalls(2);
    calls = app.simulator.ledger.calls.map(({ providerCallId }) => String(providerCallId));
  });
  afterAll(async () => {
    await agent.close();
    await app[Symbol.asyncDispose]();
  });
  beforeEach(() => {
    vi.spyOn(console, 'error').mockImplementation(note);
    process.on('unhandledRejection', note);
    process.on('uncaughtExceptionMonitor', note);
  });
  afterEach(async () => {
    vi.restoreAllMocks();
    process.off('unhandledRejection', note);
    process.off('uncaughtExceptionMonitor', note);
    expect(unhandled).toEqual([]);
    const { text } = await rawGet(app.url, '/graphql?query=%7B__typename%7D');
    expect(text).toContain('{"data":{"__typename":"Query"}}');
  });

  async function schedule(phoneNumber: string): Promise<void> {
    const { data } = await app.execute(
      'mutation ($time: DateTime!, $phoneNumber: String!) { createReminder(input: { phoneNumber: $phoneNumber, message: "x", scheduledTime: $time }) { __typename } }',
      { time: new Date().toISOString(), phoneNumber },
    );
    expect(data).toEqual({ createReminder: { __typename: 'CreateReminderSuccess' } });
  }

  async function send(path: string, body: string | Uint8Array, headers: Record<string, string>) {
    const init = {
      method: 'POST',
      headers,
      body: Buffer.from(body),
      redirect: 'manual',
      dispatcher: agent,
    } as const;
    const response = await fetch(`${app.url}${path}`, init);
    return { status: response.status, text: await response.text() };
  }

  const time = fc.oneof(
    fc.constantFrom(
      '0001-01-01T00:00:00Z',
      '+275760-09-13T00:00:00Z',
      '-000001-01-01T00:00:00Z',
      'x',
      0,
      -1,
      8.64e15,
      1e300,
    ),
    fc.date({ noInvalidDate: true }).map((date) => date.toISOString()),
  );
  const word = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 60 }),
    fc.constantFrom('\u0000', '\ud800', '__proto__', 'x'.repeat(5_000)),
  );
  const cost = fc.oneof(fc.double(), fc.constantFrom(1e308, -1, 0.1, '0.1', null));
  const status = fc.oneof(
    fc.constantFrom('queued', 'ringing', 'in-progress', 'forwarding', 'ended', 'scheduled'),
    word,
  );
  const fields = {
    status,
    endedReason: fc.oneof(fc.constantFrom('customer-ended-call', 'voicemail', 'customer-busy'), word),
    startedAt: time,
    endedAt: time,
    cost,
  };
  /** What Vapi sends, with anything in each of its places. */
  const report = fc
    .nat(2)
    .chain((index) =>
      fc.record(
        {
          type: fc.oneof(fc.constantFrom('status-update', 'end-of-call-report'), word),
          timestamp: time,
          ...fields,
          call: fc.record(
            {
              id: fc.oneof(fc.constant(calls[index] ?? 'nobody’s'), word),
              phoneCallProviderId: word,
              customer: fc.record({ externalId: word }, { requiredKeys: [] }),
              createdAt: time,
              updatedAt: time,
              subscriptionLimits: fc.anything(),
              ...fields,
            },
            { requiredKeys: [] },
          ),
        },
        { requiredKeys: [] },
      ),
    )
    .map((message) => safeJson({ message }));

  test('as reports of calls, by who knows the secret, is taken or refused, and never a defect', async () => {
    const body = fc.oneof({ weight: 4, arbitrary: report }, fc.json(), fc.uint8Array({ maxLength: 2_000 }));
    await fc.assert(
      fc.asyncProperty(body, async (bytes) => {
        const { status: answer, text } = await send('/webhooks/vapi', bytes, { 'x-vapi-secret': secret });
        expect([200, 400]).toContain(answer);
        expect(text).not.toMatch(/\n\s+at |node_modules/);
      }),
      { seed, numRuns },
    );
    // Whatever was reported of those, the next call is placed.
    await schedule('+14155551003');
    await app.simulator.ledger.whenCalls(3);
  });

  test('as reports of calls, by who does not know the secret, changes nothing', async () => {
    const states = () =>
      app.execute('{ reminders { nodes { id version status callResult attempts { callStatus } } } }');
    const before = await states();
    const forged = fc.oneof(
      fc.constant({}),
      fc.string({ unit: fc.constantFrom(...'abc-ts') }).map((text) => ({ 'x-vapi-secret': text })),
      fc
        .constantFrom(secret.slice(0, -1), `${secret}x`, secret.toUpperCase())
        .map((text) => ({ authorization: `Bearer ${text}` })),
      fc
        .tuple(fc.base64String(), fc.nat())
        .map(([signature, at]) => ({ 'x-signature': signature, 'x-timestamp': String(at) })),
    );
    await fc.assert(
      fc.asyncProperty(report, forged, async (bytes, headers) => {
        expect((await send('/webhooks/vapi', bytes, headers)).status).toBe(401);
      }),
      { seed, numRuns: Math.ceil(numRuns / 3) },
    );
    expect(await states()).toEqual(before);
  });

  test('as paths is answered, and leads to no file beside the dashboard’s', async () => {
    const part = fc.constantFrom(
      '..',
      '.',
      '%2e%2e',
      '%2f',
      '\\',
      'dashboard',
      'built',
      'package.json',
      'src',
      'main.ts',
      '%00',
      '%',
      '.env',
      'session',
      'reminders',
      'metrics',
      '//',
      '?',
      '#',
    );
    await fc.assert(
      fc.asyncProperty(fc.array(part, { minLength: 1, maxLength: 6 }), async (parts) => {
        const { status: answer, text } = await rawGet(app.url, `/${parts.join('/')}`);
        expect(answer).toBeGreaterThanOrEqual(200);
        expect(answer).toBeLessThan(500);
        expect(text).not.toMatch(/"dependencies"|import |\n\s+at /);
      }),
      { seed, numRuns },
    );
  });

  test('as bodies to sign in with is refused', async () => {
    const body = fc.oneof(
      fc.uint8Array({ maxLength: 500 }),
      fc.json(),
      fc.anything().map((token) => safeJson({ token })),
    );
    const type = fc.constantFrom('application/json', 'text/plain', 'application/x-www-form-urlencoded');
    await fc.assert(
      fc.asyncProperty(body, type, async (bytes, contentType) => {
        const { status: answer, text } = await send('/session', bytes, { 'content-type': contentType });
        expect(answer).toBeGreaterThanOrEqual(400);
        expect(answer).toBeLessThan(500);
        expect(text).not.toMatch(/\n\s+at |node_modules/);
      }),
      { seed, numRuns: Math.ceil(numRuns / 3) },
    );
  });

  test('leaves no memory behind', async () => {
    const garbage = fc.sample(fc.uint8Array({ maxLength: 2_000 }), { seed, numRuns: 100 });
    const operations = fc
      .sample(operation, { seed, numRuns: 100 })
      .filter((text) => text.startsWith('query'));
    const reports = fc.sample(report, { seed, numRuns: 100 });
    const json = { 'content-type': 'application/json' };
    async function round() {
      for (const bytes of garbage) await send('/graphql', bytes, json);
      for (const query of operations) await send('/graphql', JSON.stringify({ query }), json);
      for (const bytes of reports) await send('/webhooks/vapi', bytes, { 'x-vapi-secret': 'forged' });
    }
    // What is kept on purpose (parsed documents, plans, connections) is there after the first two.
    await round();
    await round();
    const before = heapUsed();
    for (let rounds = 0; rounds < 4; rounds += 1) await round();
    const grownMb = (heapUsed() - before) / 2 ** 20;
    // Some 1,100 requests: 5 KB kept of each would be 5.5 MB. Seen: less than 1 MB.
    expect(grownMb).toBeLessThan(5);
  }, 180_000);
});

setFlagsFromString('--expose-gc');
const collect: () => void = runInNewContext('gc');

/** What is in use once everything that can be collected was. */
function heapUsed(): number {
  for (let times = 0; times < 3; times += 1) collect();
  return process.memoryUsage().heapUsed;
}
