import { expect, test } from 'vitest';
import { type Bellhop, createBellhop } from '../../src/client/client.ts';
import { seriesValue } from '../metrics/series-value.ts';
import { startTestApp, type TestApp } from '../support/app.ts';
import { schedule, settled } from '../support/scheduling.ts';
import { waitFor } from '../support/wait-for.ts';

const NOT_ANSWERED = '+14155550171';
const bellhopOf = ({ url }: TestApp): Bellhop => createBellhop({ url });
const numbersCalled = ({ simulator }: TestApp) =>
  simulator.ledger.requests.map(({ phoneNumber }) => phoneNumber);

/** A provider whose calls end at once and cost 0.05 dollars each, and are asked for every second. */
const startApp = (environment: Record<string, string>, beside?: TestApp) =>
  startTestApp({
    environment: { VAPI_PHONE_NUMBER_ID: 'number-1', VAPI_POLL_SECONDS: '1', ...environment },
    ...(beside && { beside }),
    simulator: { calls: { ringMs: 5, talkMs: 5, concurrencyLimit: 100 } },
  });

async function untilDeferred(bellhop: Bellhop, id: string) {
  return waitFor(async () => {
    const reminder = await bellhop.get(id);
    expect(reminder).toMatchObject({ status: 'SCHEDULED', deferral: 'TOO_MANY_CALLS' });
    return reminder;
  });
}

async function untilPaused(bellhop: Bellhop) {
  return waitFor(async () => {
    const { paused, pauseReason } = await bellhop.dispatcher.status();
    expect(paused).toBe(true);
    return pauseReason;
  });
}

test('retryReminder in a loop calls a number no more often than its limit, and says why it waits', async () => {
  await using app = await startApp({ MAX_CALLS_PER_NUMBER_AND_DAY: '1' });
  const bellhop = bellhopOf(app);
  const { id } = await schedule(bellhop, { phoneNumber: NOT_ANSWERED, maxRetryAttempts: 1 });
  expect(await settled(bellhop, id)).toMatchObject({ status: 'FAILED', callResult: 'NO_ANSWER' });
  for (let round = 0; round < 5; round += 1) {
    expect((await bellhop.retry({ id })).__typename).toBe('RetryReminderSuccess');
    const deferred = await untilDeferred(bellhop, id);
    expect(deferred?.retryCount).toBe(0);
    expect(deferred?.attempts).toHaveLength(1);
    const startedAt = Date.parse(deferred?.attempts[0]?.startedAt ?? '');
    expect(Date.parse(deferred?.nextAttemptAt ?? '')).toBe(startedAt + 86_400_000);
    expect((await bellhop.retry({ id })).__typename).toBe('StatusConflictError');
    expect((await bellhop.cancel({ id })).__typename).toBe('CancelReminderSuccess');
  }
  expect(numbersCalled(app)).toEqual([NOT_ANSWERED]);
});

test('two instances call one number no more often than its limit, and other numbers without delay', async () => {
  await using first = await startApp({ MAX_CALLS_PER_NUMBER_AND_DAY: '3', DISPATCH_CONCURRENCY: '4' });
  await using second = await startApp(
    { MAX_CALLS_PER_NUMBER_AND_DAY: '3', DISPATCH_CONCURRENCY: '4' },
    first,
  );
  const bellhop = bellhopOf(first);
  await bellhop.dispatcher.pause();
  const number = '+14155550100';
  const reminders = await Promise.all(
    Array.from({ length: 20 }, () => schedule(bellhop, { phoneNumber: number })),
  );
  const other = await schedule(bellhop, { phoneNumber: '+14155550109' });
  await bellhopOf(second).dispatcher.resume();
  expect(await settled(bellhop, other.id)).toMatchObject({ status: 'COMPLETED' });
  const states = await waitFor(async () => {
    const all = await Promise.all(reminders.map(({ id }) => bellhop.get(id)));
    const waiting = all.filter((each) => each?.deferral === 'TOO_MANY_CALLS').length;
    const done = all.filter((each) => each?.status === 'COMPLETED').length;
    expect(waiting + done).toBe(20);
    return { waiting, done };
  });
  expect(states).toEqual({ waiting: 17, done: 3 });
  expect(numbersCalled(first).filter((each) => each === number)).toHaveLength(3);
});

test('MAX_CALLS_PER_DAY pauses dispatch with the reason, and a person who resumes allows as many again', async () => {
  await using app = await startApp({ MAX_CALLS_PER_DAY: '2' });
  const bellhop = bellhopOf(app);
  const phoneNumbers = ['+14155550100', '+14155550108', '+14155550109'];
  const [, , last] = await Promise.all(phoneNumbers.map((phoneNumber) => schedule(bellhop, { phoneNumber })));
  expect(await untilPaused(bellhop)).toBe(
    'MAX_CALLS_PER_DAY (2) is reached within 24 hours. Check what was called and what is due. Resuming allows as much again.',
  );
  expect(numbersCalled(app)).toHaveLength(2);
  await bellhop.dispatcher.resume();
  for (const phoneNumber of phoneNumbers) {
    await waitFor(() => expect(numbersCalled(app)).toContain(phoneNumber));
  }
  expect(await settled(bellhop, last?.id ?? '')).toMatchObject({ status: 'COMPLETED' });
  expect(numbersCalled(app)).toHaveLength(3);
});

test('MAX_SPEND_USD_PER_DAY pauses dispatch once the reported costs reach it', async () => {
  await using app = await startApp({ MAX_SPEND_USD_PER_DAY: '0.1', DISPATCH_CONCURRENCY: '1' });
  const bellhop = bellhopOf(app);
  const phoneNumbers = ['+14155550100', '+14155550108', '+14155550109'];
  for (const phoneNumber of phoneNumbers) await schedule(bellhop, { phoneNumber });
  expect(await untilPaused(bellhop)).toBe(
    'MAX_SPEND_USD_PER_DAY (0.1) is reached by the calls of the last 24 hours. Check what was called and what is due. Resuming allows as much again.',
  );
  expect(numbersCalled(app)).toEqual(phoneNumbers.slice(0, 2));
  const metrics = await (await fetch(`${app.url}/metrics`)).text();
  expect(seriesValue(metrics, 'bellhop_call_cost_usd_total')).toBeCloseTo(0.1);
  await bellhop.dispatcher.resume();
  await waitFor(() => expect(numbersCalled(app)).toEqual(phoneNumbers));
});
