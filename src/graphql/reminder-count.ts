import { type ReminderStatus, reminderStatuses } from '../reminders/lifecycle.ts';
import { builder } from './builder.ts';
import { countCost } from './field-rules.ts';
import { ReminderFilterType, reminderFilter } from './reminder-filter.ts';
import { ReminderStatusType } from './reminder-status.ts';

interface ReminderCount {
  readonly status: ReminderStatus;
  readonly count: number;
}

const ReminderCountType = builder.objectRef<ReminderCount>('ReminderCount').implement({
  description: 'How many reminders have one status.',
  fields: (t) => ({
    status: t.expose('status', { type: ReminderStatusType, description: 'The status.' }),
    count: t.exposeInt('count', { description: 'How many reminders have it; 0 or more.' }),
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
      const counts = await store.countByStatus(reminderFilter(filter));
      return reminderStatuses.map((status) => ({ status, count: counts.get(status) ?? 0 }));
    },
  }),
);
