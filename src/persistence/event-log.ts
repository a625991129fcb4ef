import type { SqlEntityManager } from '@mikro-orm/sql';
import type { EventLog } from '../reminders/event-log.ts';
import { pruneEvents } from './prune-events.ts';
import { readEndOfEvents, readEventsAfter, readPrunedThrough } from './read-events.ts';

export function createEventLog({ fork }: { readonly fork: () => SqlEntityManager }): EventLog {
  return {
    readAfter: (position, limit) => readEventsAfter(fork(), position, limit),
    end: () => readEndOfEvents(fork()),
    prunedThrough: () => readPrunedThrough(fork()),
    prune: (olderThanMs, limit) => pruneEvents(fork(), olderThanMs, limit),
  };
}
