import type { ReminderOrder } from '../reminders/reminder-page.ts';
import { builder } from './builder.ts';

const ReminderOrderFieldType = builder.enumType('ReminderOrderField', {
  description: 'What reminders can be ordered by. Ties are broken by id.',
  values: {
    SCHEDULED_TIME: { value: 'scheduledTime', description: 'When the phone is to ring.' },
    CREATED_AT: { value: 'createdAt', description: 'When the reminder was created.' },
    UPDATED_AT: {
      value: 'updatedAt',
      description: 'When the reminder last changed. One that changes while you page moves in the list.',
    },
  } as const,
});

const OrderDirectionType = builder.enumType('OrderDirection', {
  description: 'Which end of the order comes first.',
  values: {
    ASC: { value: 'asc', description: 'The earliest first.' },
    DESC: { value: 'desc', description: 'The latest first.' },
  } as const,
});

export const ReminderOrderType = builder.inputType('ReminderOrder', {
  description: 'How reminders are ordered.',
  fields: (t) => ({
    field: t.field({ type: ReminderOrderFieldType, required: true, description: 'What to order by.' }),
    direction: t.field({
      type: OrderDirectionType,
      required: true,
      description: 'Which end comes first.',
    }),
  }),
});

export const defaultReminderOrder: ReminderOrder = { field: 'scheduledTime', direction: 'asc' };
