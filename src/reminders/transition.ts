import { type LifecycleStepName, lifecycle, type ReminderStatus } from './lifecycle.ts';

/**
 * What a person asks of one reminder, as data. The store applies it in one statement, only if the row still has
 * one of the statuses in `from` and, where given, `expectedVersion`; each application adds 1 to the version.
 */
export interface Transition {
  readonly step: LifecycleStepName;
  readonly reminderId: string;
  readonly from: readonly ReminderStatus[];
  readonly to: ReminderStatus;
  readonly expectedVersion: number | null;
  readonly changes: TransitionChanges;
  /** The trace that its calls belong to from now on; default: the one that they belonged to. */
  readonly traceparent?: string | null;
}

/** What is left out stays as it is. */
export interface TransitionChanges {
  readonly phoneNumber?: string;
  readonly message?: string;
  readonly scheduledTime?: Date;
  /** `now`: the database's clock at the instant of the change. */
  readonly nextAttemptAt?: Date | 'now' | null;
  /** Begin with a whole budget and nothing known of earlier failures. */
  readonly freshBudget?: true;
}

export interface ReminderEdit {
  readonly phoneNumber?: string;
  readonly message?: string;
  readonly scheduledTime?: Date;
}

interface Target {
  readonly reminderId: string;
  readonly expectedVersion: number | null;
}

export function edit(target: Target, { scheduledTime, ...text }: ReminderEdit): Transition {
  const time = scheduledTime === undefined ? {} : { scheduledTime, nextAttemptAt: scheduledTime };
  return transition('edit', target, { ...text, ...time });
}

export function cancel(target: Target): Transition {
  return transition('cancel', target, { nextAttemptAt: null });
}

/** Ring a failed or cancelled reminder after all: at once, or at `scheduledTime`. */
export function retry(target: Target, scheduledTime: Date | null): Transition {
  const time =
    scheduledTime === null
      ? { nextAttemptAt: 'now' as const }
      : { scheduledTime, nextAttemptAt: scheduledTime };
  return transition('retry', target, { ...time, freshBudget: true });
}

function transition(
  step: 'edit' | 'cancel' | 'retry',
  target: Target,
  changes: TransitionChanges,
): Transition {
  return { step, ...target, from: lifecycle[step].from, to: lifecycle[step].to, changes };
}
