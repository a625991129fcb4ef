/* eslint-disable */
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { DocumentTypeDecoration } from '@graphql-typed-document-node/core';
/** What to do where some rows cannot be created. */
export type BulkErrorPolicy =
  /** Create nothing, and answer every issue of every row. */
  | 'REJECT_EVERYTHING'
  /** Create the others, and answer for each row what came of it. */
  | 'REJECT_FAILED_ROWS';

/** What came of one attempt at ringing. */
export type CallOutcome =
  /** The provider took the call. */
  | 'PLACED'
  /** Certainly not placed; it may be placed later. */
  | 'REFUSED'
  /** Certainly not placed, and never will be as it is. */
  | 'REJECTED'
  /** The request left and nothing says what came of it: it may have rung. */
  | 'UNKNOWN';

/** What came of a call that was placed, however the provider words it. */
export type CallResult =
  /** A person took the call. */
  | 'ANSWERED'
  /** The line was busy, or the call was declined. */
  | 'BUSY'
  /** Somebody ended the call before it was taken. */
  | 'CANCELLED'
  /** The provider had no room for the call. */
  | 'CAPACITY'
  /** The provider’s account or settings do not allow the call: no other will go through until that is mended. */
  | 'CONFIGURATION'
  /** A person took the call, and it ended before its message can have been said. */
  | 'CUT_SHORT'
  /** Nobody took the call. */
  | 'NO_ANSWER'
  /** Nothing of the above is known for certain. */
  | 'OTHER'
  /** The provider failed. */
  | 'PROVIDER_FAULT'
  /** The number, or the way to it, does not work. */
  | 'UNREACHABLE'
  /** A mailbox took the call. */
  | 'VOICEMAIL';

/** How far a placed call got. */
export type CallStatus =
  /** It is over. */
  | 'ENDED'
  /** It is being handed on to another number. */
  | 'FORWARDING'
  /** It was taken. */
  | 'IN_PROGRESS'
  /** It waits at the provider. */
  | 'QUEUED'
  /** The phone rings. */
  | 'RINGING'
  /** The provider will begin with it later. */
  | 'SCHEDULED';

/** Which reminder to cancel. */
export type CancelReminderInput = {
  /** Cancel it only if it still has this version; default: whatever its version. */
  expectedVersion?: number | null | undefined;
  /** The global id of the reminder. */
  id: string;
};

/** A reminder to create. */
export type CreateReminderInput = {
  /** Makes it safe to send the same input again: the same key and payload answer the reminder that was created, another payload is an IdempotencyConflictError. 1 to 255 characters, kept for ever. */
  idempotencyKey?: string | null | undefined;
  /** After how many attempts without success it fails: 1 to 10; default: the server’s MAX_RETRY_ATTEMPTS. */
  maxRetryAttempts?: number | null | undefined;
  /** What to say: 1 to 1000 characters after trimming. */
  message: string;
  /** Whom to ring: E.164 or a common form of it with a leading +. */
  phoneNumber: string;
  /** When to ring: from 60 seconds ago to 5 years ahead. */
  scheduledTime: Date | string;
};

/** Reminders to create together. */
export type CreateRemindersInput = {
  /** What to do where some rows cannot be created. */
  errorPolicy?: BulkErrorPolicy | null | undefined;
  /** The reminders, at most 1000. */
  reminders: Array<CreateReminderInput>;
};

/** Why a due reminder moved to a later time. It spends no attempt and is called once the reason is over. */
export type Deferral =
  /** The number has had MAX_CALLS_PER_NUMBER_AND_DAY calls within 24 hours, from all reminders. */
  | 'TOO_MANY_CALLS';

/** What kind of problem it is; the codes are stable. */
export type ErrorCode =
  /** The idempotency key was used before with another payload. */
  | 'IDEMPOTENCY_CONFLICT'
  /** The input breaks a rule; a ValidationError lists every issue. */
  | 'INVALID_INPUT'
  /** Nothing has this id. */
  | 'NOT_FOUND'
  /** The reminder’s status does not allow it. */
  | 'STATUS_CONFLICT'
  /** The reminder has changed since the version that was expected. */
  | 'VERSION_CONFLICT';

/** Which end of the order comes first. */
export type OrderDirection =
  /** The earliest first. */
  | 'ASC'
  /** The latest first. */
  | 'DESC';

/** How to pause. */
export type PauseDispatchInput = {
  /** Why, shown as `pauseReason` and logged: at most 500 characters after trimming. */
  reason?: string | null | undefined;
};

/** Which reminders are meant: those that meet every condition given. What is left out, or null, does not narrow. */
export type ReminderFilter = {
  /** Whose last call came to one of these; an empty list matches nothing. */
  callResult?: Array<CallResult> | null | undefined;
  /** To exactly this number. */
  phoneNumber?: string | null | undefined;
  /** Scheduled at this instant or later. */
  scheduledFrom?: Date | string | null | undefined;
  /** Scheduled before this instant. */
  scheduledUntil?: Date | string | null | undefined;
  /** With this text anywhere in the message, in capitals or not: at most 1000 characters, as a message has. */
  search?: string | null | undefined;
  /** In one of these statuses; an empty list matches nothing. */
  status?: Array<ReminderStatus> | null | undefined;
};

