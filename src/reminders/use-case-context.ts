import type { RefuseCalls } from './refuse-calls.ts';
import type { ReminderStore } from './reminder-store.ts';

/** What the use cases need from outside. */
export interface UseCaseContext {
  readonly store: ReminderStore;
  /** The current instant, by the database's clock as far as it is known. */
  readonly now: () => Date;
  /** A new UUIDv7. */
  readonly newId: () => string;
  /** Why calls may not be scheduled; left out: they all may. */
  readonly refuseCalls?: RefuseCalls;
  /** The budget of a reminder that asks for none. */
  readonly maxRetryAttempts: number;
  /** Tells the dispatcher that something falls due at this instant. */
  readonly onScheduled: (dueAt: Date) => void;
}
