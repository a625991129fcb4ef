import { onTestFinished } from 'vitest';
import { systemClock } from '../../src/clock.ts';
import { createFeed, type FeedDeps, type RunningFeed } from '../../src/events/feed.ts';
import type { Database } from '../../src/persistence/open-database.ts';
import type { EventPosition, ReminderEvent } from '../../src/reminders/event-log.ts';
import { createTestLog } from './test-log.ts';
import { createStores, type Stores } from './test-stores.ts';

export interface TestFeed {
  readonly feed: RunningFeed;
  /** Stores that poke the feed when they write. */
  readonly stores: Stores;
  /** Begins to listen at once and answers the events as they are asked for. */
  subscribe(after?: EventPosition | null): Subscription;
}

export interface Subscription {
  next(): Promise<ReminderEvent>;
  take(count: number): Promise<ReminderEvent[]>;
  /** Whether the subscription has ended, once it is known. */
  isDone(): Promise<boolean>;
  abort(): void;
}

/** The feed of one process; it stops at the end of the test. */
export async function startFeed(database: Database, options: Partial<FeedDeps> = {}): Promise<TestFeed> {
  const stores = createStores(database, () => feed.poke());
  const logger = createTestLog();
  const feed = createFeed({ log: stores.events, clock: systemClock, logger, onEvent: () => {}, ...options });
  onTestFinished(() => feed.stop());
  await feed.start();
  return { feed, stores, subscribe: (after = null) => listen(feed, after) };
}

function listen(feed: RunningFeed, after: EventPosition | null): Subscription {
  const controller = new AbortController();
  const events = feed.subscribe({ after, signal: controller.signal })[Symbol.asyncIterator]();
  // An iterator does nothing until it is asked.
  let ahead: Promise<IteratorResult<ReminderEvent>> | null = events.next();
  ahead.catch(() => {});
  const result = () => {
    const asked = ahead ?? events.next();
    ahead = null;
    return asked;
  };
  const next = async () => {
    const { done, value } = await result();
    if (done) throw new Error('The subscription ended.');
    return value as ReminderEvent;
  };
  return {
    next,
    async take(count) {
      const taken: ReminderEvent[] = [];
      while (taken.length < count) taken.push(await next());
      return taken;
    },
    isDone: async () => (await result()).done === true,
    abort: () => controller.abort(),
  };
}
