import { limits } from '../reminders/limits.ts';
import type { Invalid } from '../reminders/problem.ts';
import type { ApplyResult } from '../reminders/reminder-store.ts';
import { updateReminder } from '../reminders/update-reminder.ts';
import { builder } from './builder.ts';
import { StatusConflictErrorType, VersionConflictErrorType } from './conflict-errors.ts';
import { errorTypeName } from './error.ts';
import { NotFoundErrorType } from './not-found-error.ts';
import { ReminderType } from './reminder.ts';
import { type Applied, onReminder } from './reminder-target.ts';
import { ValidationErrorType } from './validation-error.ts';

const UpdateReminderInputType = builder.inputType('UpdateReminderInput', {
  description: 'What to change of a reminder that is SCHEDULED. What is left out, or null, stays as it is.',
  fields: (t) => ({
    id: t.id({ required: true, description: 'The global id of the reminder.' }),
    expectedVersion: t.int({
      description: 'Change it only if it still has this version; default: whatever its version.',
    }),
    phoneNumber: t.string({
      description: 'Whom to ring instead: E.164 or a common form of it with a leading +.',
    }),
    message: t.string({
      description: `What to say instead: 1 to ${limits.messageLength} characters after trimming.`,
    }),
    scheduledTime: t.field({
      type: 'DateTime',
      description: `When to ring instead: from ${limits.pastMs / 1_000} seconds ago to ${limits.yearsAhead} years ahead.`,
    }),
  }),
});

const UpdateReminderSuccessType = builder.objectRef<Applied>('UpdateReminderSuccess').implement({
  description: 'The reminder was changed. It does not ring with what it held before.',
  fields: (t) => ({
    reminder: t.expose('reminder', { type: ReminderType, description: 'The reminder after the change.' }),
  }),
});

const UpdateReminderResultType = builder.unionType('UpdateReminderResult', {
  description: 'What came of changing a reminder.',
  types: [
    UpdateReminderSuccessType,
    ValidationErrorType,
    NotFoundErrorType,
    VersionConflictErrorType,
    StatusConflictErrorType,
  ],
  resolveType: (result: ApplyResult | Invalid) =>
    result.kind === 'applied' ? 'UpdateReminderSuccess' : errorTypeName(result),
});

builder.mutationField('updateReminder', (t) =>
  t.field({
    type: UpdateReminderResultType,
    scope: 'write',
    description: 'Edits or reschedules a reminder while it is SCHEDULED.',
    args: { input: t.arg({ type: UpdateReminderInputType, required: true, description: 'What to change.' }) },
    resolve: (_root, { input }, { useCases }) =>
      onReminder(input.id, (id) => updateReminder(useCases, { ...input, id })),
  }),
);
