import {
  type CreatedMany,
  type CreateReminderResult,
  createReminders,
} from '../reminders/create-reminders.ts';
import { limits } from '../reminders/limits.ts';
import type { Invalid } from '../reminders/problem.ts';
import { builder } from './builder.ts';
import type { IdempotencyConflictAt } from './conflict-errors.ts';
import { CreateReminderInputType, CreateReminderResultType } from './create-reminder.ts';
import { tooFast } from './creation-rate.ts';
import { errorTypeName } from './error.ts';
import { ValidationErrorType } from './validation-error.ts';

const BulkErrorPolicyType = builder.enumType('BulkErrorPolicy', {
  description: 'What to do where some rows cannot be created.',
  values: {
    REJECT_EVERYTHING: {
      value: 'reject-everything',
      description: 'Create nothing, and answer every issue of every row.',
    },
    REJECT_FAILED_ROWS: {
      value: 'reject-failed-rows',
      description: 'Create the others, and answer for each row what came of it.',
    },
  } as const,
});

const CreateRemindersInputType = builder.inputType('CreateRemindersInput', {
  description: 'Reminders to create together.',
  fields: (t) => ({
    reminders: t.field({
      type: [CreateReminderInputType],
      required: true,
      description: `The reminders, at most ${limits.bulkSize}.`,
    }),
    errorPolicy: t.field({
      type: BulkErrorPolicyType,
      defaultValue: 'reject-everything',
      description: 'What to do where some rows cannot be created.',
    }),
  }),
});

const CreateRemindersSuccessType = builder.objectRef<CreatedMany>('CreateRemindersSuccess').implement({
  description: 'What came of each row.',
  fields: (t) => ({
    created: t.exposeInt('created', {
      description:
        'How many reminders exist because of this request that did not before: rows repeated under the same idempotency key do not count.',
    }),
    results: t.field({
      type: [CreateReminderResultType],
      description: 'One result for each row, in order.',
      resolve: ({ results }) => results.map(atRow),
    }),
  }),
});

const CreateRemindersResultType = builder.unionType('CreateRemindersResult', {
  description: 'What came of creating reminders.',
  types: [CreateRemindersSuccessType, ValidationErrorType],
  resolveType: (result: CreatedMany | Invalid) =>
    result.kind === 'created-many' ? 'CreateRemindersSuccess' : errorTypeName(result),
});

builder.mutationField('createReminders', (t) =>
  t.field({
    type: CreateRemindersResultType,
    scope: 'write',
    description: `Schedules up to ${limits.bulkSize} reminders in one transaction.`,
    args: {
      input: t.arg({
        type: CreateRemindersInputType,
        required: true,
        description: 'The reminders to create.',
      }),
    },
    resolve: (_root, { input }, { useCases, useCreations }) =>
      tooFast(useCreations, input.reminders.length) ??
      createReminders(useCases, input.reminders, input.errorPolicy ?? 'reject-everything'),
  }),
);

/** A row's problem, with its path counted from the input of the mutation. */
function atRow(result: CreateReminderResult, index: number): CreateReminderResult | IdempotencyConflictAt {
  const row = ['reminders', String(index)];
  switch (result.kind) {
    case 'created':
      return result;
    case 'invalid':
      return {
        ...result,
        issues: result.issues.map((issue) => ({ ...issue, path: [...row, ...issue.path] })),
      };
    case 'idempotency-conflict':
      return { ...result, row };
    default:
      return result satisfies never;
  }
}