/** How reminders are ordered. */
export type ReminderOrder = {
  /** Which end comes first. */
  direction: OrderDirection;
  /** What to order by. */
  field: ReminderOrderField;
};

/** What reminders can be ordered by. Ties are broken by id. */
export type ReminderOrderField =
  /** When the reminder was created. */
  | 'CREATED_AT'
  /** When the phone is to ring. */
  | 'SCHEDULED_TIME'
  /** When the reminder last changed. One that changes while you page moves in the list. */
  | 'UPDATED_AT';

/** Where a reminder stands in its life. */
export type ReminderStatus =
  /** The call was placed and is not over; how it ends decides what follows. */
  | 'CALLING'
  /** Called off before it was claimed. A retry schedules it again. */
  | 'CANCELLED'
  /** The provider took the call; or, where calls are followed to their end, somebody was reached. */
  | 'COMPLETED'
  /** Claimed by an instance, and being rung. */
  | 'DISPATCHING'
  /** Rejected for good, or all its attempts are spent. A retry schedules it again. */
  | 'FAILED'
  /** Waits for `nextAttemptAt`. The only status in which it can be edited or cancelled. */
  | 'SCHEDULED';

/** How to go on. */
export type ResumeDispatchInput = {
  /** Why, logged: at most 500 characters after trimming. */
  reason?: string | null | undefined;
};

/** Which FAILED or CANCELLED reminder to schedule again. */
export type RetryReminderInput = {
  /** Schedule it only if it still has this version; default: whatever its version. */
  expectedVersion?: number | null | undefined;
  /** The global id of the reminder. */
  id: string;
  /** When to ring: from 60 seconds ago to 5 years ahead; default: now. */
  scheduledTime?: Date | string | null | undefined;
};

/** What to change of a reminder that is SCHEDULED. What is left out, or null, stays as it is. */
export type UpdateReminderInput = {
  /** Change it only if it still has this version; default: whatever its version. */
  expectedVersion?: number | null | undefined;
  /** The global id of the reminder. */
  id: string;
  /** What to say instead: 1 to 1000 characters after trimming. */
  message?: string | null | undefined;
  /** Whom to ring instead: E.164 or a common form of it with a leading +. */
  phoneNumber?: string | null | undefined;
  /** When to ring instead: from 60 seconds ago to 5 years ahead. */
  scheduledTime?: Date | string | null | undefined;
};

/** Which rule the input breaks; the codes are stable. */
export type ValidationIssueCode =
  /** Empty, or nothing but white space. */
  | 'BLANK'
  /** A number of a country that this Bellhop may not ring. */
  | 'COUNTRY_NOT_ALLOWED'
  /** A number on the do-not-call list. */
  | 'DO_NOT_CALL'
  /** The first API token must be of the scope ADMIN. */
  | 'FIRST_TOKEN_NOT_ADMIN'
  /** The idempotency key of this row was used before with another payload. */
  | 'IDEMPOTENCY_CONFLICT'
  /** A NUL character or half of a surrogate pair, which cannot be stored. */
  | 'INVALID_CHARACTERS'
  /** Not a complete international phone number with + and country code. */
  | 'INVALID_PHONE_NUMBER'
  /** A premium-rate number, or another kind that may not be rung. */
  | 'NUMBER_TYPE_REFUSED'
  /** A number below the least or above the greatest allowed. */
  | 'OUT_OF_RANGE'
  /** More reminders in a minute than one client may create. */
  | 'RATE_LIMITED'
  /** Further in the past than allowed. */
  | 'TIME_IN_PAST'
  /** Further ahead than allowed. */
  | 'TIME_TOO_FAR'
  /** More characters than allowed. */
  | 'TOO_LONG'
  /** More entries than allowed. */
  | 'TOO_MANY'
  /** The number has as many reminders on that day as are allowed. */
  | 'TOO_MANY_CALLS';

export type AttemptFieldsFragment = { id: string, number: number, startedAt: string, finishedAt: string | null, outcome: CallOutcome | null, httpStatus: number | null, callSid: string | null, failureReason: string | null, providerCallId: string | null, callStatus: CallStatus | null, result: CallResult | null, endedReason: string | null, callStartedAt: string | null, callAnsweredAt: string | null, callEndedAt: string | null, durationSeconds: number | null, costUsd: number | null };

export type CancelReminderMutationVariables = Exact<{
  input: CancelReminderInput;
}>;


