import { expect, test } from 'vitest';
import { DispatcherDocument, type DispatcherQuery } from '../../src/client/generated/graphql.ts';
import { createSimulator } from '../../src/vapi/simulator/simulator.ts';
import { startTestApp } from '../support/app.ts';
import { waitFor } from '../support/wait-for.ts';

const create = 'mutation ($input: CreateRemindersInput!) { createReminders(input: $input) { __typename } }';
const counts = '{ reminderCounts { status count } }';

test.each([
  ['message', { TWILIO_PHONE_NUMBER: '+14155550199' }],
  ['call', { VAPI_PHONE_NUMBER_ID: 'number-1' }],
])('in format %s a rejected key pauses dispatch and fails no reminder', async (_format, caller) => {
  await using provider = await createSimulator({ port: 0, latencyMs: 0, apiKey: 'another key' });
  const key = { VAPI_API_KEY: 'the key', VAPI_BASE_URL: provider.url, ALLOWED_COUNTRY_CODES: 'US' };
  await using app = await startTestApp({ environment: { ...caller, ...key, OPEN: 'on' } });
  const reminders = Array.from({ length: 50 }, (_, n) => ({
    phoneNumber: '+14155550123',
    message: `No. ${n}`,
    scheduledTime: new Date().toISOString(),
  }));
  await app.execute(create, { input: { reminders } });
  await waitFor(async () => {
    const { data } = await app.execute<DispatcherQuery>(DispatcherDocument);
    expect(data?.dispatcher).toMatchObject({
      paused: true,
      pauseReason: expect.stringContaining('401'),
      inFlight: 0,
    });
  });
  const { data } = await app.execute<{ reminderCounts: { status: string; count: number }[] }>(counts);
  expect(data?.reminderCounts.filter(({ count }) => count > 0)).toEqual([{ status: 'SCHEDULED', count: 50 }]);
  expect(provider.ledger.calls).toHaveLength(0);
});
