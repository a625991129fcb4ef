import { cancelReminder } from '../reminders/cancel-reminder.ts';
import type { ApplyResult } from '../reminders/reminder-store.ts';
import { builder } from './builder.ts';
import { StatusConflictErrorType, VersionConflictErrorType } from './conflict-errors.ts';
import { errorTypeName } from './error.ts';
import { NotFoundErrorType } from './not-found-error.ts';
import { ReminderType } from './reminder.ts';
import { type Applied, onReminder } from './reminder-target.ts';

const CancelReminderInputType = builder.inputType('CancelReminderInput', {
  description: 'Which reminder to cancel.',
  fields: (t) => ({
    id: t.id({ required: true, description: 'The global id of the reminder.' }),
    expectedVersion: t.int({
      description: 'Cancel it only if it still has this version; default: whatever its version.',
    }),
  }),
});

const CancelReminderSuccessType = builder.objectRef<Applied>('CancelReminderSuccess').implement({
  description: 'The reminder is cancelled: it does not ring.',
  fields: (t) => ({
    reminder: t.expose('reminder', { type: ReminderType, description: 'The cancelled reminder.' }),
  }),
});

const CancelReminderResultType = builder.unionType('CancelReminderResult', {
  description: 'What came of cancelling a reminder.',
  types: [CancelReminderSuccessType, NotFoundErrorType, VersionConflictErrorType, StatusConflictErrorType],
  resolveType: (result: ApplyResult) =>
    result.kind === 'applied' ? 'CancelReminderSuccess' : errorTypeName(result),
});

builder.mutationField('cancelReminder', (t) =>
  t.field({
    type: CancelReminderResultType,
    scope: 'write',
    description: 'Calls a reminder off while it is SCHEDULED.',
    args: {
      input: t.arg({
        type: CancelReminderInputType,
        required: true,
        description: 'Which reminder to cancel.',
      }),
    },
    resolve: (_root, { input }, { useCases }) =>
      onReminder(input.id, (id) => cancelReminder(useCases, { ...input, id })),
  }),
);
