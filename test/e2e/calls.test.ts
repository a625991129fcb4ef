import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  CreateReminderDocument,
  type CreateReminderMutation,
  DispatcherDocument,
  type DispatcherQuery,
  ReminderDocument,
  type ReminderQuery,
  ResumeDispatchDocument,
} from '../../src/client/generated/graphql.ts';
import { startTestApp, type TestApp } from '../support/app.ts';
import { waitFor } from '../support/wait-for.ts';

const environment = {
  COMPLETE_WHEN: 'answered',
  VAPI_PHONE_NUMBER_ID: 'number-1',
  RETRY_DELAY_SECONDS: '0.05',
  RETRY_DELAY_MAX_SECONDS: '0.1',
  VAPI_GRACE_SECONDS: '0.2',
  VAPI_POLL_SECONDS: '1',
  VAPI_RETRY_MIN_SECONDS: '0.05',
  VAPI_RETRY_MAX_SECONDS: '0.1',
};
const simulator = { calls: { ringMs: 20, talkMs: 40, webhookBackoffScale: 0.01 } };

async function schedule(app: TestApp, phoneNumber: string): Promise<string> {
  const input = { phoneNumber, message: 'Tomorrow at nine.', scheduledTime: new Date() };
  const { data } = await app.execute<CreateReminderMutation>(CreateReminderDocument, { input });
  const created = data?.createReminder;
  if (created?.__typename !== 'CreateReminderSuccess') throw new Error(JSON.stringify(created));
  return created.reminder.id;
}

async function read(app: TestApp, id: string) {
  const { data } = await app.execute<ReminderQuery>(ReminderDocument, { id });
  if (!data?.reminder) throw new Error(`There is no reminder ${id}.`);
  return data.reminder;
}

/** The reminder once it is done. */
function settled(app: TestApp, id: string) {
  return waitFor(async () => {
    const reminder = await read(app, id);
    expect(['COMPLETED', 'FAILED']).toContain(reminder.status);
    return reminder;
  });
}

describe('a reminder that is done when somebody was reached', () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await startTestApp({ environment, simulator });
  });
  afterAll(() => app[Symbol.asyncDispose]());

  const { any } = { any: expect.anything() };
  test.each([
    ['is answered', '0100', 'COMPLETED', 1, ['ANSWERED']],
    ['a mailbox takes', '0170', 'COMPLETED', 1, ['VOICEMAIL']],
    ['nobody answers, ever', '0171', 'FAILED', 3, ['NO_ANSWER', 'NO_ANSWER', 'NO_ANSWER']],
    ['nobody answers at first', '0172', 'COMPLETED', 2, ['NO_ANSWER', 'ANSWERED']],
    ['is busy at first', '0173', 'COMPLETED', 2, ['BUSY', 'ANSWERED']],
    ['cannot be connected, twice', '0174', 'FAILED', 2, ['UNREACHABLE', 'UNREACHABLE']],
    ['has no room, as the answer says', '0175', 'COMPLETED', 1, ['CAPACITY', 'ANSWERED']],
    ['has no room, as its end says', '0176', 'COMPLETED', 1, ['CAPACITY', 'ANSWERED']],
    ['fails before it rings', '0178', 'COMPLETED', 2, ['PROVIDER_FAULT', 'ANSWERED']],
    ['fails after it rang', '0179', 'FAILED', 1, ['PROVIDER_FAULT']],
    ['is never told of', '0180', 'COMPLETED', 1, ['ANSWERED']],
    ['is told of twice', '0181', 'COMPLETED', 1, ['ANSWERED']],
    ['is told of in reverse', '0182', 'COMPLETED', 1, ['ANSWERED']],
    ['is over before its request is answered', '0183', 'COMPLETED', 1, ['ANSWERED']],
    ['loses its answer', '0162', 'COMPLETED', 1, ['ANSWERED']],
    ['waits for a line, though its answer says that it is blocked', '0184', 'COMPLETED', 1, ['ANSWERED']],
    ['ends before its message was said', '0185', 'COMPLETED', 2, ['CUT_SHORT', 'ANSWERED']],
  ] as const)('whose call %s (555 %s) is %s after %i, with %j', async (_, line, status, spent, results) => {
    const phoneNumber = `+1415555${line}`;
    const reminder = await settled(app, await schedule(app, phoneNumber));
    expect(reminder.attempts.map(({ result }) => result)).toEqual(results);
    expect(reminder).toMatchObject({ status, retryCount: spent, callResult: results.at(-1) });
    expect(reminder.failureReason === null).toBe(status === 'COMPLETED');
    const last = reminder.attempts.at(-1);
    expect(last).toMatchObject({
      outcome: 'PLACED',
      callStatus: 'ENDED',
      callEndedAt: any,
      providerCallId: any,
    });
  });

  test('whose account is at fault waits, and dispatch pauses with the reason until a person resumes it', async () => {
    const phoneNumber = '+14155550177';
    const id = await schedule(app, phoneNumber);
    const paused = await waitFor(async () => {
      const { data } = await app.execute<DispatcherQuery>(DispatcherDocument);
      expect(data?.dispatcher.paused).toBe(true);
      const reminder = await read(app, id);
      expect(reminder.status).toBe('SCHEDULED');
      return { reminder, dispatcher: data?.dispatcher };
    });
    expect(paused.reminder).toMatchObject({ retryCount: 0, callResult: 'CONFIGURATION' });
    expect(paused.dispatcher?.pauseReason).toBe(paused.reminder.failureReason);
    const waiting = await schedule(app, '+14155550100');
    expect((await read(app, waiting)).status).toBe('SCHEDULED');
    app.simulator.script(phoneNumber, ['success']);
    await app.execute(ResumeDispatchDocument, { input: {} });
    expect(await settled(app, waiting)).toMatchObject({ status: 'COMPLETED' });
    expect(await settled(app, id)).toMatchObject({ status: 'COMPLETED', retryCount: 1 });
  });

  test('tells when its call began, was taken and ended', async () => {
    const reminder = await settled(app, await schedule(app, '+14155550100'));
    const [attempt] = reminder.attempts;
    const { callStartedAt, callAnsweredAt, callEndedAt, durationSeconds, endedReason } = attempt ?? {};
    expect([callStartedAt, callAnsweredAt, callEndedAt].map((text) => Date.parse(text ?? ''))).toEqual(
      [callStartedAt, callAnsweredAt, callEndedAt].map((text) => Date.parse(text ?? '')).toSorted(),
    );
    expect(durationSeconds).toBeGreaterThan(0);
    expect(endedReason).toBe('assistant-said-end-call-phrase');
    expect(reminder.callSid).toEqual(any);
  });
});

