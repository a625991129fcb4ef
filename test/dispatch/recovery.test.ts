import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { DispatchStore } from '../../src/reminders/dispatch-store.ts';
import { placed } from '../support/call-outcomes.ts';
import { createFakeCallPlacer } from '../support/fake-call-placer.ts';
import { createDraft, createDrafts } from '../support/reminder-drafts.ts';
import { createSkippingClock } from '../support/skipping-clock.ts';
import { createTestDatabase } from '../support/test-database.ts';
import { nextCalls, noJobs, startDispatcher } from '../support/test-dispatcher.ts';
import { createStores, type SqlStores } from '../support/test-stores.ts';
import { waitFor } from '../support/wait-for.ts';

let stores: SqlStores;
beforeAll(async () => {
  const database = await createTestDatabase();
  stores = createStores(await database.open());
  return () => database[Symbol.asyncDispose]();
});
beforeEach(() => stores.clear());

const insert = (...drafts: ReturnType<typeof createDraft>[]) =>
  stores.reminders.insert(drafts, { allOrNothing: true });

describe('an outcome', () => {
  test('is kept while it cannot be stored, and stored when it can', async () => {
    const drafts = createDrafts(5);
    await insert(...drafts);
    let refusals = 2;
    const store: DispatchStore = {
      ...stores.dispatch,
      record: (settlements) =>
        refusals-- > 0
          ? Promise.reject(new Error('The connection ended.'))
          : stores.dispatch.record(settlements),
    };
    const placer = createFakeCallPlacer(() => placed());
    const { log } = await startDispatcher({ store }, placer);
    for (const { id } of drafts) await stores.untilStatus(id, 'completed');
    expect(placer.calls).toHaveLength(5);
    expect(log.lines.filter(({ event }) => event === 'record.failed')).toHaveLength(2);
  });

  test('whose storing was committed though the answer got lost stands, and is no stale result', async () => {
    const draft = createDraft();
    await insert(draft);
    let lose = true;
    const store: DispatchStore = {
      ...stores.dispatch,
      async record(settlements) {
        const recorded = await stores.dispatch.record(settlements);
        if (lose) {
          lose = false;
          throw new Error('The connection ended.');
        }
        return recorded;
      },
    };
    const { dispatcher, log } = await startDispatcher(
      { store },
      createFakeCallPlacer(() => placed('call-1')),
    );
    await stores.untilStatus(draft.id, 'completed');
    await dispatcher.stop(10_000);
    expect(await stores.reminder(draft.id)).toMatchObject({ version: 3, callSid: 'call-1' });
    expect(log.lines.map(({ event }) => event)).not.toContain('attempt.stale');
  });

  test('that comes after the reminder has moved on changes nothing', async () => {
    const draft = createDraft();
    await insert(draft);
    const placer = createFakeCallPlacer();
    const { log } = await startDispatcher({ store: stores.dispatch }, placer);
    const call = await placer.next();
    await stores.sql('update reminders set version = version + 1 where id = $1', [draft.id]);
    const before = await stores.reminder(draft.id);
    call.answer(placed());
    await log.logged('attempt.stale');
    expect(await stores.reminder(draft.id)).toEqual(before);
  });
});

describe('a claim', () => {
  test('that was committed though the answer got lost is rung exactly once', async () => {
    const drafts = createDrafts(3);
    await insert(...drafts);
    let lose = true;
    const store: DispatchStore = {
      ...stores.dispatch,
      async claimDue(request) {
        const result = await stores.dispatch.claimDue(request);
        if (lose && result.claims.length > 0) {
          lose = false;
          throw new Error('The connection ended.');
        }
        return result;
      },
    };
    const placer = createFakeCallPlacer(() => placed());
    const { dispatcher } = await startDispatcher({ store, concurrency: 3 }, placer);
    for (const { id } of drafts) await stores.untilStatus(id, 'completed');
    await dispatcher.stop(10_000);
    expect(placer.calls).toHaveLength(3);
    for (const { id } of drafts)
      expect(await stores.reminder(id)).toMatchObject({ retryCount: 1, attemptCount: 2 });
  });

  test('of an instance that died is taken over and rung again by the next, and the dead one changes nothing', async () => {
    const draft = createDraft();
    await insert(draft);
    const [dead, alive] = [createFakeCallPlacer(), createFakeCallPlacer()];
    const clock = createSkippingClock();
    const abandoned = await startDispatcher({ store: stores.dispatch, clock, startJobs: noJobs }, dead);
    const first = await dead.next();
    expect(first.options.mayLeave()).toBe(true);

    // Its lease runs out, by its own clock and by that of the database.
    clock.skip(60_000);
    await stores.sql(`update dispatcher_instances set lease_expires_at = now() - interval '1 second'`);
    await startDispatcher({ store: stores.dispatch, heartbeatMs: 50 }, alive);
    const second = await alive.next();
    expect(first.options.mayLeave()).toBe(false);
    expect(second.request).toMatchObject({
      reminderId: draft.id,
      idempotencyKey: first.request.idempotencyKey,
    });
    expect(await stores.reminder(draft.id)).toMatchObject({ retryCount: 1, attemptCount: 2 });

    first.answer(placed('too-late'));
    await abandoned.log.logged('attempt.stale');
    second.answer(placed('in-time'));
    await stores.untilStatus(draft.id, 'completed');
    expect(await stores.reminder(draft.id)).toMatchObject({ callSid: 'in-time', retryCount: 2 });
    const attempts = await stores.reminders.attemptsOf([draft.id]);
    expect(attempts.map(({ outcome }) => outcome)).toEqual(['unknown', 'placed']);
  });

  test('of an instance that is alive is left alone however long its call takes', async () => {
    await insert(createDraft());
    const [a, b] = [createFakeCallPlacer(), createFakeCallPlacer()];
    const options = { store: stores.dispatch, leaseMs: 10_000, heartbeatMs: 50 };
    await startDispatcher(options, a);
    const call = await a.next();
    const [lease] = await stores.sql<{ expiresAt: Date }>(
      'select lease_expires_at as "expiresAt" from dispatcher_instances',
    );
    await startDispatcher(options, b);
    // Without its heartbeats, it would be dead by then.
    const isOver = 'select from dispatcher_instances having clock_timestamp() > $1::timestamptz';
    await waitFor(async () => expect(await stores.sql(isOver, [lease?.expiresAt])).toHaveLength(1));
    expect(await stores.reminders.count({ status: ['dispatching'] })).toBe(1);
    expect(b.calls).toEqual([]);
    expect(call.options.mayLeave()).toBe(true);
  });

  test('of a process that has the database to itself is recovered at the next start', async () => {
    const draft = createDraft();
    await insert(draft);
    const dead = createFakeCallPlacer();
    await startDispatcher({ store: stores.dispatch, startJobs: noJobs }, dead);
    await dead.next();
    const next = createFakeCallPlacer(() => placed());
    await startDispatcher({ store: stores.dispatch, alone: true }, next);
    await nextCalls(next, 1);
    await stores.untilStatus(draft.id, 'completed');
  });
});
