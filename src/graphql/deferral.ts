import type { Deferral } from '../reminders/reminder.ts';
import { builder } from './builder.ts';

export const DeferralType = builder.enumType('Deferral', {
  description:
    'Why a due reminder moved to a later time. It spends no attempt and is called once the reason is over.',
  values: {
    TOO_MANY_CALLS: {
      value: 'too-many-calls' satisfies Deferral,
      description:
        'The number has had MAX_CALLS_PER_NUMBER_AND_DAY calls within 24 hours, from all reminders.',
    },
  },
});
