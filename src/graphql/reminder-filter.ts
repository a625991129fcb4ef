import { limits } from '../reminders/limits.ts';
import { isStorable } from '../reminders/reminder-draft.ts';
import type { ReminderFilter } from '../reminders/reminder-filter.ts';
import { badUserInput } from './bad-user-input.ts';
import { builder } from './builder.ts';
import { CallResultType } from './call-result.ts';
import { ReminderStatusType } from './reminder-status.ts';

export const ReminderFilterType = builder.inputType('ReminderFilter', {
  description:
    'Which reminders are meant: those that meet every condition given. What is left out, or null, does not narrow.',
  fields: (t) => ({
    status: t.field({
      type: [ReminderStatusType],
      description: 'In one of these statuses; an empty list matches nothing.',
    }),
    callResult: t.field({
      type: [CallResultType],
      description: 'Whose last call came to one of these; an empty list matches nothing.',
    }),
    phoneNumber: t.field({ type: 'PhoneNumber', description: 'To exactly this number.' }),
    scheduledFrom: t.field({ type: 'DateTime', description: 'Scheduled at this instant or later.' }),
    scheduledUntil: t.field({ type: 'DateTime', description: 'Scheduled before this instant.' }),
    search: t.string({
      description: `With this text anywhere in the message, in capitals or not: at most ${limits.messageLength} characters, as a message has.`,
    }),
  }),
});

/** @throws GraphQLError if the search holds what no message can hold: too many characters, or some that cannot be stored. */
export function reminderFilter(
  input: typeof ReminderFilterType.$inferInput | null | undefined,
): ReminderFilter {
  const search = input?.search ?? undefined;
  if (search !== undefined && !isStorable(search)) {
    throw badUserInput(
      'filter.search holds a NUL character or half of a surrogate pair; send well-formed text.',
    );
  }
  if (search !== undefined && [...search].length > limits.messageLength) {
    throw badUserInput(
      `filter.search has more than ${limits.messageLength} characters, which no message has. Send less.`,
    );
  }
  return {
    status: input?.status ?? undefined,
    callResult: input?.callResult ?? undefined,
    phoneNumber: input?.phoneNumber ?? undefined,
    scheduledFrom: input?.scheduledFrom ?? undefined,
    scheduledUntil: input?.scheduledUntil ?? undefined,
    search,
  };
}
