import { decodeCursor } from '../events/cursor.ts';
import type { EventPosition, ReminderEvent } from '../reminders/event-log.ts';
import { createMatcher } from '../reminders/reminder-filter.ts';
import { badUserInput } from './bad-user-input.ts';
import type { GraphQLContext } from './context.ts';
import { type ReminderFilterType, reminderFilter } from './reminder-filter.ts';
import { untilLeft } from './until-left.ts';

export interface FollowArgs {
  readonly filter?: typeof ReminderFilterType.$inferInput | null | undefined;
  readonly after?: string | null | undefined;
}

/**
 * The changes of one kind, from a cursor and live, until the subscriber leaves.
 * @throws GraphQLError if `after` is no cursor.
 */
export function followFeed<Event extends ReminderEvent>(
  args: FollowArgs,
  { feed, stopping, takeNow }: Pick<GraphQLContext, 'feed' | 'stopping' | 'takeNow'>,
  isOfKind: (event: ReminderEvent) => event is Event,
): AsyncIterable<Event> {
  const filter = reminderFilter(args.filter);
  const after = args.after == null ? null : position(args.after);
  const matchesFilter = createMatcher(filter);
  const matches = (event: ReminderEvent): event is Event => isOfKind(event) && matchesFilter(event.reminder);
  // What does not match is taken as well: there is nothing to tell.
  const takeMatching =
    takeNow &&
    ((events: readonly ReminderEvent[]) => {
      const matching = events.filter(matches);
      return matching.length === 0 || takeNow(matching);
    });
  return untilLeft(stopping, (signal) => matching(feed.subscribe({ after, signal, takeNow: takeMatching })));

  async function* matching(events: AsyncIterable<ReminderEvent>): AsyncGenerator<Event, void> {
    for await (const event of events) {
      if (matches(event)) yield event;
    }
  }
}

function position(cursor: string): EventPosition {
  const decoded = decodeCursor(cursor);
  if (decoded !== null) return decoded;
  throw badUserInput(
    'after is not a cursor; pass the cursor of a change as it was answered, or leave it out to see live changes only.',
  );
}
