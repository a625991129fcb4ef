import { expect, test } from 'vitest';
import { DispatcherDocument, type DispatcherQuery } from '../../src/client/generated/graphql.ts';
import { startTestApp } from '../support/app.ts';
import { waitFor } from '../support/wait-for.ts';

const create = 'mutation ($input: CreateRemindersInput!) { createReminders(input: $input) { __typename } }';
const counts = '{ reminderCounts { status count } }';

test.each([
  ['message', {}],
  ['call', { VAPI_PHONE_NUMBER_ID: 'number-1' }],
])('in format %s a rejected key pauses dispatch and fails no reminder', async (_format, environment) => {
  await using app = await startTestApp({ environment, simulator: { apiKey: 'another key' } });
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
  expect(app.simulator.ledger.calls).toHaveLength(0);
});
