import { describe, expect, test } from 'vitest';
import { isAfter } from '../../src/reminders/event-log.ts';
import { settle } from '../../src/reminders/settlement.ts';
import { cancel, edit, retry } from '../../src/reminders/transition.ts';
import { placed, refused } from './call-outcomes.ts';
import { join } from './instance-contract.ts';
import { testPolicy } from './policy.ts';
import { createDraft, createDrafts } from './reminder-drafts.ts';
import type { Stores } from './test-stores.ts';
import { waitUntil } from './wait-for.ts';

const policy = { ...testPolicy, retryDelayMs: () => 0 };
const beginning = { transactionId: 0n, sequence: 0n };

export function describeEvents(stores: () => Stores): void {
  async function live(id: string): Promise<void> {
    const { reminders, dispatch } = stores();
    const target = { reminderId: id, expectedVersion: null };
    const me = await join(stores());
    const ring = async (outcome: Parameters<typeof settle>[1]) => {
      const { claims } = await dispatch.claimDue({
        instanceId: me,
        limit: 1,
        concurrency: 100,
        callsPerSecond: null,
      });
      await dispatch.record(claims.map((claim) => settle(claim, outcome, policy)));
    };
    await reminders.apply(edit(target, { message: 'New.' }));
    await reminders.apply(cancel(target));
    await reminders.apply(retry(target, null));
    await ring(refused());
    await ring(placed());
  }

  describe('the log', () => {
    test('has one event for each status change, with the reminder as it stood', async () => {
      const draft = createDraft();
      await stores().reminders.insert([draft], { allOrNothing: false });
      await live(draft.id);
      const events = await stores().allEvents(draft.id);
      expect(events.map(({ previousStatus, reminder }) => `${previousStatus} → ${reminder.status}`)).toEqual([
        'null → scheduled',
        'scheduled → scheduled',
        'scheduled → cancelled',
        'cancelled → scheduled',
        'scheduled → dispatching',
        'dispatching → scheduled',
        'scheduled → dispatching',
        'dispatching → completed',
      ]);
      expect(events.map(({ reminder }) => reminder.version)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
      expect(events.map(({ reminder }) => reminder.message)).toEqual([
        draft.message,
        ...Array(7).fill('New.'),
      ]);
      expect(events.at(-1)?.reminder).toEqual(await stores().reminder(draft.id));
    });

    test('has no event for a change that was refused', async () => {
      const draft = createDraft();
      await stores().reminders.insert([draft], { allOrNothing: false });
      await stores().reminders.apply(cancel({ reminderId: draft.id, expectedVersion: 9 }));
      await stores().reminders.apply(retry({ reminderId: draft.id, expectedVersion: null }, null));
      expect(await stores().allEvents()).toHaveLength(1);
    });

    test('is read in pages that follow each other without gap or repeat', async () => {
      await stores().reminders.insert(createDrafts(25), { allOrNothing: false });
      const all = await stores().allEvents();
      const walked = [];
      let position = beginning;
      for (;;) {
        const { events, hasMore } = await stores().events.readAfter(position, 10);
        walked.push(...events);
        position = events.at(-1)?.position ?? position;
        if (!hasMore) break;
      }
      expect(walked).toEqual(all);
      expect(all).toHaveLength(25);
      expect(
        all.every(({ position: at }, index) => index === 0 || isAfter(at, all[index - 1]?.position ?? at)),
      ).toBe(true);
    });

    test('ends after its last event, and where it is empty at its beginning', async () => {
      expect(await stores().events.end()).toEqual(beginning);
      await stores().reminders.insert(createDrafts(3), { allOrNothing: false });
      const all = await stores().allEvents();
      const end = await stores().events.end();
      expect(end).toEqual(all.at(-1)?.position);
      expect(await stores().events.readAfter(end, 10)).toEqual({ events: [], hasMore: false });
    });

    test('loses its oldest events to pruning, no more than the limit, and knows how far', async () => {
      await stores().reminders.insert(createDrafts(6), { allOrNothing: false });
      const all = await stores().allEvents();
      expect(await stores().events.prune(3_600_000, 100)).toBe(0);
      expect(await stores().events.prunedThrough()).toEqual(beginning);
      await stores().tamper.ageEvents(all.slice(0, 4));
      expect(await waitUntil(() => stores().events.prune(3_600_000, 3))).toBe(3);
      expect(await stores().events.prunedThrough()).toEqual(all[2]?.position);
      expect(await stores().events.prune(3_600_000, 3)).toBe(1);
      expect(await stores().events.prunedThrough()).toEqual(all[3]?.position);
      expect((await stores().allEvents()).map(({ position }) => position)).toEqual(
        all.slice(4).map(({ position }) => position),
      );
    });

    test('loses its old events to pruning also where some are from before the clock was set back', async () => {
      await stores().reminders.insert(createDrafts(2), { allOrNothing: false });
      await stores().tamper.setClockBack(365 * 86_400_000);
      await stores().reminders.insert(createDrafts(3), { allOrNothing: false });
      const all = await stores().allEvents();
      expect(await stores().events.prune(3_600_000, 100)).toBe(0);
      await stores().tamper.ageEvents(all.slice(2, 4));
      expect(await waitUntil(() => stores().events.prune(3_600_000, 100))).toBe(4);
      expect(await stores().events.prunedThrough()).toEqual(all[3]?.position);
    });

    test('ends where pruning got to, once nothing is left', async () => {
      await stores().reminders.insert(createDrafts(3), { allOrNothing: false });
      const end = (await stores().allEvents()).at(-1)?.position;
      await stores().tamper.ageEvents(await stores().allEvents());
      expect(await waitUntil(() => stores().events.prune(3_600_000, 100))).toBe(3);
      expect(await stores().events.end()).toEqual(end);
    });
  });
}
