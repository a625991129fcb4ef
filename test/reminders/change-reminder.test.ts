import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { cancelReminder } from '../../src/reminders/cancel-reminder.ts';
import { createReminder } from '../../src/reminders/create-reminders.ts';
import { type ReminderStatus, reminderStatuses } from '../../src/reminders/lifecycle.ts';
import type { Reminder } from '../../src/reminders/reminder.ts';
import { retryReminder } from '../../src/reminders/retry-reminder.ts';
import { updateReminder } from '../../src/reminders/update-reminder.ts';
import { createTestDatabase } from '../support/test-database.ts';
import { createStores, type SqlStores } from '../support/test-stores.ts';
import { createRequest, createUseCaseContext, type TestUseCaseContext } from '../support/use-case-context.ts';

const nobody = '00000000-0000-7000-8000-000000000000';
let stores: SqlStores;
let context: TestUseCaseContext;
beforeAll(async () => {
  const database = await createTestDatabase();
  stores = createStores(await database.open());
  return () => database[Symbol.asyncDispose]();
});
beforeEach(async () => {
  await stores.clear();
  context = createUseCaseContext(stores.reminders);
});

async function reminderIn(status: ReminderStatus): Promise<Reminder> {
  const result = await createReminder(context, createRequest());
  if (result.kind !== 'created') throw new Error('The reminder was not created.');
  const { id } = result.reminder;
  await stores.tamper.putInStatus([id], status);
  context.scheduled.length = 0;
  return stores.reminder(id);
}

const steps = {
  edit: (id: string, expectedVersion?: number) =>
    updateReminder(context, { id, expectedVersion, message: 'New.' }),
  cancel: (id: string, expectedVersion?: number) => cancelReminder(context, { id, expectedVersion }),
  retry: (id: string, expectedVersion?: number) => retryReminder(context, { id, expectedVersion }),
};
const allowed = { edit: ['scheduled'], cancel: ['scheduled'], retry: ['failed', 'cancelled'] } as const;
type StepName = keyof typeof steps;
const stepNames: readonly StepName[] = ['edit', 'cancel', 'retry'];
const pairs = stepNames.flatMap((step) => reminderStatuses.map((status) => ({ step, status })));

describe('a change by a person', () => {
  test.each(pairs.filter(({ step, status }) => !allowed[step].some((each) => each === status)))(
    '$step of a $status reminder is refused with the reminder as it stands',
    async ({ step, status }) => {
      const before = await reminderIn(status);
      expect(await steps[step](before.id)).toEqual({ kind: 'status-conflict', step, reminder: before });
      expect(await stores.reminder(before.id)).toEqual(before);
      expect(await stores.allEvents()).toHaveLength(1);
      expect(context.scheduled).toEqual([]);
    },
  );

  test.each(stepNames.flatMap((step) => allowed[step].map((status) => ({ step, status }))))(
    '$step of a $status reminder is applied at the version that was expected and at no other',
    async ({ step, status }) => {
      const before = await reminderIn(status);
      expect(await steps[step](before.id, before.version + 1)).toEqual({
        kind: 'version-conflict',
        expectedVersion: before.version + 1,
        reminder: before,
      });
      const result = await steps[step](before.id, before.version);
      expect(result).toMatchObject({
        kind: 'applied',
        reminder: { id: before.id, version: before.version + 1 },
      });
      expect(await steps[step](before.id, before.version)).toMatchObject({ kind: 'version-conflict' });
    },
  );

  test.each(stepNames)('%s of a reminder that does not exist is not found', async (step) => {
    expect(await steps[step](nobody)).toEqual({ kind: 'not-found', id: nobody });
    expect(await steps[step](nobody, 1)).toEqual({ kind: 'not-found', id: nobody });
  });

  test('of 20 edits of one version at once, one is applied', async () => {
    const { id, version } = await reminderIn('scheduled');
    const results = await Promise.all(Array.from({ length: 20 }, () => steps.edit(id, version)));
    expect(results.filter(({ kind }) => kind === 'applied')).toHaveLength(1);
    expect(results.filter(({ kind }) => kind === 'version-conflict')).toHaveLength(19);
    expect(await stores.reminder(id)).toMatchObject({ version: version + 1 });
  });
});

describe('updateReminder', () => {
  test('changes what is given, leaves the rest, and tells the dispatcher', async () => {
    const before = await reminderIn('scheduled');
    const scheduledTime = new Date(Date.now() + 60_000);
    const result = await updateReminder(context, {
      id: before.id,
      scheduledTime,
      phoneNumber: '+44 20 7946 0958',
    });
    expect(result).toMatchObject({
      kind: 'applied',
      reminder: {
        phoneNumber: '+442079460958',
        message: before.message,
        scheduledTime,
        nextAttemptAt: scheduledTime,
        createdAt: before.createdAt,
      },
    });
    expect(context.scheduled).toEqual([scheduledTime]);
  });

  test('of the text alone leaves the wait after a failed attempt and its budget as they are', async () => {
    const { id } = await reminderIn('scheduled');
    const nextAttemptAt = new Date(Date.now() + 90_000);
    await stores.sql('update reminders set retry_count = 2, next_attempt_at = $2 where id = $1', [
      id,
      nextAttemptAt,
    ]);
    expect(await updateReminder(context, { id, message: 'New.' })).toMatchObject({
      reminder: { message: 'New.', retryCount: 2, nextAttemptAt },
    });
  });

  test('answers every issue at once and changes nothing', async () => {
    const before = await reminderIn('scheduled');
    const result = await updateReminder(context, {
      id: before.id,
      phoneNumber: 'x',
      message: '',
      scheduledTime: new Date(0),
    });
    expect(result.kind === 'invalid' && result.issues.map(({ path }) => path.join())).toEqual([
      'phoneNumber',
      'message',
      'scheduledTime',
    ]);
    expect(await stores.reminder(before.id)).toEqual(before);
  });
});

describe('cancelReminder', () => {
  test('leaves nothing due', async () => {
    const { id } = await reminderIn('scheduled');
    expect(await cancelReminder(context, { id })).toMatchObject({
      kind: 'applied',
      reminder: { status: 'cancelled', nextAttemptAt: null },
    });
    expect(context.scheduled).toEqual([]);
  });
});

describe('retryReminder', () => {
  test.each(['failed', 'cancelled'] as const)(
    'gives a %s reminder a whole budget, due now',
    async (status) => {
      const before = await reminderIn(status);
      const result = await retryReminder(context, { id: before.id });
      if (result.kind !== 'applied') throw new Error('The retry was refused.');
      expect(result.reminder).toMatchObject({
        status: 'scheduled',
        retryCount: 0,
        failureReason: null,
        scheduledTime: before.scheduledTime,
      });
      expect(result.reminder.nextAttemptAt).toEqual(result.reminder.updatedAt);
      expect(context.scheduled).toEqual([result.reminder.nextAttemptAt]);
    },
  );

  test('takes another time, which must lie ahead', async () => {
    const { id } = await reminderIn('failed');
    const scheduledTime = new Date(Date.now() + 60_000);
    expect(await retryReminder(context, { id, scheduledTime: new Date(0) })).toMatchObject({
      kind: 'invalid',
      issues: [{ code: 'TIME_IN_PAST', path: ['scheduledTime'] }],
    });
    expect(await retryReminder(context, { id, scheduledTime })).toMatchObject({
      reminder: { scheduledTime, nextAttemptAt: scheduledTime },
    });
  });
});
