import { validate } from 'uuid';
import type { Reminder } from '../reminders/reminder.ts';
import type { ReminderOrder, ReminderPosition } from '../reminders/reminder-page.ts';
import { badUserInput } from './bad-user-input.ts';

/** Where a reminder stands in a list of this order. Opaque to clients. */
export function encodeReminderCursor(reminder: Reminder, { field, direction }: ReminderOrder): string {
  const parts = [field, direction, reminder[field].toISOString(), reminder.id];
  return Buffer.from(parts.join(' ')).toString('base64url');
}

/**
 * @param argument its name, for the error
 * @throws GraphQLError if the text is not a cursor, or one of a list in another order.
 */
export function decodeReminderCursor(
  text: string,
  order: ReminderOrder,
  argument: 'after' | 'before',
): ReminderPosition {
  const [field, direction, instant = '', id = ''] = Buffer.from(text, 'base64url').toString().split(' ');
  const value = new Date(instant);
  // Clients may send anything: only what reads back as itself is safe to hand to the store.
  if (Number.isNaN(value.getTime()) || value.toISOString() !== instant || !validate(id)) {
    throw badUserInput(
      `${argument} is not a cursor of this list; pass an endCursor, startCursor or edge cursor as it was answered, or leave it out.`,
    );
  }
  if (field !== order.field || direction !== order.direction) {
    throw badUserInput(
      `${argument} is a cursor of a list in another order; pass the orderBy that it was answered under, or leave ${argument} out.`,
    );
  }
  return { value, id };
}