describe('a reminder that is done when the phone rings', () => {
  const accepted = { ...environment, COMPLETE_WHEN: 'accepted' };

  test.each([
    ['has no room, as its end says', '0176', 1, ['CAPACITY', 'ANSWERED']],
    ['fails before it rings', '0178', 2, ['PROVIDER_FAULT', 'ANSWERED']],
  ] as const)('is called again where its call %s', async (_what, line, spent, results) => {
    await using app = await startTestApp({ environment: accepted, simulator });
    const id = await schedule(app, `+1415555${line}`);
    expect(await settled(app, id)).toMatchObject({ status: 'COMPLETED', retryCount: spent });
    await waitFor(async () => {
      expect((await read(app, id)).attempts.map(({ result }) => result)).toEqual(results);
    });
  });

  test('is done though nobody answers, since the phone rang', async () => {
    await using app = await startTestApp({ environment: accepted, simulator });
    const id = await schedule(app, '+14155550171');
    expect(await settled(app, id)).toMatchObject({ status: 'COMPLETED', retryCount: 1 });
    await waitFor(async () => expect((await read(app, id)).callResult).toBe('NO_ANSWER'));
    expect((await read(app, id)).status).toBe('COMPLETED');
  });
});

test.each([
  ['by default', {}],
  ['with COMPLETE_WHEN=accepted', { COMPLETE_WHEN: 'accepted' }],
])('%s an account without credit completes nothing, and dispatch pauses', async (_when, more) => {
  const { COMPLETE_WHEN: _answered, ...common } = environment;
  await using app = await startTestApp({ environment: { ...common, ...more }, simulator });
  const ids = await Promise.all(Array.from({ length: 5 }, () => schedule(app, '+14155550177')));
  await waitFor(async () => {
    const { data } = await app.execute<DispatcherQuery>(DispatcherDocument);
    expect(data?.dispatcher).toMatchObject({ paused: true, inFlight: 0 });
    const reminders = await Promise.all(ids.map((id) => read(app, id)));
    expect(reminders.map(({ status }) => status)).toEqual(Array(5).fill('SCHEDULED'));
  });
  expect(app.simulator.ledger.calls).toHaveLength(0);
});

test('no more calls are up at once than DISPATCH_CONCURRENCY and the provider allow, over all instances', async () => {
  const limited = { ...environment, COMPLETE_WHEN: 'accepted', DISPATCH_CONCURRENCY: '4' };
  const slow = { calls: { ringMs: 20, talkMs: 60, concurrencyLimit: 3, webhookBackoffScale: 0.01 } };
  await using app = await startTestApp({ environment: limited, simulator: slow });
  await using _beside = await startTestApp({ environment: limited, beside: app });
  // What the provider allows, its first answer tells.
  await settled(app, await schedule(app, '+14155550100'));
  const ids = await Promise.all(Array.from({ length: 40 }, () => schedule(app, '+14155550100')));
  // One at a time: forty that ask at once would be most of the load.
  const reminders = [];
  for (const id of ids) reminders.push(await settled(app, id));
  expect(new Set(reminders.map(({ status }) => status))).toEqual(new Set(['COMPLETED']));
  expect(reminders.every(({ retryCount }) => retryCount === 1)).toBe(true);
  expect(app.simulator.callsUp().most).toBe(3);
});
