import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  CreateReminderDocument,
  type CreateReminderMutation,
  ReminderDocument,
  type ReminderQuery,
} from '../../src/client/generated/graphql.ts';
import { MAX_WEBHOOK_BYTES } from '../../src/vapi/webhook.ts';
import { startTestApp, type TestApp } from '../support/app.ts';
import { waitFor } from '../support/wait-for.ts';

const secret = 'the-secret-of-webhooks';
// 2.8 s with the greeting, at the rate that docs/calls.md names.
const message = 'Tomorrow at nine.';
const iso = (ms: number) => new Date(Date.now() + ms).toISOString();

describe('what the reports of a call make of its reminder', () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await startTestApp({
      environment: {
        VAPI_PHONE_NUMBER_ID: 'number-1',
        PUBLIC_URL: 'http://127.0.0.1:1',
        OPEN: 'on',
        VAPI_WEBHOOK_SECRET: secret,
        // So that nothing is learnt by asking.
        VAPI_POLL_SECONDS: '3600',
        DISPATCH_CONCURRENCY: '100',
      },
      simulator: { calls: { ringMs: 3_600_000, concurrencyLimit: 100 } },
    });
  });
  afterAll(() => app[Symbol.asyncDispose]());

  async function read(id: string) {
    const { data } = await app.execute<ReminderQuery>(ReminderDocument, { id });
    if (!data?.reminder) throw new Error(`There is no reminder ${id}.`);
    return data.reminder;
  }

  async function place() {
    const input = { phoneNumber: '+14155550123', message, scheduledTime: new Date() };
    const { data } = await app.execute<CreateReminderMutation>(CreateReminderDocument, { input });
    const created = data?.createReminder;
    if (created?.__typename !== 'CreateReminderSuccess') throw new Error(JSON.stringify(created));
    const { id } = created.reminder;
    const callId = await waitFor(async () => {
      const reminder = await read(id);
      expect(reminder.status).toBe('CALLING');
      return reminder.attempts[0]?.providerCallId ?? '';
    });
    return { id, callId };
  }

  async function post(body: BodyInit): Promise<number> {
    const headers = { 'x-vapi-secret': secret };
    const answer = await fetch(`${app.url}/webhooks/vapi`, { method: 'POST', body, headers });
    return answer.status;
  }
  const tell = (callId: string, report: object) =>
    post(JSON.stringify({ message: { call: { id: callId }, ...report } }));
  const taken = (secondsAgo: number) => ({
    type: 'status-update',
    status: 'in-progress',
    timestamp: Date.now() - secondsAgo * 1_000,
  });

  test.each(['hangup', 'assistantEndedCall', 'customer-hung-up-v2', 'x'.repeat(300), 'beendet – ärgerlich'])(
    'a person who talked for 40 s was reached, though the reason for the end is %s',
    async (endedReason) => {
      const { id, callId } = await place();
      await tell(callId, taken(40));
      await tell(callId, {
        type: 'end-of-call-report',
        endedReason,
        startedAt: iso(-42_000),
        endedAt: iso(0),
      });
      const reminder = await read(id);
      expect(reminder).toMatchObject({ status: 'COMPLETED', callResult: 'ANSWERED' });
      expect(reminder.attempts[0]?.endedReason).toBe(endedReason.slice(0, 255));
    },
  );

  test.each(['', null, 7, undefined])(
    'an end whose reason is %j waits for the report that has one',
    async (endedReason) => {
      const { id, callId } = await place();
      await tell(callId, taken(40));
      expect(await tell(callId, { type: 'end-of-call-report', endedReason, endedAt: iso(0) })).toBe(200);
      expect((await read(id)).status).toBe('CALLING');
      await tell(callId, { type: 'end-of-call-report', endedReason: 'voicemail', endedAt: iso(0) });
      expect(await read(id)).toMatchObject({ status: 'COMPLETED', callResult: 'VOICEMAIL' });
    },
  );

  test.each(['customer-ended-call', 'silence-timed-out', 'hangup'])(
    'nobody heard a message that takes longer than the call lasted, whatever the reason: %s',
    async (endedReason) => {
      const { id, callId } = await place();
      await tell(callId, taken(2));
      await tell(callId, {
        type: 'end-of-call-report',
        endedReason,
        startedAt: iso(-2_000),
        endedAt: iso(0),
      });
      expect(await read(id)).toMatchObject({ status: 'SCHEDULED', retryCount: 1, callResult: 'CUT_SHORT' });
    },
  );

  test('an end that is known corrects one that was not', async () => {
    const { id, callId } = await place();
    await tell(callId, { type: 'status-update', status: 'ended', endedReason: 'hangup' });
    expect(await read(id)).toMatchObject({ status: 'FAILED', callResult: 'OTHER' });
    await tell(callId, { type: 'end-of-call-report', endedReason: 'customer-ended-call', endedAt: iso(0) });
    expect(await read(id)).toMatchObject({
      status: 'COMPLETED',
      callResult: 'ANSWERED',
      failureReason: null,
    });
  });

  test('a report that is too large to read makes Bellhop ask for the call, and is counted', async () => {
    const { callId } = await place();
    const asked = () => app.simulator.ledger.requests.filter(({ path }) => path === `/call/${callId}`);
    expect(asked()).toHaveLength(0);
    await waitFor(async () => {
      expect(await post(Buffer.alloc(MAX_WEBHOOK_BYTES + 1, ' '))).toBe(413);
      expect(asked().length).toBeGreaterThan(0);
    });
    const metrics = await (await fetch(`${app.url}/metrics`)).text();
    expect(metrics).toMatch(/bellhop_webhooks_refused_total\{status="413"\} [1-9]/);
  });
});
