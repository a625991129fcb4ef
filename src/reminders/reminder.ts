import type { CallResult } from './call-report.ts';
import type { ReminderStatus } from './lifecycle.ts';

/** Why a due reminder waits: its number has had all the calls that it may have in 24 hours. */
export type Deferral = 'too-many-calls';

/** One message to one phone number at one instant. */
export interface Reminder {
  /** UUIDv7. */
  readonly id: string;
  /** E.164, such as `+14155550123`. */
  readonly phoneNumber: string;
  /** What is said: 1–1,000 characters. */
  readonly message: string;
  /** When the person asked to be rung. */
  readonly scheduledTime: Date;
  readonly status: ReminderStatus;
  /** How much of the budget is spent. */
  readonly retryCount: number;
  /** The budget: 1–10 attempts. */
  readonly maxRetryAttempts: number;
  /** Attempts ever made, also those that cost no budget. */
  readonly attemptCount: number;
  /** When the next attempt is due; `null` where none is. */
  readonly nextAttemptAt: Date | null;
  /** Why the next attempt is later than it was due; `null` where it is not. */
  readonly deferral: Deferral | null;
  readonly lastRunAt: Date | null;
  /** The provider's id of the call that was placed. */
  readonly callSid: string | null;
  /** What came of the last call that was placed; `null` until it ended, and where calls are not followed. */
  readonly callResult: CallResult | null;
  /** Why the last attempt did not place a call, or reached nobody; `null` after success. */
  readonly failureReason: string | null;
  /** The optimistic lock and the fencing token: every write names the version it read. */
  readonly version: number;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}