export type CancelReminderMutation = { cancelReminder:
    | { __typename: 'CancelReminderSuccess', reminder: { id: string, phoneNumber: string, message: string, scheduledTime: string, status: ReminderStatus, retryCount: number, maxRetryAttempts: number, nextAttemptAt: string | null, deferral: Deferral | null, lastRunAt: string | null, callSid: string | null, callResult: CallResult | null, failureReason: string | null, version: number, createdAt: string, updatedAt: string } }
    | { __typename: 'NotFoundError', code: ErrorCode, message: string, path: Array<string> | null }
    | { __typename: 'StatusConflictError', code: ErrorCode, message: string, path: Array<string> | null, reminder: { id: string, phoneNumber: string, message: string, scheduledTime: string, status: ReminderStatus, retryCount: number, maxRetryAttempts: number, nextAttemptAt: string | null, deferral: Deferral | null, lastRunAt: string | null, callSid: string | null, callResult: CallResult | null, failureReason: string | null, version: number, createdAt: string, updatedAt: string } }
    | { __typename: 'VersionConflictError', code: ErrorCode, message: string, path: Array<string> | null, reminder: { id: string, phoneNumber: string, message: string, scheduledTime: string, status: ReminderStatus, retryCount: number, maxRetryAttempts: number, nextAttemptAt: string | null, deferral: Deferral | null, lastRunAt: string | null, callSid: string | null, callResult: CallResult | null, failureReason: string | null, version: number, createdAt: string, updatedAt: string } }
   };

export type CreateReminderMutationVariables = Exact<{
  input: CreateReminderInput;
}>;


export type CreateReminderMutation = { createReminder:
    | { __typename: 'CreateReminderSuccess', reminder: { id: string, phoneNumber: string, message: string, scheduledTime: string, status: ReminderStatus, retryCount: number, maxRetryAttempts: number, nextAttemptAt: string | null, deferral: Deferral | null, lastRunAt: string | null, callSid: string | null, callResult: CallResult | null, failureReason: string | null, version: number, createdAt: string, updatedAt: string } }
    | { __typename: 'IdempotencyConflictError', code: ErrorCode, message: string, path: Array<string> | null }
    | { __typename: 'ValidationError', code: ErrorCode, message: string, path: Array<string> | null, issues: Array<{ code: ValidationIssueCode, message: string, path: Array<string> }> }
   };

export type CreateRemindersMutationVariables = Exact<{
  input: CreateRemindersInput;
}>;


export type CreateRemindersMutation = { createReminders:
    | { __typename: 'CreateRemindersSuccess', created: number, results: Array<
        | { __typename: 'CreateReminderSuccess', reminder: { id: string, phoneNumber: string, message: string, scheduledTime: string, status: ReminderStatus, retryCount: number, maxRetryAttempts: number, nextAttemptAt: string | null, deferral: Deferral | null, lastRunAt: string | null, callSid: string | null, callResult: CallResult | null, failureReason: string | null, version: number, createdAt: string, updatedAt: string } }
        | { __typename: 'IdempotencyConflictError', code: ErrorCode, message: string, path: Array<string> | null }
        | { __typename: 'ValidationError', code: ErrorCode, message: string, path: Array<string> | null, issues: Array<{ code: ValidationIssueCode, message: string, path: Array<string> }> }
      > }
    | { __typename: 'ValidationError', code: ErrorCode, message: string, path: Array<string> | null, issues: Array<{ code: ValidationIssueCode, message: string, path: Array<string> }> }
   };

export type DispatcherFieldsFragment = { paused: boolean, pauseReason: string | null, simulated: boolean, nextDueAt: string | null, overdue: number, inFlight: number, unresolved: number, throttledUntil: string | null, clockSetBackSeconds: number, concurrencyLimit: { calls: number, account: string, confirmedAt: string } | null, instances: Array<{ id: string, hostname: string, startedAt: string, heartbeatAt: string, inFlight: number }> };

export type DispatcherQueryVariables = Exact<{ [key: string]: never; }>;


export type DispatcherQuery = { dispatcher: { paused: boolean, pauseReason: string | null, simulated: boolean, nextDueAt: string | null, overdue: number, inFlight: number, unresolved: number, throttledUntil: string | null, clockSetBackSeconds: number, concurrencyLimit: { calls: number, account: string, confirmedAt: string } | null, instances: Array<{ id: string, hostname: string, startedAt: string, heartbeatAt: string, inFlight: number }> } };

type ErrorFields_IdempotencyConflictError_Fragment = { code: ErrorCode, message: string, path: Array<string> | null };

type ErrorFields_NotFoundError_Fragment = { code: ErrorCode, message: string, path: Array<string> | null };

type ErrorFields_StatusConflictError_Fragment = { code: ErrorCode, message: string, path: Array<string> | null, reminder: { id: string, phoneNumber: string, message: string, scheduledTime: string, status: ReminderStatus, retryCount: number, maxRetryAttempts: number, nextAttemptAt: string | null, deferral: Deferral | null, lastRunAt: string | null, callSid: string | null, callResult: CallResult | null, failureReason: string | null, version: number, createdAt: string, updatedAt: string } };

