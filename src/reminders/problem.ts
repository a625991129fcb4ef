import type { Reminder } from './reminder.ts';

export type ValidationIssueCode =
  | 'INVALID_PHONE_NUMBER'
  | 'INVALID_CHARACTERS'
  | 'BLANK'
  | 'TOO_LONG'
  | 'TOO_MANY'
  | 'TIME_IN_PAST'
  | 'TIME_TOO_FAR'
  | 'OUT_OF_RANGE'
  | 'COUNTRY_NOT_ALLOWED'
  | 'NUMBER_TYPE_REFUSED'
  | 'DO_NOT_CALL'
  | 'TOO_MANY_CALLS'
  | 'RATE_LIMITED'
  | 'IDEMPOTENCY_CONFLICT'
  | 'FIRST_TOKEN_NOT_ADMIN';

export interface ValidationIssue {
  readonly code: ValidationIssueCode;
  readonly message: string;
  /** Where in the input, such as `['reminders', '3', 'phoneNumber']`. */
  readonly path: readonly string[];
}

/** What a caller can mend, as values: a use case answers one of these rather than throwing. */
export type Problem = Invalid | NotFound | VersionConflict | StatusConflict | IdempotencyConflict;

export interface Invalid {
  readonly kind: 'invalid';
  /** Every issue of the input at once; at least one. */
  readonly issues: readonly ValidationIssue[];
}

export interface NotFound {
  readonly kind: 'not-found';
  readonly id: string;
}

export interface VersionConflict {
  readonly kind: 'version-conflict';
  readonly expectedVersion: number;
  /** The reminder as it stands. */
  readonly reminder: Reminder;
}

export interface StatusConflict {
  readonly kind: 'status-conflict';
  /** What was asked for, such as `cancel`. */
  readonly step: string;
  /** The reminder as it stands. */
  readonly reminder: Reminder;
}

export interface IdempotencyConflict {
  readonly kind: 'idempotency-conflict';
  readonly idempotencyKey: string;
}
