import { decodeCursor, encodeCursor } from '../events/cursor.ts';
import type { EventPosition, ReminderEvent } from '../reminders/event-log.ts';
import { matchesFilter, type ReminderFilter } from '../reminders/reminder-filter.ts';
import { badUserInput } from './bad-user-input.ts';
import { builder } from './builder.ts';
import { ReminderType } from './reminder.ts';
import { ReminderFilterType, reminderFilter } from './reminder-filter.ts';
import { ReminderStatusType } from './reminder-status.ts';
import { untilLeft } from './until-left.ts';

const ReminderStatusChangeType = builder.objectRef<ReminderEvent>('ReminderStatusChange').implement({
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
    subscribe: (_root, args, { feed, stopping }) => {
      const filter = reminderFilter(args.filter);
      const after = args.after == null ? null : position(args.after);
      return untilLeft(stopping, (signal) => matching(feed.subscribe({ after, signal }), filter));
    },
    resolve: (event) => event,
  }),
);

function position(cursor: string): EventPosition {
  const decoded = decodeCursor(cursor);
  if (decoded !== null) return decoded;
  throw badUserInput(
    'after is not a cursor; pass the cursor of a change as it was answered, or leave it out to see live changes only.',
  );
}

async function* matching(
  events: AsyncIterable<ReminderEvent>,
  filter: ReminderFilter,
): AsyncGenerator<ReminderEvent, void> {
  for await (const event of events) {
    if (matchesFilter(event.reminder, filter)) yield event;
  }
}
