import { builder } from './builder.ts';

export const ReminderStatusType = builder.enumType('ReminderStatus', {
  description: 'Where a reminder stands in its life.',
  values: {
    SCHEDULED: {
      value: 'scheduled',
      description: 'Waits for `nextAttemptAt`. The only status in which it can be edited or cancelled.',
    },
    DISPATCHING: { value: 'dispatching', description: 'Claimed by an instance, and being rung.' },
    CALLING: {
      value: 'calling',
      description: 'The call was placed and is not over; how it ends decides what follows.',
    },
    COMPLETED: {
      value: 'completed',
      description:
        'The provider took the call; or, where calls are followed to their end, somebody was reached.',
    },
    FAILED: {
      value: 'failed',
      description: 'Rejected for good, or all its attempts are spent. A retry schedules it again.',
    },
    CANCELLED: {
      value: 'cancelled',
      description: 'Called off before it was claimed. A retry schedules it again.',
    },
  },
});
