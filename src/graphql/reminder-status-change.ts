import { encodeCursor } from '../events/cursor.ts';
import type { ReminderEvent } from '../reminders/event-log.ts';
import { builder } from './builder.ts';
import { followFeed } from './follow-feed.ts';
import { ReminderType } from './reminder.ts';
import { ReminderFilterType } from './reminder-filter.ts';
import { ReminderStatusType } from './reminder-status.ts';

export const ReminderStatusChangeType = builder.objectRef<ReminderEvent>('ReminderStatusChange').implement({
  description: 'One change of a reminder’s status.',
  fields: (t) => ({
    cursor: t.string({
      description: 'Pass as `after` to go on from here, nothing missed and nothing twice.',
      resolve: ({ position }) => encodeCursor(position),
    }),
    reminder: t.expose('reminder', {
      type: ReminderType,
      description: 'The reminder as it stood after the change; its `attempts` as they stand now.',
    }),
    previousStatus: t.expose('previousStatus', {
      type: ReminderStatusType,
      nullable: true,
      description: 'The status before; null for the creation.',
    }),
    status: t.field({
      type: ReminderStatusType,
      description: 'The status after.',
      resolve: ({ reminder }) => reminder.status,
    }),
    retryCount: t.int({
      description: 'How much of the budget was spent after the change.',
      resolve: ({ reminder }) => reminder.retryCount,
    }),
    failureReason: t.string({
      nullable: true,
      description: 'Why the last attempt did not place a call; null if there is no failure to tell.',
      resolve: ({ reminder }) => reminder.failureReason,
    }),
    occurredAt: t.expose('occurredAt', {
      type: 'DateTime',
      description: 'When it changed, by the database’s clock.',
    }),
  }),
});

builder.subscriptionField('reminderStatusChanged', (t) =>
  t.field({
    type: ReminderStatusChangeType,
    scope: 'read',
    description:
      'Every status change as it happens, in order for each reminder, from all instances. With `after`, first everything since that cursor, then live. A cursor whose events are no longer kept is refused with the code CURSOR_EXPIRED.',
    args: {
      filter: t.arg({
        type: ReminderFilterType,
        description: 'Only changes after which the reminder matches; default: all.',
      }),
      after: t.arg.string({ description: 'The cursor of the last change seen; default: live changes only.' }),
    },
    subscribe: (_root, args, context) => followFeed(args, context, isStatusChange),
    resolve: (event) => event,
  }),
);

function isStatusChange(event: ReminderEvent): event is ReminderEvent {
  return event.call === null;
}
