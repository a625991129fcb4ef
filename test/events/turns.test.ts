import { expect, onTestFinished, test } from 'vitest';
import { createFeed } from '../../src/events/feed.ts';
import type { EventLog, ReminderEvent } from '../../src/reminders/event-log.ts';
import { createManualClock } from '../support/manual-clock.ts';
import { createTestLog } from '../support/test-log.ts';

const SUBSCRIBERS = 300;
const nowhere = { transactionId: 0n, sequence: 0n };

test('while many subscribers are told, whatever else waits has its turn', async () => {
  const clock = createManualClock();
  const written: ReminderEvent[] = [];
  const log: EventLog = {
    readAfter: async () => ({ events: written.splice(0), hasMore: false }),
    end: async () => nowhere,
    prunedThrough: async () => nowhere,
    prune: async () => 0,
  };
  const feed = createFeed({ log, clock, logger: createTestLog(), onEvent: () => {} });
  await feed.start();
  onTestFinished(() => feed.stop());
  const order: string[] = [];
  const told = Promise.withResolvers<void>();
  for (let n = 0; n < SUBSCRIBERS; n++) {
    const takeNow = () => {
      if (order.length === 0) setImmediate(() => order.push('a heartbeat'));
      clock.advance(1);
      if (order.push('told') > SUBSCRIBERS) told.resolve();
      return true;
    };
    void feed
      .subscribe({ after: null, signal: new AbortController().signal, takeNow })
      [Symbol.asyncIterator]()
      .next();
  }
  written.push({ position: { transactionId: 1n, sequence: 1n } } as ReminderEvent);
  // Reads of the log lie a few milliseconds apart.
  clock.advance(1_000);
  feed.poke();
  await told.promise;
  expect(order.indexOf('a heartbeat')).toBeGreaterThan(0);
  expect(order.indexOf('a heartbeat')).toBeLessThan(SUBSCRIBERS);
  expect(order.filter((what) => what === 'told')).toHaveLength(SUBSCRIBERS);
});
