import { type Created, type CreateReminderResult, createReminder } from '../reminders/create-reminders.ts';
import { limits } from '../reminders/limits.ts';
import { builder } from './builder.ts';
import { IdempotencyConflictErrorType } from './conflict-errors.ts';
import { tooFast } from './creation-rate.ts';
import { errorTypeName } from './error.ts';
import { ReminderType } from './reminder.ts';
import { ValidationErrorType } from './validation-error.ts';

export const CreateReminderInputType = builder.inputType('CreateReminderInput', {
  description: 'A reminder to create.',
  fields: (t) => ({
    phoneNumber: t.string({
      required: true,
      description: 'Whom to ring: E.164 or a common form of it with a leading +.',
    }),
    message: t.string({
      required: true,
      description: `What to say: 1 to ${limits.messageLength} characters after trimming.`,
    }),
    scheduledTime: t.field({
      type: 'DateTime',
      required: true,
      description: `When to ring: from ${limits.pastMs / 1_000} seconds ago to ${limits.yearsAhead} years ahead.`,
    }),
    maxRetryAttempts: t.int({
      description: `After how many attempts without success it fails: ${limits.minRetryAttempts} to ${limits.maxRetryAttempts}; default: the server’s MAX_RETRY_ATTEMPTS.`,
    }),
    idempotencyKey: t.string({
      description: `Makes it safe to send the same input again: the same key and payload answer the reminder that was created, another payload is an IdempotencyConflictError. 1 to ${limits.idempotencyKeyLength} characters, kept for ever.`,
    }),
  }),
});

const CreateReminderSuccessType = builder.objectRef<Created>('CreateReminderSuccess').implement({
  description: 'The reminder exists: created now, or earlier under the same idempotency key.',
  fields: (t) => ({ reminder: t.expose('reminder', { type: ReminderType, description: 'The reminder.' }) }),
});

export const CreateReminderResultType = builder.unionType('CreateReminderResult', {
  description: 'What came of creating a reminder.',
  types: [CreateReminderSuccessType, ValidationErrorType, IdempotencyConflictErrorType],
  resolveType: (result: CreateReminderResult) =>
    result.kind === 'created' ? 'CreateReminderSuccess' : errorTypeName(result),
});

builder.mutationField('createReminder', (t) =>
  t.field({
    type: CreateReminderResultType,
    scope: 'write',
    description: 'Schedules one reminder.',
    args: {
      input: t.arg({ type: CreateReminderInputType, required: true, description: 'The reminder to create.' }),
    },
    resolve: (_root, { input }, { useCases, useCreations }) =>
      tooFast(useCreations, 1) ?? createReminder(useCases, input),
  }),
);
