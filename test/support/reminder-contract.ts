import { v7 as uuidv7 } from 'uuid';
import { describe, expect, test } from 'vitest';
import { cancel, edit, retry } from '../../src/reminders/transition.ts';
import { createDraft, createDrafts, msFromNow } from './reminder-drafts.ts';
import type { Stores } from './test-stores.ts';

const keyed = (key: string, fingerprint = 'f') => createDraft({ idempotency: { key, fingerprint } });
const each = { allOrNothing: false };

export function describeReminders(stores: () => Stores): void {
  describe('insert', () => {
    test('stores drafts as they are and answers them in order', async () => {
      const drafts = createDrafts(20).map((draft, index) => ({ ...draft, message: `No. ${index}` }));
      const results = await stores().reminders.insert(drafts, each);
      const inserted = results.map((result) => (result.kind === 'inserted' ? result.reminder : null));
      expect(inserted.map((reminder) => reminder?.id)).toEqual(drafts.map(({ id }) => id));
      const found = await stores().reminders.find(drafts.map(({ id }) => id));
      expect(found.toSorted((a, b) => (a.id < b.id ? -1 : 1))).toEqual(inserted);
      expect(found.every(({ createdAt, updatedAt }) => createdAt.getTime() === updatedAt.getTime())).toBe(
        true,
      );
    });

    test.each([
      `'quotes" and \\ backslash`,
      '$1 ? ?? :name',
      'line\nbreak\ttab',
      '🔔 Ärztin 中文 ﷺ',
      '{"json": [1]}',
      '%_%',
    ])('keeps the text %j', async (message) => {
      const draft = { ...keyed(`key ${message}`), message };
      await stores().reminders.insert([draft], each);
      expect((await stores().reminder(draft.id)).message).toBe(message);
      expect((await stores().reminders.findByIdempotencyKey(`key ${message}`))?.reminder.message).toBe(
        message,
      );
      const changed = await stores().reminders.apply(
        edit({ reminderId: draft.id, expectedVersion: 1 }, { message: `${message}!` }),
      );
      expect(changed).toMatchObject({ reminder: { message: `${message}!` } });
    });

    test('keeps instants to the millisecond', async () => {
      const drafts = [0, 1, 499, 500, 501, 999].map((ms) =>
        createDraft({ scheduledTime: new Date(1_900_000_000_000 + ms) }),
      );
      await stores().reminders.insert(drafts, each);
      for (const { id, scheduledTime } of drafts) {
        expect(await stores().reminder(id)).toMatchObject({ scheduledTime, nextAttemptAt: scheduledTime });
      }
    });

    test('answers a replay and a conflict beside what it inserts', async () => {
      const first = keyed('a');
      await stores().reminders.insert([first], each);
      const results = await stores().reminders.insert(
        [keyed('a'), keyed('a', 'other'), keyed('b'), keyed('b')],
        each,
      );
      expect(results.map(({ kind }) => kind)).toEqual(['replayed', 'conflict', 'inserted', 'replayed']);
      expect(results[0]).toMatchObject({ reminder: { id: first.id } });
      expect(await stores().reminders.count({})).toBe(2);
    });

    test('with all or nothing stores nothing at a conflict, and no event', async () => {
      await stores().reminders.insert([keyed('a')], each);
      await stores().reminders.insert([createDraft(), keyed('a', 'other')], { allOrNothing: true });
      expect(await stores().reminders.count({})).toBe(1);
      expect(await stores().allEvents()).toHaveLength(1);
    });
  });

  describe('findByIdempotencyKey', () => {
    test('answers the reminder and its fingerprint, or null', async () => {
      const draft = keyed('a', 'print');
      await stores().reminders.insert([draft], each);
      expect(await stores().reminders.findByIdempotencyKey('a')).toEqual({
        reminder: await stores().reminder(draft.id),
        fingerprint: 'print',
      });
      expect(await stores().reminders.findByIdempotencyKey('b')).toBeNull();
    });
  });

  describe('apply', () => {
    test('changes what the transition names, and answers the row as it then stands', async () => {
      const draft = createDraft();
      await stores().reminders.insert([draft], each);
      const scheduledTime = msFromNow(3_600_000);
      const result = await stores().reminders.apply(
        edit({ reminderId: draft.id, expectedVersion: null }, { scheduledTime }),
      );
      if (result.kind !== 'applied') throw new Error('The edit was refused.');
      expect(result.reminder).toMatchObject({
        scheduledTime,
        nextAttemptAt: scheduledTime,
        message: draft.message,
        version: 2,
      });
      expect(await stores().reminder(draft.id)).toEqual(result.reminder);
    });

    test('of a retry uses the clock of the database', async () => {
      const draft = createDraft({ scheduledTime: msFromNow(3_600_000) });
      await stores().reminders.insert([draft], each);
      await stores().tamper.putInStatus([draft.id], 'failed');
      const result = await stores().reminders.apply(
        retry({ reminderId: draft.id, expectedVersion: null }, null),
      );
      if (result.kind !== 'applied') throw new Error('The retry was refused.');
      expect(result.reminder.nextAttemptAt).toEqual(result.reminder.updatedAt);
    });

    test('tells the loser what the reminder is now', async () => {
      const draft = createDraft();
      await stores().reminders.insert([draft], each);
      const target = { reminderId: draft.id, expectedVersion: 1 };
      await stores().reminders.apply(cancel(target));
      const reminder = await stores().reminder(draft.id);
      expect(await stores().reminders.apply(cancel(target))).toEqual({
        kind: 'version-conflict',
        expectedVersion: 1,
        reminder,
      });
      expect(await stores().reminders.apply(cancel({ ...target, expectedVersion: null }))).toEqual({
        kind: 'status-conflict',
        step: 'cancel',
        reminder,
      });
      const nobody = uuidv7();
      expect(await stores().reminders.apply(cancel({ ...target, reminderId: nobody }))).toEqual({
        kind: 'not-found',
        id: nobody,
      });
    });

    test('of 10 cancels at once lets one through', async () => {
      const draft = createDraft();
      await stores().reminders.insert([draft], each);
      const target = { reminderId: draft.id, expectedVersion: null };
      const results = await Promise.all(
        Array.from({ length: 10 }, () => stores().reminders.apply(cancel(target))),
      );
      expect(results.filter(({ kind }) => kind === 'applied')).toHaveLength(1);
      expect((await stores().reminder(draft.id)).version).toBe(2);
    });
  });
}
