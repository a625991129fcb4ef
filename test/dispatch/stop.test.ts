import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { CallPlacer } from '../../src/dispatch/call-placer.ts';
import type { DispatchStore } from '../../src/reminders/dispatch-store.ts';
import { placed, refused } from '../support/call-outcomes.ts';
import { createFakeCallPlacer } from '../support/fake-call-placer.ts';
import { createDraft, msFromNow } from '../support/reminder-drafts.ts';
import { createTestDatabase } from '../support/test-database.ts';
import { startDispatcher } from '../support/test-dispatcher.ts';
import { createStores, type Stores } from '../support/test-stores.ts';

let stores: Stores;
beforeAll(async () => {
  const database = await createTestDatabase();
  stores = createStores(await database.open());
  return () => database[Symbol.asyncDispose]();
});
beforeEach(() => stores.clear());

const insert = (...drafts: ReturnType<typeof createDraft>[]) =>
  stores.reminders.insert(drafts, { allOrNothing: true });

describe('a stop', () => {
  test('finishes what left and hands back what did not, at no cost', async () => {
    const drafts = [createDraft({ message: 'leaves' }), createDraft({ message: 'waits' })] as const;
    await insert(...drafts);
    const left = createFakeCallPlacer();
    const placer: CallPlacer = {
      place: (request, options) =>
        request.message === 'leaves'
          ? left.place(request, options)
          : new Promise((resolve) =>
              options.stopping.addEventListener('abort', () => resolve(refused({ cause: 'handed-back' }))),
            ),
    };
    const { dispatcher } = await startDispatcher({ store: stores.dispatch }, placer);
    const call = await left.next();
    const stopped = dispatcher.stop(10_000);
    await stores.untilStatus(drafts[1].id, 'scheduled');
    expect((await stores.dispatch.status()).instances).toHaveLength(1);
    call.answer(placed());
    await stopped;
    expect(await stores.reminder(drafts[0].id)).toMatchObject({ status: 'completed' });
    const handedBack = await stores.reminder(drafts[1].id);
    expect(handedBack).toMatchObject({ retryCount: 0, attemptCount: 1 });
    expect(handedBack.nextAttemptAt).toEqual(handedBack.updatedAt);
    expect((await stores.dispatch.status()).instances).toEqual([]);
  });

  test('hands back what was claimed ahead of its time, which it still waits for', async () => {
    const placer = createFakeCallPlacer();
    // Far ahead, so that the call does not fall due during the test, however slow the machine is.
    const aheadMs = 3_600_000;
    const claimDue: DispatchStore['claimDue'] = (request) =>
      stores.dispatch.claimDue({ ...request, aheadMs });
    const draft = createDraft({ scheduledTime: msFromNow(aheadMs / 2) });
    await insert(draft);
    const store = { ...stores.dispatch, claimDue };
    const { dispatcher } = await startDispatcher({ store }, placer);
    await stores.untilStatus(draft.id, 'dispatching');
    await dispatcher.stop(10_000);
    const handedBack = await stores.reminder(draft.id);
    expect(handedBack).toMatchObject({ status: 'scheduled', retryCount: 0 });
    expect(handedBack.nextAttemptAt?.getTime()).toBeGreaterThanOrEqual(draft.scheduledTime.getTime());
    expect(placer.calls).toEqual([]);
  });

  test('claims nothing any more', async () => {
    const placer = createFakeCallPlacer();
    const { dispatcher } = await startDispatcher({ store: stores.dispatch }, placer);
    const stopped = dispatcher.stop(10_000);
    await insert(createDraft());
    dispatcher.onScheduled(new Date());
    dispatcher.onResumed();
    await stopped;
    expect(await stores.dispatch.status()).toMatchObject({ overdue: 1, inFlight: 0 });
    expect(placer.calls).toEqual([]);
  });

  test('records as unknown what is not answered in time', async () => {
    const draft = createDraft();
    await insert(draft);
    const placer = createFakeCallPlacer();
    const { dispatcher } = await startDispatcher({ store: stores.dispatch }, placer);
    const call = await placer.next();
    expect(call.options.stopping.aborted).toBe(false);
    await dispatcher.stop(20);
    expect(call.options.stopping.aborted).toBe(true);
    expect(await stores.reminder(draft.id)).toMatchObject({ status: 'scheduled', retryCount: 1 });
    expect((await stores.reminders.attemptsOf([draft.id]))[0]?.outcome).toBe('unknown');
  });
});
