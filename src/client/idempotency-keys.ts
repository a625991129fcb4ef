import type { CreateReminderInput } from './generated/graphql.ts';

/** A reminder as it is sent: with a key in any case. */
export type KeyedReminder = CreateReminderInput & { readonly idempotencyKey: string };

export interface IdempotencyKeys {
  /** Gives each reminder a key: its own, the one of an earlier try that failed, or a new one. */
  give(reminders: readonly CreateReminderInput[]): KeyedReminder[];
  /** Nobody knows what came of these: the same objects get the same keys again. */
  keep(reminders: readonly CreateReminderInput[], keyed: readonly KeyedReminder[]): void;
  /** It is known what came of these: the same objects mean new reminders from now on. */
  forget(reminders: readonly CreateReminderInput[]): void;
}

/** Makes it safe to schedule the same object again after an error, without a key of the caller's own. */
export function createIdempotencyKeys(): IdempotencyKeys {
  const kept = new WeakMap<CreateReminderInput, string>();
  return {
    give: (reminders) =>
      reminders.map((reminder) => ({
        ...reminder,
        idempotencyKey: reminder.idempotencyKey ?? kept.get(reminder) ?? newKey(),
      })),
    keep(reminders, keyed) {
      for (const [row, reminder] of reminders.entries()) {
        const key = keyed[row]?.idempotencyKey;
        if (key !== undefined) kept.set(reminder, key);
      }
    },
    forget(reminders) {
      for (const reminder of reminders) kept.delete(reminder);
    },
  };
}

/** Browsers have `crypto.randomUUID` only where the page came over HTTPS or from this machine. */
function newKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
