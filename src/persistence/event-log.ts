import type { SqlEntityManager } from '@mikro-orm/sql';
import type { EventLog } from '../reminders/event-log.ts';
import { readEndOfEvents, readEventsAfter } from './read-events.ts';

export function createEventLog({ fork }: { readonly fork: () => SqlEntityManager }): EventLog {
  return {
    readAfter: (position, limit) => readEventsAfter(fork(), position, limit),
    end: () => readEndOfEvents(fork()),
  };
}
