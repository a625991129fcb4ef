import { expect } from 'vitest';
import type { Bellhop, CreateReminderInput, Reminder, ReminderDetail } from '../../src/client/client.ts';
import { waitFor } from './wait-for.ts';

/** Schedules a reminder whose call will be a success, for now unless said otherwise. */
export async function schedule(
  bellhop: Bellhop,
  reminder: Partial<CreateReminderInput> = {},
): Promise<Reminder> {
  const result = await bellhop.schedule({
    phoneNumber: '+14155550100',
    message: 'Tomorrow at nine.',
    scheduledTime: new Date(),
    ...reminder,
  });
  if (result.__typename !== 'CreateReminderSuccess') throw new Error(JSON.stringify(result));
  return result.reminder;
}

/** The reminder once nothing will happen to it any more by itself. */
export function settled(bellhop: Bellhop, id: string): Promise<ReminderDetail> {
  return waitFor(async () => {
    const reminder = await bellhop.get(id);
    if (!reminder) throw new Error(`There is no reminder ${id}.`);
    expect(['COMPLETED', 'FAILED', 'CANCELLED']).toContain(reminder.status);
    return reminder;
  });
}
