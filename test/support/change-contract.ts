import { describe, expect, test } from 'vitest';
import type { CallReport } from '../../src/reminders/call-report.ts';
import { settle } from '../../src/reminders/settlement.ts';
import { cancel, edit, retry } from '../../src/reminders/transition.ts';
import { placed } from './call-outcomes.ts';
import { createClaiming } from './claiming.ts';
import { join } from './instance-contract.ts';
import { testPolicy } from './policy.ts';
import { createDraft } from './reminder-drafts.ts';
import type { Stores } from './test-stores.ts';
import { waitUntil } from './wait-for.ts';

export function describeChanges(stores: () => Stores): void {
  /** A reminder that was edited, cancelled and asked for again: four changes. */
  async function changed(): Promise<string> {
    const draft = createDraft();
    const target = { reminderId: draft.id, expectedVersion: null };
    const { reminders } = stores();
    await reminders.insert([draft], { allOrNothing: true });
    await reminders.apply(edit(target, { message: 'New.' }));
    await reminders.apply(cancel(target));
    await reminders.apply(retry(target, null));
    return draft.id;
  }

  describe('changesOf', () => {
    test('answers the changes of each reminder as the log has them, oldest first', async () => {
      const [a, b] = [await changed(), await changed()];
      const log = await stores().allEvents();
      const changes = await stores().reminders.changesOf([b, a], 100);
      for (const id of [a, b]) {
        const own = (events: typeof log) => events.filter(({ reminder }) => reminder.id === id);
        expect(own(changes)).toEqual(own(log));
        expect(own(changes)).toHaveLength(4);
      }
      expect(changes).toHaveLength(8);
    });

    test('answers the last of them, so many of each reminder', async () => {
      const [a, b] = [await changed(), await changed()];
      await stores().allEvents();
      const changes = await stores().reminders.changesOf([a, b], 2);
      const versionsOf = (id: string) =>
        changes.filter(({ reminder }) => reminder.id === id).map(({ reminder }) => reminder.version);
      expect([versionsOf(a), versionsOf(b)]).toEqual([
        [3, 4],
        [3, 4],
      ]);
    });

    test('answers nothing of reminders that nobody knows, and of none', async () => {
      await changed();
      expect(await stores().reminders.changesOf([createDraft().id], 100)).toEqual([]);
      expect(await stores().reminders.changesOf([], 100)).toEqual([]);
    });

    test('leaves out what calls tell, and counts it for nothing', async () => {
      const { dispatch, reminders } = stores();
      const claim = await createClaiming(stores).claimOne(await join(stores()));
      const policy = { ...testPolicy, completeWhen: 'answered', longestCallMs: 3_600_000 } as const;
      await dispatch.record([settle(claim, { ...placed('CA1'), providerCallId: 'call-1' }, policy)]);
      await dispatch.report(ringing(claim.attemptId), policy);
      const log = await stores().allEvents(claim.reminderId);
      expect(log.map(({ call }) => call?.callStatus ?? null)).toEqual([null, null, null, 'ringing']);
      expect(await reminders.changesOf([claim.reminderId], 3)).toEqual(log.slice(0, 3));
    });

    test('answers what pruning left', async () => {
      const id = await changed();
      const log = await stores().allEvents(id);
      await stores().tamper.ageEvents(log.slice(0, 3));
      expect(await waitUntil(() => stores().events.prune(3_600_000, 100))).toBe(3);
      expect(await stores().reminders.changesOf([id], 100)).toEqual(log.slice(3));
    });
  });
}

function ringing(attemptId: string): CallReport {
  return {
    providerCallId: 'call-1',
    attemptId,
    callSid: null,
    status: 'ringing',
    result: null,
    endedReason: null,
    neverRang: false,
    reportedAt: null,
    startedAt: null,
    endedAt: null,
    costUsd: null,
  };
}
