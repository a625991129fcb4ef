import { encodeCursor } from '../events/cursor.ts';
import type { CallAttempt } from '../reminders/call-attempt.ts';
import type { ReminderEvent } from '../reminders/event-log.ts';
import { builder } from './builder.ts';
import { CallAttemptType } from './call-attempt.ts';
import { followFeed } from './follow-feed.ts';
import { ReminderType } from './reminder.ts';
import { ReminderFilterType } from './reminder-filter.ts';

type CallChange = ReminderEvent & { readonly call: CallAttempt };

const ReminderCallChangeType = builder.objectRef<CallChange>('ReminderCallChange').implement({
  description: 'News of a call that was placed for a reminder.',
  fields: (t) => ({
    cursor: t.string({
      description: 'Pass as `after` to go on from here, nothing missed and nothing twice.',
      resolve: ({ position }) => encodeCursor(position),
    }),
    reminder: t.expose('reminder', {
      type: ReminderType,
      description: 'The reminder as it stood; its `attempts` as they stand now.',
    }),
    attempt: t.expose('call', {
      type: CallAttemptType,
      description: 'The attempt whose call it is, as it stood after the news.',
    }),
    occurredAt: t.expose('occurredAt', {
      type: 'DateTime',
      description: 'When it was heard of, by the database’s clock.',
    }),
  }),
});

builder.subscriptionField('reminderCallChanged', (t) =>
  t.field({
    type: ReminderCallChangeType,
    scope: 'read',
    description:
      'What the provider tells of placed calls, as it tells it: ringing, answered, ended. Its cursors and those of `reminderStatusChanged` are of one log; what is said there of `after` holds here.',
    args: {
      filter: t.arg({
        type: ReminderFilterType,
        description: 'Only news after which the reminder matches; default: all.',
      }),
      after: t.arg.string({ description: 'The cursor of the last news seen; default: live news only.' }),
    },
    subscribe: (_root, args, context) => followFeed(args, context, isCallChange),
    resolve: (event) => event,
  }),
);

function isCallChange(event: ReminderEvent): event is CallChange {
  return event.call !== null;
}
