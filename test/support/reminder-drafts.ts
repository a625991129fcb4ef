import { v7 as uuidv7 } from 'uuid';
import type { ReminderDraft } from '../../src/reminders/reminder-draft.ts';

/** A reminder that may be stored, due half a minute ago unless said otherwise. */
export function createDraft(overrides: Partial<ReminderDraft> = {}): ReminderDraft {
  return {
    id: uuidv7(),
    phoneNumber: '+14155550123',
    message: 'Your appointment is at ten.',
    scheduledTime: msFromNow(-30_000),
    maxRetryAttempts: 3,
    idempotency: null,
    ...overrides,
  };
}

export function createDrafts(count: number, overrides: Partial<ReminderDraft> = {}): ReminderDraft[] {
  return Array.from({ length: count }, () => createDraft(overrides));
}

export function msFromNow(ms: number): Date {
  return new Date(Date.now() + ms);
}
