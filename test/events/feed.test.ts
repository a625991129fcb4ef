import { setImmediate } from 'node:timers/promises';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { CursorExpiredError } from '../../src/events/cursor-expired-error.ts';
import type { Database } from '../../src/persistence/open-database.ts';
import type { EventLog, ReminderEvent } from '../../src/reminders/event-log.ts';
import { createDrafts } from '../support/reminder-drafts.ts';
import { createTestDatabase } from '../support/test-database.ts';
import { startFeed } from '../support/test-feed.ts';
import { createStores, type Stores } from '../support/test-stores.ts';
import { waitUntil } from '../support/wait-for.ts';

let database: Database;
let otherProcess: Stores;
beforeAll(async () => {
  const testDatabase = await createTestDatabase();
  database = await testDatabase.open();
  otherProcess = createStores(await testDatabase.open());
  return () => testDatabase[Symbol.asyncDispose]();
});
beforeEach(() => otherProcess.clear());

const write = (stores: Stores, count: number) =>
  stores.reminders.insert(createDrafts(count), { allOrNothing: true });
const positions = (events: readonly ReminderEvent[]) => events.map(({ position }) => position);

describe('a subscription', () => {
  test('without a cursor begins with what happens from now on', async () => {
    await write(otherProcess, 3);
    await otherProcess.allEvents();
    const { stores, subscribe } = await startFeed(database);
    const subscription = subscribe();
    await write(stores, 2);
    const events = await subscription.take(2);
    expect(positions(events)).toEqual(positions((await stores.allEvents()).slice(3)));
  });

  test('with a cursor begins after it, over any number of pages, and goes on live', async () => {
    for (let batch = 0; batch < 9; batch++) await write(otherProcess, 50);
    const before = await otherProcess.allEvents();
    const { stores, subscribe } = await startFeed(database);
    const subscription = subscribe(before[9]?.position);
    const missed = await subscription.take(440);
    expect(positions(missed)).toEqual(positions(before.slice(10)));
    await write(stores, 1);
    expect((await subscription.next()).position).toEqual((await stores.allEvents()).at(-1)?.position);
  });

  test('hears what another process wrote, though nobody said so', async () => {
    const { subscribe } = await startFeed(database);
    const subscription = subscribe();
    await write(otherProcess, 2);
    expect(positions(await subscription.take(2))).toEqual(positions(await otherProcess.allEvents()));
  });

  test('that stalls is sent back to the log, and misses nothing', async () => {
    const { stores, subscribe } = await startFeed(database, { channelCapacity: 2 });
    const [stalled, quick] = [subscribe(), subscribe()];
    await write(stores, 1);
    const first = [await stalled.next(), await quick.next()];
    for (let batch = 0; batch < 10; batch++) {
      await write(stores, 30);
      await quick.take(30);
    }
    const all = await stores.allEvents();
    expect(positions([...first.slice(0, 1), ...(await stalled.take(300))])).toEqual(positions(all));
  });

  test.each([
    ['while it waits', 0],
    ['while it catches up', 5],
    ['in the middle of what it received', 2],
  ])('ends promptly when it is aborted %s', async (_, taken) => {
    await write(otherProcess, 50);
    const [first] = await otherProcess.allEvents();
    const { stores, subscribe } = await startFeed(database);
    const subscription = taken === 5 ? subscribe(first?.position) : subscribe();
    if (taken === 2) await write(stores, 10);
    await subscription.take(taken);
    subscription.abort();
    expect(await subscription.isDone()).toBe(true);
  });

  test('that is aborted before it begins has no events', async () => {
    const { feed } = await startFeed(database);
    const events = feed.subscribe({ after: null, signal: AbortSignal.abort() });
    expect(await Array.fromAsync(events)).toEqual([]);
  });

  test.each([
    ['another database, further on', { transactionId: 10n ** 17n, sequence: 1n }, /another database/],
    ['a time that is no longer kept', { transactionId: 1n, sequence: 1n }, /no longer kept/],
  ])('with a cursor of %s is told that it expired', async (_, after, message) => {
    await write(otherProcess, 3);
    const [oldest] = await otherProcess.allEvents();
    await otherProcess.tamper.ageEvents(oldest ? [oldest] : []);
    await waitUntil(() => otherProcess.events.prune(3_600_000, 100));
    const { subscribe } = await startFeed(database);
    const error = await subscribe(after)
      .next()
      .catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(CursorExpiredError);
    expect(String(error)).toMatch(message);
  });
});

describe('the feed', () => {
  test('completes every subscription when it stops, and begins none after', async () => {
    const { feed, subscribe } = await startFeed(database);
    const subscriptions = Array.from({ length: 5 }, () => subscribe());
    await feed.stop();
    expect(await Promise.all(subscriptions.map((each) => each.isDone()))).toEqual(Array(5).fill(true));
    expect(await subscribe().isDone()).toBe(true);
  });

  test('shows each event to the dispatcher before the subscribers', async () => {
    const seen: bigint[] = [];
    const { stores, subscribe } = await startFeed(database, {
      onEvent: ({ position }) => void seen.push(position.sequence),
    });
    const subscription = subscribe();
    await write(stores, 20);
    for (let count = 0; count < 20; count++) {
      const { position } = await subscription.next();
      expect(seen).toContain(position.sequence);
    }
    expect(seen).toHaveLength(20);
  });

  test('tells its subscribers that events were pruned before it could read them, and goes on', async () => {
    let isAway = false;
    let failures = 0;
    const liveLog: EventLog = {
      ...otherProcess.events,
      async readAfter(...args) {
        if (!isAway) return otherProcess.events.readAfter(...args);
        failures += 1;
        throw new Error('Away');
      },
    };
    const { feed, subscribe } = await startFeed(database, { liveLog });
    const missed = subscribe();
    await write(otherProcess, 1);
    await missed.next();
    isAway = true;
    feed.poke();
    await waitUntil(() => failures > 0);
    await write(otherProcess, 3);
    await otherProcess.tamper.ageEvents(await otherProcess.allEvents());
    await waitUntil(() => otherProcess.events.prune(3_600_000, 100));
    isAway = false;
    await expect(missed.next()).rejects.toThrow(CursorExpiredError);
    expect(feed.position()).toEqual(await otherProcess.events.prunedThrough());

    const next = subscribe(feed.position());
    await write(otherProcess, 1);
    expect((await next.next()).position).toEqual((await otherProcess.allEvents()).at(-1)?.position);
  });

  test('reads on after the log could not be read for a while', async () => {
    let failures = 0;
    const log: EventLog = {
      ...otherProcess.events,
      readAfter: (...args) =>
        failures-- > 0 ? Promise.reject(new Error('Away')) : otherProcess.events.readAfter(...args),
    };
    const { stores, feed, subscribe } = await startFeed(database, { log });
    const subscription = subscribe();
    failures = 2;
    await write(stores, 3);
    await setImmediate();
    feed.poke();
    expect(await subscription.take(3)).toHaveLength(3);
  });
});