type ErrorFields_ValidationError_Fragment = { code: ErrorCode, message: string, path: Array<string> | null, issues: Array<{ code: ValidationIssueCode, message: string, path: Array<string> }> };

type ErrorFields_VersionConflictError_Fragment = { code: ErrorCode, message: string, path: Array<string> | null, reminder: { id: string, phoneNumber: string, message: string, scheduledTime: string, status: ReminderStatus, retryCount: number, maxRetryAttempts: number, nextAttemptAt: string | null, deferral: Deferral | null, lastRunAt: string | null, callSid: string | null, callResult: CallResult | null, failureReason: string | null, version: number, createdAt: string, updatedAt: string } };

export type ErrorFieldsFragment =
  | ErrorFields_IdempotencyConflictError_Fragment
  | ErrorFields_NotFoundError_Fragment
  | ErrorFields_StatusConflictError_Fragment
  | ErrorFields_ValidationError_Fragment
  | ErrorFields_VersionConflictError_Fragment
;

export type LastChangeCursorQueryVariables = Exact<{ [key: string]: never; }>;


export type LastChangeCursorQuery = { lastChangeCursor: string };

export type PauseDispatchMutationVariables = Exact<{
  input: PauseDispatchInput;
}>;


export type PauseDispatchMutation = { pauseDispatch: { dispatcher: { paused: boolean, pauseReason: string | null, simulated: boolean, nextDueAt: string | null, overdue: number, inFlight: number, unresolved: number, throttledUntil: string | null, clockSetBackSeconds: number, concurrencyLimit: { calls: number, account: string, confirmedAt: string } | null, instances: Array<{ id: string, hostname: string, startedAt: string, heartbeatAt: string, inFlight: number }> } } };

export type ReminderCallChangedSubscriptionVariables = Exact<{
  filter?: ReminderFilter | null | undefined;
  after?: string | null | undefined;
}>;


export type ReminderCallChangedSubscription = { reminderCallChanged: { cursor: string, occurredAt: string, reminder: { id: string, phoneNumber: string, message: string, scheduledTime: string, status: ReminderStatus, retryCount: number, maxRetryAttempts: number, nextAttemptAt: string | null, deferral: Deferral | null, lastRunAt: string | null, callSid: string | null, callResult: CallResult | null, failureReason: string | null, version: number, createdAt: string, updatedAt: string }, attempt: { id: string, number: number, startedAt: string, finishedAt: string | null, outcome: CallOutcome | null, httpStatus: number | null, callSid: string | null, failureReason: string | null, providerCallId: string | null, callStatus: CallStatus | null, result: CallResult | null, endedReason: string | null, callStartedAt: string | null, callAnsweredAt: string | null, callEndedAt: string | null, durationSeconds: number | null, costUsd: number | null } } };

export type ReminderCountsQueryVariables = Exact<{
  filter?: ReminderFilter | null | undefined;
}>;


export type ReminderCountsQuery = { reminderCounts: Array<{ status: ReminderStatus, count: number }> };

export type ReminderFieldsFragment = { id: string, phoneNumber: string, message: string, scheduledTime: string, status: ReminderStatus, retryCount: number, maxRetryAttempts: number, nextAttemptAt: string | null, deferral: Deferral | null, lastRunAt: string | null, callSid: string | null, callResult: CallResult | null, failureReason: string | null, version: number, createdAt: string, updatedAt: string };

export type ReminderStatusChangedSubscriptionVariables = Exact<{
  filter?: ReminderFilter | null | undefined;
  after?: string | null | undefined;
}>;


export type ReminderStatusChangedSubscription = { reminderStatusChanged: { cursor: string, previousStatus: ReminderStatus | null, status: ReminderStatus, retryCount: number, failureReason: string | null, occurredAt: string, reminder: { id: string, phoneNumber: string, message: string, scheduledTime: string, status: ReminderStatus, retryCount: number, maxRetryAttempts: number, nextAttemptAt: string | null, deferral: Deferral | null, lastRunAt: string | null, callSid: string | null, callResult: CallResult | null, failureReason: string | null, version: number, createdAt: string, updatedAt: string } } };

export type ReminderQueryVariables = Exact<{
  id: string;
}>;


export type ReminderQuery = { reminder: { id: string, phoneNumber: string, message: string, scheduledTime: string, status: ReminderStatus, retryCount: number, maxRetryAttempts: number, nextAttemptAt: string | null, deferral: Deferral | null, lastRunAt: string | null, callSid: string | null, callResult: CallResult | null, failureReason: string | null, version: number, createdAt: string, updatedAt: string, attempts: Array<{ id: string, number: number, startedAt: string, finishedAt: string | null, outcome: CallOutcome | null, httpStatus: number | null, callSid: string | null, failureReason: string | null, providerCallId: string | null, callStatus: CallStatus | null, result: CallResult | null, endedReason: string | null, callStartedAt: string | null, callAnsweredAt: string | null, callEndedAt: string | null, durationSeconds: number | null, costUsd: number | null }> } | null };

