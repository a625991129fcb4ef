import type { SqlEntityManager } from '@mikro-orm/sql';
import pg from 'pg';
import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { applyTransition } from '../../src/persistence/apply-transition.ts';
import { claimDue } from '../../src/persistence/claim-due.ts';
import { concludeCalls } from '../../src/persistence/conclude-calls.ts';
import type { Database } from '../../src/persistence/open-database.ts';
import { recordReport } from '../../src/persistence/record-report.ts';
import { recordSettlements } from '../../src/persistence/record-settlements.ts';
import { run } from '../../src/persistence/statement.ts';
import { conclude, defaultCallPolicy, type EndedCall } from '../../src/reminders/call-conclusion.ts';
import type { Claim } from '../../src/reminders/dispatch-store.ts';
import type { EventPosition } from '../../src/reminders/event-log.ts';
import { settle } from '../../src/reminders/settlement.ts';
import { edit } from '../../src/reminders/transition.ts';
import { placed, refused } from '../support/call-outcomes.ts';
import { createClaiming } from '../support/claiming.ts';
import { join } from '../support/instance-contract.ts';
import { testPolicy } from '../support/policy.ts';
import { createDraft } from '../support/reminder-drafts.ts';
import { createTestDatabase } from '../support/test-database.ts';
import { createStores, type Stores } from '../support/test-stores.ts';

let opened: Database;
let stores: Stores;
let url: string;
let early: pg.Client;
beforeAll(async () => {
  const database = await createTestDatabase();
  opened = await database.open();
  stores = createStores(opened);
  url = database.url;
  return () => database[Symbol.asyncDispose]();
});
beforeEach(async () => {
  await stores.clear();
  early = new pg.Client({ connectionString: url });
  await early.connect();
});
afterEach(() => early.end());

const touch = `
  with changed as (update reminders r set message = 'early', version = version + 1 where id = $1 returning *)
  insert into reminder_events (reminder_id, previous_status, reminder)
  select id, 'scheduled', to_jsonb(changed) from changed`;

describe('an event of a transaction that began early and commits late', () => {
  async function begin() {
    const [a, b] = [createDraft(), createDraft()];
    await stores.reminders.insert([a, b], { allOrNothing: true });
    await stores.allEvents();
    const start = await stores.events.end();
    await early.query('begin');
    await early.query(touch, [a.id]);
    await stores.reminders.apply(edit({ reminderId: b.id, expectedVersion: null }, { message: 'late' }));
    return start;
  }
  const read = async (start: EventPosition) => {
    const { events, hasMore } = await stores.events.readAfter(start, 100);
    return { messages: events.map(({ reminder }) => reminder.message), hasMore };
  };

  test('holds back what committed meanwhile, and is read before it', async () => {
    const start = await begin();
    expect(await read(start)).toEqual({ messages: [], hasMore: true });
    expect(await stores.events.end()).toEqual(start);
    await early.query('commit');
    await stores.allEvents();
    expect(await read(start)).toEqual({ messages: ['early', 'late'], hasMore: false });
  });

  test('that rolls back leaves what committed meanwhile', async () => {
    const start = await begin();
    await early.query('rollback');
    await stores.allEvents();
    expect(await read(start)).toEqual({ messages: ['late'], hasMore: false });
  });
});

describe('the events of one reminder are in the order of its changes, also where', () => {
  const { claimOne, claimAgain } = createClaiming(() => stores);
  const everything = { limit: 10, concurrency: 1_000, callsPerSecond: null };
  const policy = { ...testPolicy, retryDelayMs: () => 0 };
  const followed = { ...policy, completeWhen: 'answered', longestCallMs: 60_000 } as const;
  const call = { ...placed('CA1'), providerCallId: 'call-1' };

  /** Lets a transaction take its number, then another one write and commit, and then the first one write. */
  async function overtake<T>(
    write: () => Promise<T>,
    writeLate: (em: SqlEntityManager, earlier: T) => Promise<unknown>,
  ) {
    await opened.fork().transactional(async (tx) => {
      await run(tx, 'select pg_current_xact_id()');
      await writeLate(tx, await write());
    });
  }
  async function versions(reminderId: string): Promise<number[]> {
    return (await stores.allEvents(reminderId)).map(({ reminder }) => reminder.version);
  }
  const editOf = ({ reminderId }: Pick<Claim, 'reminderId'>) =>
    edit({ reminderId, expectedVersion: null }, { message: 'New.' });

  test('a claim began before the creation', async () => {
    const instanceId = await join(stores);
    const draft = createDraft();
    await overtake(
      () => stores.reminders.insert([draft], { allOrNothing: true }),
      (tx) => claimDue(tx, { ...everything, instanceId }),
    );
    expect(await versions(draft.id)).toEqual([1, 2]);
  });

  test('an edit began before another one, and a third is the fastest', async () => {
    const draft = createDraft();
    const change = editOf({ reminderId: draft.id });
    await stores.reminders.insert([draft], { allOrNothing: true });
    await overtake(
      () =>
        overtake(
          () => stores.reminders.apply(change),
          (tx) => applyTransition(tx, change),
        ),
      (tx) => applyTransition(tx, change),
    );
    expect(await versions(draft.id)).toEqual([1, 2, 3, 4]);
  });

  test('a record began before its claim, and the next claim before that', async () => {
    const instanceId = await join(stores);
    let claim = null as Claim | null;
    await overtake(
      () =>
        overtake(
          async () => {
            claim = await claimOne(instanceId);
            return claim;
          },
          (tx, claimed) => recordSettlements(tx, [settle(claimed, refused(), policy)]),
        ),
      (tx) => claimDue(tx, { ...everything, instanceId }),
    );
    expect(await versions(claim?.reminderId ?? '')).toEqual([1, 2, 3, 4]);
  });

  test('a report began before the call was placed, and its conclusion before that', async () => {
    const claim = await claimOne(await join(stores));
    const { attemptId, reminderId } = claim;
    await overtake(
      () =>
        overtake(
          () => stores.dispatch.record([settle(claim, call, followed)]),
          (tx) =>
            recordReport(
              tx,
              {
                providerCallId: 'call-1',
                attemptId,
                callSid: null,
                status: 'ended',
                result: 'answered',
                endedReason: null,
                neverRang: false,
                reportedAt: null,
                startedAt: null,
                endedAt: null,
                costUsd: null,
              },
              followed,
            ),
        ),
      async (tx) => {
        const [ended] = await stores.dispatch.endedCalls(1);
        await concludeCalls(tx, [conclude(ended as EndedCall, { ...followed, calls: defaultCallPolicy })]);
      },
    );
    const events = await stores.allEvents(reminderId);
    expect(events.map(({ reminder, call: told }) => [reminder.status, told?.callStatus ?? null])).toEqual([
      ['scheduled', null],
      ['dispatching', null],
      ['calling', null],
      ['calling', 'ended'],
      ['completed', null],
    ]);
    expect(await claimAgain(claim.openedBy)).toEqual([]);
  });
});
