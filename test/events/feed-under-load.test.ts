import { setImmediate } from 'node:timers/promises';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Database } from '../../src/persistence/open-database.ts';
import type { EventPosition, ReminderEvent } from '../../src/reminders/event-log.ts';
import { edit } from '../../src/reminders/transition.ts';
import { createDraft } from '../support/reminder-drafts.ts';
import { createTestDatabase } from '../support/test-database.ts';
import { startFeed, type TestFeed } from '../support/test-feed.ts';
import { createStores, type Stores } from '../support/test-stores.ts';

const WRITERS = 8;
const EDITS = 60;
const EVENTS = WRITERS * (1 + EDITS);

let database: Database;
let otherDatabase: Database;
beforeAll(async () => {
  const testDatabase = await createTestDatabase();
  [database, otherDatabase] = await Promise.all([testDatabase.open(), testDatabase.open()]);
  return () => testDatabase[Symbol.asyncDispose]();
});
beforeEach(() => createStores(database).clear());

/** Makes one reminder and edits it again and again. */
async function keepWriting(stores: Stores): Promise<void> {
  const draft = createDraft();
  await stores.reminders.insert([draft], { allOrNothing: true });
  for (let version = 1; version <= EDITS; version++) {
    await stores.reminders.apply(
      edit({ reminderId: draft.id, expectedVersion: version }, { message: `No. ${version}` }),
    );
  }
}

/** A generator of chance that a seed repeats. */
function createChance(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state * 1_103_515_245 + 12_345) % 2 ** 31;
    return Math.floor((state / 2 ** 31) * below);
  };
}

/** Sees all events over many subscriptions, each of which goes on after the last event of the one before. */
async function see(
  { subscribe }: TestFeed,
  start: EventPosition,
  seed: number,
  isSlow: boolean,
): Promise<string[]> {
  const chance = createChance(seed);
  const seen: string[] = [];
  let cursor = start;
  while (seen.length < EVENTS) {
    const subscription = subscribe(cursor);
    for (let left = 1 + chance(60); left > 0 && seen.length < EVENTS; left--) {
      const { position, reminder } = await subscription.next();
      cursor = position;
      seen.push(`${reminder.id} ${reminder.version}`);
      if (isSlow && chance(3) === 0) for (let turns = chance(20); turns > 0; turns--) await setImmediate();
    }
    subscription.abort();
  }
  return seen;
}

/** The same, taking at random what it is offered, and iterating over the rest. */
async function take({ feed }: TestFeed, start: EventPosition, seed: number): Promise<string[]> {
  const chance = createChance(seed);
  const seen: string[] = [];
  let cursor = start;
  while (seen.length < EVENTS) {
    const controller = new AbortController();
    let left = 1 + chance(120);
    const note = ({ position, reminder }: ReminderEvent) => {
      cursor = position;
      seen.push(`${reminder.id} ${reminder.version}`);
      left -= 1;
      if (left === 0 || seen.length === EVENTS) controller.abort();
    };
    const takeNow = (events: readonly ReminderEvent[]) => {
      if (controller.signal.aborted || chance(4) === 0) return false;
      events.forEach(note);
      return true;
    };
    for await (const event of feed.subscribe({ after: cursor, signal: controller.signal, takeNow }))
      note(event);
  }
  return seen;
}

describe('subscribers of two processes, while both write', () => {
  test.each([1, 2, 3])(
    'see every event once and in one order over random reconnects (seed %d)',
    async (seed) => {
      const feeds = await Promise.all([
        startFeed(database, { channelCapacity: 3 }),
        startFeed(otherDatabase, { channelCapacity: 50 }),
      ] as const);
      const [one, other] = feeds;
      const start = await one.stores.events.end();
      const watching = Array.from({ length: 6 }, (_, index) =>
        see(index % 2 ? one : other, start, seed * 100 + index, index % 3 === 0),
      );
      const taking = Array.from({ length: 4 }, (_, index) =>
        take(index % 2 ? one : other, start, seed * 1_000 + index),
      );
      const writing = Array.from({ length: WRITERS }, (_, index) =>
        keepWriting((index % 2 ? one : other).stores),
      );
      await Promise.all(writing);
      const seen = await Promise.all([...watching, ...taking]);
      const log = (await one.stores.allEvents()).map(({ reminder }) => `${reminder.id} ${reminder.version}`);
      expect(log).toHaveLength(EVENTS);
      for (const each of seen) expect(each).toEqual(log);
      const versions = Map.groupBy(log, (entry) => entry.split(' ')[0]);
      for (const entries of versions.values()) {
        expect(entries.map((entry) => Number(entry.split(' ')[1]))).toEqual(
          Array.from({ length: EDITS + 1 }, (_, index) => index + 1),
        );
      }
    },
  );
});
