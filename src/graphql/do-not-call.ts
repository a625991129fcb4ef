import type { DoNotCallEntry } from '../reminders/do-not-call.ts';
import { limits } from '../reminders/limits.ts';
import { checkText } from '../reminders/reminder-draft.ts';
import { badUserInput } from './bad-user-input.ts';
import { builder } from './builder.ts';

const maxEntries = 100;

const DoNotCallEntryType = builder.objectRef<DoNotCallEntry>('DoNotCallEntry').implement({
  description: 'A number that is never rung, whoever asks.',
  fields: (t) => ({
    id: t.exposeID('phoneNumber', { description: 'The number, which it is known by. Not a global id.' }),
    phoneNumber: t.expose('phoneNumber', { type: 'PhoneNumber', description: 'The number.' }),
    reason: t.exposeString('reason', { nullable: true, description: 'Why; null if no reason was given.' }),
    createdAt: t.expose('createdAt', { type: 'DateTime', description: 'Since when.' }),
  }),
});

const AddDoNotCallInputType = builder.inputType('AddDoNotCallInput', {
  description: 'A number that must not be rung any more.',
  fields: (t) => ({
    phoneNumber: t.field({ type: 'PhoneNumber', required: true, description: 'The number.' }),
    reason: t.string({ description: `Why: at most ${limits.pauseReasonLength} characters after trimming.` }),
  }),
});

const AddDoNotCallPayloadType = builder
  .objectRef<{ entry: DoNotCallEntry }>('AddDoNotCallPayload')
  .implement({
    description: 'The number is not rung any more.',
    fields: (t) => ({
      entry: t.expose('entry', { type: DoNotCallEntryType, description: 'The entry; an earlier one stays.' }),
    }),
  });

const RemoveDoNotCallInputType = builder.inputType('RemoveDoNotCallInput', {
  description: 'A number that may be rung again.',
  fields: (t) => ({
    phoneNumber: t.field({ type: 'PhoneNumber', required: true, description: 'The number.' }),
  }),
});

const RemoveDoNotCallPayloadType = builder
  .objectRef<{ removed: boolean }>('RemoveDoNotCallPayload')
  .implement({
    description: 'The number is not on the list.',
    fields: (t) => ({
      removed: t.exposeBoolean('removed', { description: 'Whether it was there before.' }),
    }),
  });

builder.queryField('doNotCallEntries', (t) =>
  t.field({
    type: [DoNotCallEntryType],
    scope: 'read',
    cost: () => maxEntries,
    description: `The numbers that are never rung, in their order: ${maxEntries} at a time.`,
    args: {
      after: t.arg({
        type: 'PhoneNumber',
        description: 'Only those after this number; default: from the start.',
      }),
    },
    resolve: (_root, { after }, { doNotCall }) => doNotCall.list(maxEntries, after ?? null),
  }),
);

builder.mutationFields((t) => ({
  addDoNotCall: t.field({
    type: AddDoNotCallPayloadType,
    scope: 'admin',
    description:
      'Puts a number on the do-not-call list. Reminders to it are refused from now on, and those that wait fail when they fall due.',
    args: {
      input: t.arg({ type: AddDoNotCallInputType, required: true, description: 'The number.' }),
    },
    resolve: async (_root, { input }, { doNotCall, caller, logger }) => {
      const reason = input.reason?.trim() || null;
      const [issue] = reason === null ? [] : checkText(reason, 'input.reason', limits.pauseReasonLength);
      if (issue) throw badUserInput(issue.message);
      const entry = await doNotCall.add(input.phoneNumber, reason);
      logger.info(
        { event: 'do-not-call.added', by: caller.name },
        'A number was put on the do-not-call list',
      );
      return { entry };
    },
  }),
  removeDoNotCall: t.field({
    type: RemoveDoNotCallPayloadType,
    scope: 'admin',
    description: 'Takes a number off the do-not-call list.',
    args: {
      input: t.arg({ type: RemoveDoNotCallInputType, required: true, description: 'The number.' }),
    },
    resolve: async (_root, { input }, { doNotCall, caller, logger }) => {
      const removed = await doNotCall.remove(input.phoneNumber);
      logger.info(
        { event: 'do-not-call.removed', by: caller.name },
        'A number was taken off the do-not-call list',
      );
      return { removed };
    },
  }),
}));
