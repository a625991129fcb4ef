import { limits } from '../reminders/limits.ts';
import type { Invalid } from '../reminders/problem.ts';
import type { ApplyResult } from '../reminders/reminder-store.ts';
import { retryReminder } from '../reminders/retry-reminder.ts';
import { builder } from './builder.ts';
import { StatusConflictErrorType, VersionConflictErrorType } from './conflict-errors.ts';
import { tooFast } from './creation-rate.ts';
import { errorTypeName } from './error.ts';
import { NotFoundErrorType } from './not-found-error.ts';
import { ReminderType } from './reminder.ts';
import { type Applied, onReminder } from './reminder-target.ts';
import { ValidationErrorType } from './validation-error.ts';

const RetryReminderInputType = builder.inputType('RetryReminderInput', {
  description: 'Which FAILED or CANCELLED reminder to schedule again.',
  fields: (t) => ({
    id: t.id({ required: true, description: 'The global id of the reminder.' }),
    expectedVersion: t.int({
      description: 'Schedule it only if it still has this version; default: whatever its version.',
    }),
    scheduledTime: t.field({
      type: 'DateTime',
      description: `When to ring: from ${limits.pastMs / 1_000} seconds ago to ${limits.yearsAhead} years ahead; default: now.`,
    }),
  }),
});

const RetryReminderSuccessType = builder.objectRef<Applied>('RetryReminderSuccess').implement({
  description: 'The reminder is SCHEDULED again, with a fresh budget.',
  fields: (t) => ({
    reminder: t.expose('reminder', { type: ReminderType, description: 'The scheduled reminder.' }),
  }),
});

const RetryReminderResultType = builder.unionType('RetryReminderResult', {
  description: 'What came of scheduling a reminder again.',
  types: [
    RetryReminderSuccessType,
    ValidationErrorType,
    NotFoundErrorType,
    VersionConflictErrorType,
    StatusConflictErrorType,
  ],
  resolveType: (result: ApplyResult | Invalid) =>
    result.kind === 'applied' ? 'RetryReminderSuccess' : errorTypeName(result),
});

builder.mutationField('retryReminder', (t) =>
  t.field({
    type: RetryReminderResultType,
    scope: 'write',
    description:
      'Schedules a FAILED or CANCELLED reminder again, for now or a given time, with a fresh budget.',
    args: {
      input: t.arg({
        type: RetryReminderInputType,
        required: true,
        description: 'Which reminder to schedule again, and when.',
      }),
    },
    resolve: (_root, { input }, { useCases, useCreations }) =>
      tooFast(useCreations, 1) ?? onReminder(input.id, (id) => retryReminder(useCases, { ...input, id })),
  }),
);
