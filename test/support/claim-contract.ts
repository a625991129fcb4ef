import { v7 as uuidv7 } from 'uuid';
import { describe, expect, test } from 'vitest';
import { edit } from '../../src/reminders/transition.ts';
import { join, OVER_MS } from './instance-contract.ts';
import { createDraft, createDrafts, msFromNow } from './reminder-drafts.ts';
import type { Stores } from './test-stores.ts';

export function describeClaims(stores: () => Stores): void {
  const insert = (...drafts: ReturnType<typeof createDraft>[]) =>
    stores().reminders.insert(drafts, { allOrNothing: true });
  const claim = (instanceId: string, limit = 10, concurrency = 10, callsPerSecond: number | null = null) =>
    stores().dispatch.claimDue({ instanceId, limit, concurrency, callsPerSecond });

  describe('claimDue', () => {
    test('moves what is due to dispatching, opens an attempt and answers both', async () => {
      const draft = createDraft();
      await insert(draft);
      const instanceId = await join(stores());
      const { claims } = await claim(instanceId);
      const [attempt] = await stores().reminders.attemptsOf([draft.id]);
      expect(claims).toEqual([
        {
          reminderId: draft.id,
          version: 2,
          phoneNumber: draft.phoneNumber,
          message: draft.message,
          retryCount: 0,
          maxRetryAttempts: 3,
          freeAttempts: 0,
          unresolved: false,
          attemptId: attempt?.id,
          attemptNumber: 1,
          openedBy: instanceId,
          idempotencyKey: attempt?.id,
          callerId: null,
          doNotCall: false,
          dueAt: draft.scheduledTime,
          startedAt: attempt?.startedAt,
        },
      ]);
      expect(attempt).toMatchObject({ reminderId: draft.id, number: 1, finishedAt: null, outcome: null });
      const claimed = {
        status: 'dispatching',
        version: 2,
        attemptCount: 1,
        nextAttemptAt: null,
        retryCount: 0,
      };
      expect(await stores().reminder(draft.id)).toMatchObject(claimed);
    });

    test('takes the longest due first, whatever the order of creation', async () => {
      const drafts = [-5, -60, -1, -30].map((seconds) =>
        createDraft({ scheduledTime: msFromNow(seconds * 1_000) }),
      );
      await insert(...drafts);
      const me = await join(stores());
      const inOrder = drafts
        .toSorted((a, b) => a.scheduledTime.getTime() - b.scheduledTime.getTime())
        .map(({ id }) => id);
      const first = await claim(me, 3);
      expect(first.claims.map(({ reminderId }) => reminderId)).toEqual(inOrder.slice(0, 3));
      expect(first.pause).toBeNull();
      expect((await claim(me)).claims.map(({ reminderId }) => reminderId)).toEqual(inOrder.slice(3));
    });

    test('answers each claim with its own text and attempt', async () => {
      const drafts = Array.from({ length: 10 }, (_, index) =>
        createDraft({ message: `No. ${index}`, scheduledTime: msFromNow(-index * 1_000) }),
      );
      await insert(...drafts);
      const { claims } = await claim(await join(stores()));
      const messages = new Map(drafts.map(({ id, message }) => [id, message]));
      for (const each of claims) expect(each.message).toBe(messages.get(each.reminderId));
      const attempts = await stores().reminders.findAttempts(claims.map(({ attemptId }) => attemptId));
      expect(new Map(attempts.map(({ id, reminderId }) => [id, reminderId]))).toEqual(
        new Map(claims.map(({ attemptId, reminderId }) => [attemptId, reminderId])),
      );
    });

    test('takes nothing before its time, and says how long until then', async () => {
      await insert(
        createDraft({ scheduledTime: msFromNow(60_000) }),
        createDraft({ scheduledTime: msFromNow(90_000) }),
      );
      const { claims, pause } = await claim(await join(stores()));
      expect(claims).toEqual([]);
      expect(pause?.reason).toBe('nothing-due');
      const inMs = pause && 'inMs' in pause ? pause.inMs : null;
      expect(inMs).toBeGreaterThan(50_000);
      expect(inMs).toBeLessThanOrEqual(60_000);
    });

    test('takes what falls due within the time that it claims ahead, whose attempt begins when it is due', async () => {
      const [soon, later] = [60_000, 90_000].map((ms) => createDraft({ scheduledTime: msFromNow(ms) }));
      await insert(soon as ReturnType<typeof createDraft>, later as ReturnType<typeof createDraft>);
      const instanceId = await join(stores());
      const request = { instanceId, limit: 10, concurrency: 10, aheadMs: 70_000, callsPerSecond: null };
      const { claims, pause, databaseMs } = await stores().dispatch.claimDue(request);
      expect(claims).toMatchObject([
        { reminderId: soon?.id, dueAt: soon?.scheduledTime, startedAt: soon?.scheduledTime },
      ]);
      const inMs = pause && 'inMs' in pause ? pause.inMs : null;
      expect(databaseMs + (inMs ?? 0) + 70_000).toBeCloseTo(later?.scheduledTime.getTime() ?? 0, -3);
    });

    test('says that nothing waits where nothing does', async () => {
      expect(await claim(await join(stores()))).toMatchObject({
        claims: [],
        pause: { reason: 'nothing-due', inMs: null },
      });
    });

    test.each(['dispatching', 'completed', 'failed', 'cancelled'] as const)(
      'leaves what is %s',
      async (status) => {
        const draft = createDraft();
        await insert(draft);
        await stores().tamper.putInStatus([draft.id], status);
        expect((await claim(await join(stores()))).claims).toEqual([]);
      },
    );

    test('rings the text that was acknowledged last', async () => {
      const draft = createDraft();
      await insert(draft);
      await stores().reminders.apply(
        edit(
          { reminderId: draft.id, expectedVersion: null },
          { message: 'New.', phoneNumber: '+442079460958' },
        ),
      );
      expect((await claim(await join(stores()))).claims).toMatchObject([
        { message: 'New.', phoneNumber: '+442079460958', version: 3 },
      ]);
    });

    test('never goes beyond the slots of all instances together', async () => {
      await insert(...createDrafts(10));
      const [a, b] = [await join(stores()), await join(stores())];
      expect((await claim(a, 3, 5)).claims).toHaveLength(3);
      const second = await claim(b, 5, 5);
      expect(second.claims).toHaveLength(2);
      expect(second.pause).toEqual({ reason: 'no-slot' });
      expect(await claim(b, 5, 5)).toMatchObject({ claims: [], pause: { reason: 'no-slot' } });
    });

    test('takes nothing while dispatch is paused, and goes on when it is resumed', async () => {
      await insert(createDraft());
      const me = await join(stores());
      await stores().dispatch.pause(null);
      expect(await claim(me)).toMatchObject({ claims: [], pause: { reason: 'paused' } });
      await stores().dispatch.resume();
      expect((await claim(me)).claims).toHaveLength(1);
    });

    test('takes nothing while the provider asks to wait, which no shorter wait cuts short', async () => {
      await insert(createDraft());
      const me = await join(stores());
      await stores().dispatch.holdBack(60_000);
      await stores().dispatch.holdBack(10);
      const { claims, pause } = await claim(me);
      expect(claims).toEqual([]);
      expect(pause).toMatchObject({ reason: 'held-back', inMs: expect.any(Number) });
      expect(pause && 'inMs' in pause && pause.inMs).toBeGreaterThan(50_000);
      await stores().tamper.endWaits();
      expect((await claim(me)).claims).toHaveLength(1);
    });

    test('ignores waits further ahead than any that is asked for, as where the clock was set back', async () => {
      await insert(...createDrafts(3));
      const me = await join(stores());
      expect((await claim(me, 10, 10, 0.1)).claims).toHaveLength(1);
      await stores().dispatch.holdBack(600_000);
      expect(await claim(me, 10, 10, 0.1)).toMatchObject({ pause: { reason: 'held-back' } });
      expect((await stores().dispatch.status()).throttledUntil).toBeInstanceOf(Date);
      await stores().tamper.setClockBack(3_600_000);
      await stores().dispatch.heartbeat(me, 60_000);
      expect((await stores().dispatch.status()).throttledUntil).toBeNull();
      expect((await claim(me, 10, 10, 0.1)).claims).toHaveLength(1);
      await stores().dispatch.holdBack(60_000);
      expect(await claim(me)).toMatchObject({ pause: { reason: 'held-back' } });
    });

    test('waits 15 minutes at most for a provider, however long it asks for', async () => {
      await insert(createDraft());
      const me = await join(stores());
      await stores().dispatch.holdBack(86_400_000);
      const { pause } = await claim(me);
      expect(pause).toMatchObject({ reason: 'held-back' });
      expect(pause && 'inMs' in pause && pause.inMs).toBeLessThanOrEqual(900_000);
    });

    test('keeps the caller ID that the call is placed with', async () => {
      const draft = createDraft();
      await insert(draft);
      const owner = await join(stores());
      const request = {
        instanceId: owner,
        limit: 1,
        concurrency: 1,
        callsPerSecond: null,
        callerId: 'caller-1',
      };
      expect((await stores().dispatch.claimDue(request)).claims).toMatchObject([{ callerId: 'caller-1' }]);
      await stores().dispatch.deregister(owner);
      const rescue = { instanceId: await join(stores()), known: [], limit: 1 };
      expect(await stores().dispatch.takeOver(rescue)).toMatchObject([{ callerId: 'caller-1' }]);
    });

    test('begins one call at a time where few may be begun in a second, for all instances together', async () => {
      await insert(...createDrafts(3));
      const [a, b] = [await join(stores()), await join(stores())];
      const first = await claim(a, 10, 10, 0.1);
      expect(first).toMatchObject({ claims: [{}], pause: { reason: 'too-fast', inMs: 10_000 } });
      const second = await claim(b, 10, 10, 0.1);
      expect(second).toMatchObject({ claims: [], pause: { reason: 'too-fast', inMs: expect.any(Number) } });
      await stores().tamper.endWaits();
      expect((await claim(b, 10, 10, 0.1)).claims).toHaveLength(1);
    });

    test('begins as many together as a high pace needs at 20 claims a second', async () => {
      await insert(...createDrafts(10));
      const { claims, pause } = await claim(await join(stores()), 10, 10, 100);
      expect(claims).toHaveLength(5);
      expect(pause).toEqual({ reason: 'too-fast', inMs: 50 });
    });

    test.each([
      ['ran out', (open: Stores) => join(open, OVER_MS)],
      ['was never known', async () => uuidv7()],
    ])('takes nothing for an instance whose lease %s', async (_, become) => {
      await insert(createDraft());
      expect(await claim(await become(stores()))).toMatchObject({
        claims: [],
        pause: { reason: 'lease-lost' },
      });
      expect((await stores().dispatch.status()).overdue).toBe(1);
    });

    test('by many at once gives each reminder to one', async () => {
      await insert(...createDrafts(40));
      const me = await join(stores());
      const results = await Promise.all(Array.from({ length: 8 }, () => claim(me, 5, 100)));
      const ids = results.flatMap(({ claims }) => claims.map(({ reminderId }) => reminderId));
      expect(ids).toHaveLength(40);
      expect(new Set(ids).size).toBe(40);
    });
  });
}