export type RemindersQueryVariables = Exact<{
  first?: number | null | undefined;
  after?: string | null | undefined;
  last?: number | null | undefined;
  before?: string | null | undefined;
  filter?: ReminderFilter | null | undefined;
  orderBy?: ReminderOrder | null | undefined;
  withTotalCount?: boolean | null | undefined;
}>;


export type RemindersQuery = { reminders: { totalCount?: number, edges: Array<{ cursor: string, node: { id: string, phoneNumber: string, message: string, scheduledTime: string, status: ReminderStatus, retryCount: number, maxRetryAttempts: number, nextAttemptAt: string | null, deferral: Deferral | null, lastRunAt: string | null, callSid: string | null, callResult: CallResult | null, failureReason: string | null, version: number, createdAt: string, updatedAt: string } }>, pageInfo: { hasNextPage: boolean, hasPreviousPage: boolean, startCursor: string | null, endCursor: string | null } } };

export type ResumeDispatchMutationVariables = Exact<{
  input: ResumeDispatchInput;
}>;


export type ResumeDispatchMutation = { resumeDispatch: { dispatcher: { paused: boolean, pauseReason: string | null, simulated: boolean, nextDueAt: string | null, overdue: number, inFlight: number, unresolved: number, throttledUntil: string | null, clockSetBackSeconds: number, concurrencyLimit: { calls: number, account: string, confirmedAt: string } | null, instances: Array<{ id: string, hostname: string, startedAt: string, heartbeatAt: string, inFlight: number }> } } };

export type RetryReminderMutationVariables = Exact<{
  input: RetryReminderInput;
}>;


export type RetryReminderMutation = { retryReminder:
    | { __typename: 'NotFoundError', code: ErrorCode, message: string, path: Array<string> | null }
    | { __typename: 'RetryReminderSuccess', reminder: { id: string, phoneNumber: string, message: string, scheduledTime: string, status: ReminderStatus, retryCount: number, maxRetryAttempts: number, nextAttemptAt: string | null, deferral: Deferral | null, lastRunAt: string | null, callSid: string | null, callResult: CallResult | null, failureReason: string | null, version: number, createdAt: string, updatedAt: string } }
    | { __typename: 'StatusConflictError', code: ErrorCode, message: string, path: Array<string> | null, reminder: { id: string, phoneNumber: string, message: string, scheduledTime: string, status: ReminderStatus, retryCount: number, maxRetryAttempts: number, nextAttemptAt: string | null, deferral: Deferral | null, lastRunAt: string | null, callSid: string | null, callResult: CallResult | null, failureReason: string | null, version: number, createdAt: string, updatedAt: string } }
    | { __typename: 'ValidationError', code: ErrorCode, message: string, path: Array<string> | null, issues: Array<{ code: ValidationIssueCode, message: string, path: Array<string> }> }
    | { __typename: 'VersionConflictError', code: ErrorCode, message: string, path: Array<string> | null, reminder: { id: string, phoneNumber: string, message: string, scheduledTime: string, status: ReminderStatus, retryCount: number, maxRetryAttempts: number, nextAttemptAt: string | null, deferral: Deferral | null, lastRunAt: string | null, callSid: string | null, callResult: CallResult | null, failureReason: string | null, version: number, createdAt: string, updatedAt: string } }
   };

export type UpdateReminderMutationVariables = Exact<{
  input: UpdateReminderInput;
}>;


export type UpdateReminderMutation = { updateReminder:
    | { __typename: 'NotFoundError', code: ErrorCode, message: string, path: Array<string> | null }
    | { __typename: 'StatusConflictError', code: ErrorCode, message: string, path: Array<string> | null, reminder: { id: string, phoneNumber: string, message: string, scheduledTime: string, status: ReminderStatus, retryCount: number, maxRetryAttempts: number, nextAttemptAt: string | null, deferral: Deferral | null, lastRunAt: string | null, callSid: string | null, callResult: CallResult | null, failureReason: string | null, version: number, createdAt: string, updatedAt: string } }
    | { __typename: 'UpdateReminderSuccess', reminder: { id: string, phoneNumber: string, message: string, scheduledTime: string, status: ReminderStatus, retryCount: number, maxRetryAttempts: number, nextAttemptAt: string | null, deferral: Deferral | null, lastRunAt: string | null, callSid: string | null, callResult: CallResult | null, failureReason: string | null, version: number, createdAt: string, updatedAt: string } }
    | { __typename: 'ValidationError', code: ErrorCode, message: string, path: Array<string> | null, issues: Array<{ code: ValidationIssueCode, message: string, path: Array<string> }> }
    | { __typename: 'VersionConflictError', code: ErrorCode, message: string, path: Array<string> | null, reminder: { id: string, phoneNumber: string, message: string, scheduledTime: string, status: ReminderStatus, retryCount: number, maxRetryAttempts: number, nextAttemptAt: string | null, deferral: Deferral | null, lastRunAt: string | null, callSid: string | null, callResult: CallResult | null, failureReason: string | null, version: number, createdAt: string, updatedAt: string } }
   };

