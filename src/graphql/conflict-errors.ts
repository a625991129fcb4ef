import type { IdempotencyConflict, StatusConflict, VersionConflict } from '../reminders/problem.ts';
import { builder } from './builder.ts';
import { ErrorInterface } from './error.ts';
import { encodeGlobalId } from './global-id.ts';
import { ReminderType } from './reminder.ts';

export const VersionConflictErrorType = builder.objectRef<VersionConflict>('VersionConflictError').implement({
  description: 'The reminder has changed since the version that was expected. Nothing was changed.',
  interfaces: [ErrorInterface],
  fields: (t) => ({
    message: t.string({
      description: 'A sentence for people, with both versions.',
      resolve: ({ reminder, expectedVersion }) =>
        `The reminder "${encodeGlobalId('Reminder', reminder.id)}" has version ${reminder.version}, not ${expectedVersion}: it changed in the meantime.`,
    }),
    path: t.stringList({
      nullable: true,
      description: 'Always `["expectedVersion"]`.',
      resolve: () => ['expectedVersion'],
    }),
    reminder: t.expose('reminder', { type: ReminderType, description: 'The reminder as it stands.' }),
  }),
});

export const StatusConflictErrorType = builder.objectRef<StatusConflict>('StatusConflictError').implement({
  description:
    'The reminder’s status does not allow it, such as cancelling what already rang. Nothing was changed.',
  interfaces: [ErrorInterface],
  fields: (t) => ({
    message: t.string({
      description: 'A sentence for people, with the status.',
      resolve: ({ step, reminder }) =>
        `The reminder "${encodeGlobalId('Reminder', reminder.id)}" is ${reminder.status}, which does not allow to ${step} it.`,
    }),
    path: t.stringList({ nullable: true, description: 'Always `["id"]`.', resolve: () => ['id'] }),
    reminder: t.expose('reminder', { type: ReminderType, description: 'The reminder as it stands.' }),
  }),
});

/** With the place in the input of the bulk row that it answers. */
export interface IdempotencyConflictAt extends IdempotencyConflict {
  readonly row?: readonly string[];
}

export const IdempotencyConflictErrorType = builder
  .objectRef<IdempotencyConflictAt>('IdempotencyConflictError')
  .implement({
    description: 'The idempotency key was used before with another payload. Nothing was created.',
    interfaces: [ErrorInterface],
    fields: (t) => ({
      message: t.string({
        description: 'A sentence for people, with the key.',
        resolve: ({ idempotencyKey }) =>
          `The idempotency key "${idempotencyKey}" was used before with another payload. Use a new key for a new reminder.`,
      }),
      path: t.stringList({
        nullable: true,
        description: 'Where in the input the key stands.',
        resolve: ({ row = [] }) => [...row, 'idempotencyKey'],
      }),
    }),
  });
