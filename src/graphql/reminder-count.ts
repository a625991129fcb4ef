import { type ReminderStatus, reminderStatuses } from '../reminders/lifecycle.ts';
import { TALLY_LIMIT } from '../reminders/reminder-tally.ts';
import { builder } from './builder.ts';
import { countCost } from './field-rules.ts';
import { ReminderFilterType, reminderFilter } from './reminder-filter.ts';
import { ReminderStatusType } from './reminder-status.ts';

interface ReminderCount {
  readonly status: ReminderStatus;
  readonly count: number;
  readonly isExact: boolean;
}

const ReminderCountType = builder.objectRef<ReminderCount>('ReminderCount').implement({
  description: 'How many reminders have one status.',
  fields: (t) => ({
    status: t.expose('status', { type: ReminderStatusType, description: 'The status.' }),
    count: t.exposeInt('count', {
      description: 'How many reminders have it: 0 or more, and at least so many where `isExact` is false.',
    }),
    isExact: t.exposeBoolean('isExact', {
      description: `Whether that is all of them. False only where the filter names a phone number, a text or the result of a call, and ${TALLY_LIMIT} or more match: then so many were counted, over all statuses.`,
    }),
  }),
});

builder.queryField('reminderCounts', (t) =>
  t.field({
    type: [ReminderCountType],
    scope: 'read',
    cost: () => countCost,
    description: 'How many reminders have which status: one entry for every status, zeros included.',
    args: { filter: t.arg({ type: ReminderFilterType, description: 'Which reminders; default: all.' }) },
    resolve: async (_root, { filter }, { store }) => {
      const { byStatus, isExact } = await store.tally(reminderFilter(filter));
      return reminderStatuses.map((status) => ({ status, count: byStatus.get(status) ?? 0, isExact }));
    },
  }),
);