export class TypedDocumentString<TResult, TVariables>
  extends String
  implements DocumentTypeDecoration<TResult, TVariables>
{
  __apiType?: NonNullable<DocumentTypeDecoration<TResult, TVariables>['__apiType']>;
  private value: string;
  public __meta__?: Record<string, any> | undefined;

  constructor(value: string, __meta__?: Record<string, any> | undefined) {
    super(value);
    this.value = value;
    this.__meta__ = __meta__;
  }

  override toString(): string & DocumentTypeDecoration<TResult, TVariables> {
    return this.value;
  }
}
export const AttemptFieldsFragmentDoc = new TypedDocumentString(`
    fragment AttemptFields on CallAttempt {
  id
  number
  startedAt
  finishedAt
  outcome
  httpStatus
  callSid
  failureReason
  providerCallId
  callStatus
  result
  endedReason
  callStartedAt
  callAnsweredAt
  callEndedAt
  durationSeconds
  costUsd
}
    `, {"fragmentName":"AttemptFields"}) as unknown as TypedDocumentString<AttemptFieldsFragment, unknown>;
export const DispatcherFieldsFragmentDoc = new TypedDocumentString(`
    fragment DispatcherFields on Dispatcher {
  paused
  pauseReason
  simulated
  nextDueAt
  overdue
  inFlight
  unresolved
  throttledUntil
  concurrencyLimit {
    calls
    account
    confirmedAt
  }
  clockSetBackSeconds
  instances {
    id
    hostname
    startedAt
    heartbeatAt
    inFlight
  }
}
    `, {"fragmentName":"DispatcherFields"}) as unknown as TypedDocumentString<DispatcherFieldsFragment, unknown>;
export const ReminderFieldsFragmentDoc = new TypedDocumentString(`
    fragment ReminderFields on Reminder {
  id
  phoneNumber
  message
  scheduledTime
  status
  retryCount
  maxRetryAttempts
  nextAttemptAt
  deferral
  lastRunAt
  callSid
  callResult
  failureReason
  version
  createdAt
  updatedAt
}
    `, {"fragmentName":"ReminderFields"}) as unknown as TypedDocumentString<ReminderFieldsFragment, unknown>;
export const ErrorFieldsFragmentDoc = new TypedDocumentString(`
    fragment ErrorFields on Error {
  code
  message
  path
  ... on ValidationError {
    issues {
      code
      message
      path
    }
  }
  ... on VersionConflictError {
    reminder {
      ...ReminderFields
    }
  }
  ... on StatusConflictError {
    reminder {
      ...ReminderFields
    }
  }
}
    fragment ReminderFields on Reminder {
  id
  phoneNumber
  message
  scheduledTime
  status
  retryCount
  maxRetryAttempts
  nextAttemptAt
  deferral
  lastRunAt
  callSid
  callResult
  failureReason
  version
  createdAt
  updatedAt
}`, {"fragmentName":"ErrorFields"}) as unknown as TypedDocumentString<ErrorFieldsFragment, unknown>;
export const CancelReminderDocument = new TypedDocumentString(`
    mutation CancelReminder($input: CancelReminderInput!) {
  cancelReminder(input: $input) {
    __typename
    ... on CancelReminderSuccess {
      reminder {
        ...ReminderFields
      }
    }
    ...ErrorFields
  }
}
    fragment ErrorFields on Error {
  code
  message
  path
  ... on ValidationError {
    issues {
      code
      message
      path
    }
  }
  ... on VersionConflictError {
    reminder {
      ...ReminderFields
    }
  }
  ... on StatusConflictError {
    reminder {
      ...ReminderFields
    }
  }
}
fragment ReminderFields on Reminder {
  id
  phoneNumber
  message
  scheduledTime
  status
  retryCount
  maxRetryAttempts
  nextAttemptAt
  deferral
  lastRunAt
  callSid
  callResult
  failureReason
  version
  createdAt
  updatedAt
}`) as unknown as TypedDocumentString<CancelReminderMutation, CancelReminderMutationVariables>;
export const CreateReminderDocument = new TypedDocumentString(`
    mutation CreateReminder($input: CreateReminderInput!) {
  createReminder(input: $input) {
    __typename
    ... on CreateReminderSuccess {
      reminder {
        ...ReminderFields
      }
    }
    ...ErrorFields
  }
}
    fragment ErrorFields on Error {
  code
  message
  path
  ... on ValidationError {
    issues {
      code
      message
      path
    }
  }
  ... on VersionConflictError {
    reminder {
      ...ReminderFields
    }
  }
  ... on StatusConflictError {
    reminder {
      ...ReminderFields
    }
  }
}
fragment ReminderFields on Reminder {
  id
  phoneNumber
  message
  scheduledTime
  status
  retryCount
  maxRetryAttempts
  nextAttemptAt
  deferral
  lastRunAt
  callSid
  callResult
  failureReason
  version
  createdAt
  updatedAt
}`) as unknown as TypedDocumentString<CreateReminderMutation, CreateReminderMutationVariables>;
export const CreateRemindersDocument = new TypedDocumentString(`
    mutation CreateReminders($input: CreateRemindersInput!) {
  createReminders(input: $input) {
    __typename
    ... on CreateRemindersSuccess {
      created
      results {
        __typename
        ... on CreateReminderSuccess {
          reminder {
            ...ReminderFields
          }
        }
        ...ErrorFields
      }
    }
    ...ErrorFields
  }
}
    fragment ErrorFields on Error {
  code
  message
  path
  ... on ValidationError {
    issues {
      code
      message
      path
    }
  }
  ... on VersionConflictError {
    reminder {
      ...ReminderFields
    }
  }
  ... on StatusConflictError {
    reminder {
      ...ReminderFields
    }
  }
}
fragment ReminderFields on Reminder {
  id
  phoneNumber
  message
  scheduledTime
  status
  retryCount
  maxRetryAttempts
  nextAttemptAt
  deferral
  lastRunAt
  callSid
  callResult
  failureReason
  version
  createdAt
  updatedAt
}`) as unknown as TypedDocumentString<CreateRemindersMutation, CreateRemindersMutationVariables>;
export const DispatcherDocument = new TypedDocumentString(`
    query Dispatcher {
  dispatcher {
    ...DispatcherFields
  }
}
    fragment DispatcherFields on Dispatcher {
  paused
  pauseReason
  simulated
  nextDueAt
  overdue
  inFlight
  unresolved
  throttledUntil
  concurrencyLimit {
    calls
    account
    confirmedAt
  }
  clockSetBackSeconds
  instances {
    id
    hostname
    startedAt
    heartbeatAt
    inFlight
  }
}`) as unknown as TypedDocumentString<DispatcherQuery, DispatcherQueryVariables>;
export const LastChangeCursorDocument = new TypedDocumentString(`
    query LastChangeCursor {
  lastChangeCursor
}
    `) as unknown as TypedDocumentString<LastChangeCursorQuery, LastChangeCursorQueryVariables>;
