import { limits } from '../reminders/limits.ts';
import { badUserInput } from './bad-user-input.ts';
import { builder } from './builder.ts';
import { ReminderType } from './reminder.ts';
import { ReminderStatusChangeType } from './reminder-status-change.ts';

const fallback = 50;

builder.objectField(ReminderType, 'changes', (t) =>
  t.field({
    type: [ReminderStatusChangeType],
    cost: ({ last }) => Math.min(Math.max(1, last ?? fallback), limits.changes),
    description:
      'The last changes of its status, its edits among them, oldest first, as they stand now. Kept for EVENT_RETENTION: unless the first of them has no `previousStatus`, there were earlier ones. Refused in a subscription, which has the changes as they come.',
    args: {
      last: t.arg.int({
        defaultValue: fallback,
        description: `How many: 1 to ${limits.changes}, default ${fallback}.`,
      }),
    },
    resolve: ({ id }, args, { loaders }, info) => {
      // A change has its reminder, which has its changes: only the budget of an operation ends that, and this has none.
      if (info.operation.operation === 'subscription') {
        throw badUserInput('changes cannot be asked for in a subscription; ask for them in a query.');
      }
      const last = args.last ?? fallback;
      if (last < 1 || last > limits.changes) {
        throw badUserInput(`last is ${last}; it must be from 1 to ${limits.changes}.`);
      }
      return loaders.changesOf.load({ reminderId: id, last });
    },
  }),
);
