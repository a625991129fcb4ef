import type { Caller } from '../access/caller.ts';
import type { TokenStore } from '../access/token-store.ts';
import type { TakeNow } from '../events/channel.ts';
import type { EventFeed } from '../events/feed.ts';
import type { Log } from '../log.ts';
import type { DispatchStore } from '../reminders/dispatch-store.ts';
import type { DoNotCallList } from '../reminders/do-not-call.ts';
import type { ReminderEvent } from '../reminders/event-log.ts';
import type { ReminderStore } from '../reminders/reminder-store.ts';
import type { UseCaseContext } from '../reminders/use-case-context.ts';
import type { Loaders } from './loaders.ts';

/** What resolvers need for the life of the process. */
export interface GraphQLServices {
  readonly useCases: UseCaseContext;
  readonly store: ReminderStore;
  readonly dispatch: DispatchStore;
  readonly feed: EventFeed;
  readonly doNotCall: DoNotCallList;
  readonly tokens: TokenStore;
  /** Whether calls go to the simulator. */
  readonly simulated: boolean;
  /** Tells the dispatcher that a person let dispatch go on. */
  readonly onResumed: () => void;
  readonly logger: Log;
}

/** What the resolvers of one operation share. */
export interface GraphQLContext extends GraphQLServices {
  readonly loaders: Loaders;
  readonly caller: Caller;
  /**
   * Aborted when the server stops: subscriptions end with `complete`. Aborted with a GraphQLError as its reason when
   * the caller's credentials end: subscriptions end with that.
   */
  readonly stopping: AbortSignal;
  /** Takes rows off the operation's budget. @throws GraphQLError where it is used up. */
  readonly spend: (rows: number) => void;
  /** Counts one use of a root field. @throws GraphQLError where the caller is too fast. */
  readonly useField: () => void;
  /** Counts reminders to be created: 0, or in how many milliseconds so many may be. */
  readonly useCreations: (count: number) => number;
  /** Counts a subscription until what it answers is called. @throws GraphQLError where there are too many. */
  readonly admitSubscription: () => () => void;
  /** Offered the live events of a subscription first; set where its client can be written to at once. */
  takeNow?: TakeNow<ReminderEvent>;
}