export const PauseDispatchDocument = new TypedDocumentString(`
    mutation PauseDispatch($input: PauseDispatchInput!) {
  pauseDispatch(input: $input) {
    dispatcher {
      ...DispatcherFields
    }
  }
}
    fragment DispatcherFields on Dispatcher {
  paused
  pauseReason
  simulated
  nextDueAt
  overdue
  inFlight
  unresolved
  throttledUntil
  concurrencyLimit {
    calls
    account
    confirmedAt
  }
  clockSetBackSeconds
  instances {
    id
    hostname
    startedAt
    heartbeatAt
    inFlight
  }
}`) as unknown as TypedDocumentString<PauseDispatchMutation, PauseDispatchMutationVariables>;
export const ReminderCallChangedDocument = new TypedDocumentString(`
    subscription ReminderCallChanged($filter: ReminderFilter, $after: String) {
  reminderCallChanged(filter: $filter, after: $after) {
    cursor
    occurredAt
    reminder {
      ...ReminderFields
    }
    attempt {
      ...AttemptFields
    }
  }
}
    fragment AttemptFields on CallAttempt {
  id
  number
  startedAt
  finishedAt
  outcome
  httpStatus
  callSid
  failureReason
  providerCallId
  callStatus
  result
  endedReason
  callStartedAt
  callAnsweredAt
  callEndedAt
  durationSeconds
  costUsd
}
fragment ReminderFields on Reminder {
  id
  phoneNumber
  message
  scheduledTime
  status
  retryCount
  maxRetryAttempts
  nextAttemptAt
  deferral
  lastRunAt
  callSid
  callResult
  failureReason
  version
  createdAt
  updatedAt
}`) as unknown as TypedDocumentString<ReminderCallChangedSubscription, ReminderCallChangedSubscriptionVariables>;
export const ReminderCountsDocument = new TypedDocumentString(`
    query ReminderCounts($filter: ReminderFilter) {
  reminderCounts(filter: $filter) {
    status
    count
  }
}
    `) as unknown as TypedDocumentString<ReminderCountsQuery, ReminderCountsQueryVariables>;
