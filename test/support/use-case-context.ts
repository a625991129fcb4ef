import { v7 as uuidv7 } from 'uuid';
import type { CreateReminderRequest } from '../../src/reminders/reminder-draft.ts';
import type { ReminderStore } from '../../src/reminders/reminder-store.ts';
import type { UseCaseContext } from '../../src/reminders/use-case-context.ts';

export interface TestUseCaseContext extends UseCaseContext {
  /** The instants that the dispatcher was told of, in order. */
  readonly scheduled: Date[];
  /** Lets the use cases believe that it is later. */
  letPass(ms: number): void;
}

export function createUseCaseContext(store: ReminderStore): TestUseCaseContext {
  const scheduled: Date[] = [];
  let passedMs = 0;
  return {
    store,
    now: () => new Date(Date.now() + passedMs),
    newId: () => uuidv7(),
    maxRetryAttempts: 3,
    onScheduled: (dueAt) => void scheduled.push(dueAt),
    scheduled,
    letPass: (ms) => {
      passedMs += ms;
    },
  };
}

/** A request that is in order, for an hour from now. */
export function createRequest(overrides: Partial<CreateReminderRequest> = {}): CreateReminderRequest {
  return {
    phoneNumber: '+1 415 555 0123',
    message: 'Your appointment is at ten.',
    scheduledTime: new Date(Date.now() + 3_600_000),
    ...overrides,
  };
}
