/** Every status a reminder can have, in the order in which people list them. */
export const reminderStatuses = [
  'scheduled',
  'dispatching',
  'calling',
  'completed',
  'failed',
  'cancelled',
] as const;
export type ReminderStatus = (typeof reminderStatuses)[number];

export interface LifecycleStep {
  /** `null`: the reminder does not exist yet. */
  readonly from: readonly (ReminderStatus | null)[];
  readonly to: ReminderStatus;
}

/**
 * The lifecycle of a reminder: the one table of what may follow what. The CHECK constraints of the
 * `reminders` table and docs/lifecycle.md mirror it, and test/reminders/lifecycle.test.ts holds the three together.
 */
export const lifecycle = {
  create: { from: [null], to: 'scheduled' },
  edit: { from: ['scheduled'], to: 'scheduled' },
  cancel: { from: ['scheduled'], to: 'cancelled' },
  /** Due, but it may not be called yet: it moves to a later time, without an attempt. */
  defer: { from: ['scheduled'], to: 'scheduled' },
  claim: { from: ['scheduled'], to: 'dispatching' },
  await: { from: ['dispatching'], to: 'calling' },
  complete: { from: ['dispatching', 'calling'], to: 'completed' },
  giveBack: { from: ['dispatching', 'calling'], to: 'scheduled' },
  fail: { from: ['dispatching', 'calling'], to: 'failed' },
  /** The call of its newest attempt exists after all, or its end is better known: as if it had just been placed. */
  adopt: { from: ['scheduled', 'failed'], to: 'calling' },
  retry: { from: ['failed', 'cancelled'], to: 'scheduled' },
} as const satisfies Record<string, LifecycleStep>;

export type LifecycleStepName = keyof typeof lifecycle;