export const ReminderStatusChangedDocument = new TypedDocumentString(`
    subscription ReminderStatusChanged($filter: ReminderFilter, $after: String) {
  reminderStatusChanged(filter: $filter, after: $after) {
    cursor
    previousStatus
    status
    retryCount
    failureReason
    occurredAt
    reminder {
      ...ReminderFields
    }
  }
}
    fragment ReminderFields on Reminder {
  id
  phoneNumber
  message
  scheduledTime
  status
  retryCount
  maxRetryAttempts
  nextAttemptAt
  deferral
  lastRunAt
  callSid
  callResult
  failureReason
  version
  createdAt
  updatedAt
}`) as unknown as TypedDocumentString<ReminderStatusChangedSubscription, ReminderStatusChangedSubscriptionVariables>;
export const ReminderDocument = new TypedDocumentString(`
    query Reminder($id: ID!) {
  reminder(id: $id) {
    ...ReminderFields
    attempts {
      ...AttemptFields
    }
  }
}
    fragment AttemptFields on CallAttempt {
  id
  number
  startedAt
  finishedAt
  outcome
  httpStatus
  callSid
  failureReason
  providerCallId
  callStatus
  result
  endedReason
  callStartedAt
  callAnsweredAt
  callEndedAt
  durationSeconds
  costUsd
}
fragment ReminderFields on Reminder {
  id
  phoneNumber
  message
  scheduledTime
  status
  retryCount
  maxRetryAttempts
  nextAttemptAt
  deferral
  lastRunAt
  callSid
  callResult
  failureReason
  version
  createdAt
  updatedAt
}`) as unknown as TypedDocumentString<ReminderQuery, ReminderQueryVariables>;
export const RemindersDocument = new TypedDocumentString(`
    query Reminders($first: Int, $after: String, $last: Int, $before: String, $filter: ReminderFilter, $orderBy: ReminderOrder, $withTotalCount: Boolean = false) {
  reminders(
    first: $first
    after: $after
    last: $last
    before: $before
    filter: $filter
    orderBy: $orderBy
  ) {
    edges {
      cursor
      node {
        ...ReminderFields
      }
    }
    pageInfo {
      hasNextPage
      hasPreviousPage
      startCursor
      endCursor
    }
    totalCount @include(if: $withTotalCount)
  }
}
    fragment ReminderFields on Reminder {
  id
  phoneNumber
  message
  scheduledTime
  status
  retryCount
  maxRetryAttempts
  nextAttemptAt
  deferral
  lastRunAt
  callSid
  callResult
  failureReason
  version
  createdAt
  updatedAt
}`) as unknown as TypedDocumentString<RemindersQuery, RemindersQueryVariables>;
export const ResumeDispatchDocument = new TypedDocumentString(`
    mutation ResumeDispatch($input: ResumeDispatchInput!) {
  resumeDispatch(input: $input) {
    dispatcher {
      ...DispatcherFields
    }
  }
}
    fragment DispatcherFields on Dispatcher {
  paused
  pauseReason
  simulated
  nextDueAt
  overdue
  inFlight
  unresolved
  throttledUntil
  concurrencyLimit {
    calls
    account
    confirmedAt
  }
  clockSetBackSeconds
  instances {
    id
    hostname
    startedAt
    heartbeatAt
    inFlight
  }
}`) as unknown as TypedDocumentString<ResumeDispatchMutation, ResumeDispatchMutationVariables>;
export const RetryReminderDocument = new TypedDocumentString(`
    mutation RetryReminder($input: RetryReminderInput!) {
  retryReminder(input: $input) {
    __typename
    ... on RetryReminderSuccess {
      reminder {
        ...ReminderFields
      }
    }
    ...ErrorFields
  }
}
    fragment ErrorFields on Error {
  code
  message
  path
  ... on ValidationError {
    issues {
      code
      message
      path
    }
  }
  ... on VersionConflictError {
    reminder {
      ...ReminderFields
    }
  }
  ... on StatusConflictError {
    reminder {
      ...ReminderFields
    }
  }
}
fragment ReminderFields on Reminder {
  id
  phoneNumber
  message
  scheduledTime
  status
  retryCount
  maxRetryAttempts
  nextAttemptAt
  deferral
  lastRunAt
  callSid
  callResult
  failureReason
  version
  createdAt
  updatedAt
}`) as unknown as TypedDocumentString<RetryReminderMutation, RetryReminderMutationVariables>;
export const UpdateReminderDocument = new TypedDocumentString(`
    mutation UpdateReminder($input: UpdateReminderInput!) {
  updateReminder(input: $input) {
    __typename
    ... on UpdateReminderSuccess {
      reminder {
        ...ReminderFields
      }
    }
    ...ErrorFields
  }
}
    fragment ErrorFields on Error {
  code
  message
  path
  ... on ValidationError {
    issues {
      code
      message
      path
    }
  }
  ... on VersionConflictError {
    reminder {
      ...ReminderFields
    }
  }
  ... on StatusConflictError {
    reminder {
      ...ReminderFields
    }
  }
}
fragment ReminderFields on Reminder {
  id
  phoneNumber
  message
  scheduledTime
  status
  retryCount
  maxRetryAttempts
  nextAttemptAt
  deferral
  lastRunAt
  callSid
  callResult
  failureReason
  version
  createdAt
  updatedAt
}`) as unknown as TypedDocumentString<UpdateReminderMutation, UpdateReminderMutationVariables>;