import type { EventFeed } from '../events/feed.ts';
import type { Log } from '../log.ts';
import type { DispatchStore } from '../reminders/dispatch-store.ts';
import type { ReminderStore } from '../reminders/reminder-store.ts';
import type { UseCaseContext } from '../reminders/use-case-context.ts';
import type { Loaders } from './loaders.ts';

/** What resolvers need for the life of the process. */
export interface GraphQLServices {
  readonly useCases: UseCaseContext;
  readonly store: ReminderStore;
  readonly dispatch: DispatchStore;
  readonly feed: EventFeed;
  /** Whether calls go to the simulator. */
  readonly simulated: boolean;
  /** Tells the dispatcher that a person let dispatch go on. */
  readonly onResumed: () => void;
  readonly logger: Log;
}

/** What the resolvers of one operation share. */
export interface GraphQLContext extends GraphQLServices {
  readonly loaders: Loaders;
  /** Aborted when the server stops: subscriptions end with `complete`. */
  readonly stopping: AbortSignal;
}
