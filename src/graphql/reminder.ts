import { limits } from '../reminders/limits.ts';
import type { Reminder } from '../reminders/reminder.ts';
import { builder } from './builder.ts';
import { CallAttemptType } from './call-attempt.ts';
import { CallResultType } from './call-result.ts';
import { DeferralType } from './deferral.ts';
import { encodeGlobalId, reminderIdOf } from './global-id.ts';
import { NodeType } from './node.ts';
import { ReminderStatusType } from './reminder-status.ts';

export const ReminderType = builder.objectRef<Reminder>('Reminder').implement({
  description: 'One message to one phone number at one instant.',
  interfaces: [NodeType],
  fields: (t) => ({
    id: t.id({ description: 'The global id.', resolve: ({ id }) => encodeGlobalId('Reminder', id) }),
    phoneNumber: t.expose('phoneNumber', { type: 'PhoneNumber', description: 'Whom to ring.' }),
    message: t.exposeString('message', {
      description: `What is said: 1 to ${limits.messageLength} characters.`,
    }),
    scheduledTime: t.expose('scheduledTime', {
      type: 'DateTime',
      description: 'When the phone is to ring, as a person asked for it.',
    }),
    status: t.expose('status', { type: ReminderStatusType, description: 'Where it stands.' }),
    retryCount: t.exposeInt('retryCount', {
      description: 'How many attempts of the budget are spent, from 0 to `maxRetryAttempts`.',
    }),
    maxRetryAttempts: t.exposeInt('maxRetryAttempts', {
      description: `The budget: after so many attempts without success it fails. From ${limits.minRetryAttempts} to ${limits.maxRetryAttempts}.`,
    }),
    nextAttemptAt: t.expose('nextAttemptAt', {
      type: 'DateTime',
      nullable: true,
      description:
        'When the next attempt is due: the scheduled time first, later ones after failures. Null where none is due.',
    }),
    deferral: t.expose('deferral', {
      type: DeferralType,
      nullable: true,
      description: 'Why the next attempt is later than it was due; null if it is not.',
    }),
    lastRunAt: t.expose('lastRunAt', {
      type: 'DateTime',
      nullable: true,
      description: 'When the outcome of the last attempt was recorded; null before the first.',
    }),
    callSid: t.exposeString('callSid', {
      nullable: true,
      description:
        'The provider’s id of the call that was placed; null if none was, or its answer named none.',
    }),
    callResult: t.expose('callResult', {
      type: CallResultType,
      nullable: true,
      description:
        'What came of the last call that was placed; null until it ended, and where calls are not followed.',
    }),
    failureReason: t.exposeString('failureReason', {
      nullable: true,
      description:
        'Why the last attempt did not place a call, or reached nobody; null after success and before the first.',
    }),
    version: t.exposeInt('version', {
      description: 'Grows with every change. Pass it as `expectedVersion` to change only what you have seen.',
    }),
    createdAt: t.expose('createdAt', { type: 'DateTime', description: 'When it was created.' }),
    updatedAt: t.expose('updatedAt', { type: 'DateTime', description: 'When it last changed.' }),
    attempts: t.field({
      type: [CallAttemptType],
      cost: () => 1,
      description: 'Every attempt at ringing, oldest first.',
      resolve: ({ id }, _args, { loaders }) => loaders.attemptsOf.load(id),
    }),
  }),
});

builder.queryField('reminder', (t) =>
  t.field({
    type: ReminderType,
    scope: 'read',
    nullable: true,
    description: 'The reminder with this global id; null if there is none.',
    args: { id: t.arg.id({ required: true, description: 'The global id of a reminder.' }) },
    resolve: (_root, args, { loaders }) => {
      const id = reminderIdOf(args.id);
      return id === null ? null : loaders.reminder.load(id);
    },
  }),
);
