/* eslint-disable */
import * as types from './graphql.ts';



/**
 * Map of all GraphQL operations in the project.
 *
 * This map has several performance disadvantages:
 * 1. It is not tree-shakeable, so it will include all operations in the project.
 * 2. It is not minifiable, so the string of a GraphQL query will be multiple times inside the bundle.
 * 3. It does not support dead code elimination, so it will add unused operations.
 *
 * Therefore it is highly recommended to use the babel or swc plugin for production.
 * Learn more about it here: https://the-guild.dev/graphql/codegen/plugins/presets/preset-client#reducing-bundle-size
 */
type Documents = {
    "fragment AttemptFields on CallAttempt {\n  id\n  number\n  startedAt\n  finishedAt\n  outcome\n  httpStatus\n  callSid\n  failureReason\n  providerCallId\n  callStatus\n  result\n  endedReason\n  callStartedAt\n  callAnsweredAt\n  callEndedAt\n  durationSeconds\n  costUsd\n}": typeof types.AttemptFieldsFragmentDoc,
    "mutation CancelReminder($input: CancelReminderInput!) {\n  cancelReminder(input: $input) {\n    __typename\n    ... on CancelReminderSuccess {\n      reminder {\n        ...ReminderFields\n      }\n    }\n    ...ErrorFields\n  }\n}": typeof types.CancelReminderDocument,
    "mutation CreateReminder($input: CreateReminderInput!) {\n  createReminder(input: $input) {\n    __typename\n    ... on CreateReminderSuccess {\n      reminder {\n        ...ReminderFields\n      }\n    }\n    ...ErrorFields\n  }\n}": typeof types.CreateReminderDocument,
    "mutation CreateReminders($input: CreateRemindersInput!) {\n  createReminders(input: $input) {\n    __typename\n    ... on CreateRemindersSuccess {\n      created\n      results {\n        __typename\n        ... on CreateReminderSuccess {\n          reminder {\n            ...ReminderFields\n          }\n        }\n        ...ErrorFields\n      }\n    }\n    ...ErrorFields\n  }\n}": typeof types.CreateRemindersDocument,
    "fragment DispatcherFields on Dispatcher {\n  paused\n  pauseReason\n  simulated\n  nextDueAt\n  overdue\n  inFlight\n  unresolved\n  throttledUntil\n  concurrencyLimit {\n    calls\n    account\n    confirmedAt\n  }\n  clockSetBackSeconds\n  instances {\n    id\n    hostname\n    startedAt\n    heartbeatAt\n    inFlight\n  }\n}": typeof types.DispatcherFieldsFragmentDoc,
    "query Dispatcher {\n  dispatcher {\n    ...DispatcherFields\n  }\n}": typeof types.DispatcherDocument,
    "fragment ErrorFields on Error {\n  code\n  message\n  path\n  ... on ValidationError {\n    issues {\n      code\n      message\n      path\n    }\n  }\n  ... on VersionConflictError {\n    reminder {\n      ...ReminderFields\n    }\n  }\n  ... on StatusConflictError {\n    reminder {\n      ...ReminderFields\n    }\n  }\n}": typeof types.ErrorFieldsFragmentDoc,
    "query LastChangeCursor {\n  lastChangeCursor\n}": typeof types.LastChangeCursorDocument,
    "mutation PauseDispatch($input: PauseDispatchInput!) {\n  pauseDispatch(input: $input) {\n    dispatcher {\n      ...DispatcherFields\n    }\n  }\n}": typeof types.PauseDispatchDocument,
    "subscription ReminderCallChanged($filter: ReminderFilter, $after: String) {\n  reminderCallChanged(filter: $filter, after: $after) {\n    cursor\n    occurredAt\n    reminder {\n      ...ReminderFields\n    }\n    attempt {\n      ...AttemptFields\n    }\n  }\n}": typeof types.ReminderCallChangedDocument,
    "query ReminderCounts($filter: ReminderFilter) {\n  reminderCounts(filter: $filter) {\n    status\n    count\n  }\n}": typeof types.ReminderCountsDocument,
    "fragment ReminderFields on Reminder {\n  id\n  phoneNumber\n  message\n  scheduledTime\n  status\n  retryCount\n  maxRetryAttempts\n  nextAttemptAt\n  deferral\n  lastRunAt\n  callSid\n  callResult\n  failureReason\n  version\n  createdAt\n  updatedAt\n}": typeof types.ReminderFieldsFragmentDoc,
    "subscription ReminderStatusChanged($filter: ReminderFilter, $after: String) {\n  reminderStatusChanged(filter: $filter, after: $after) {\n    cursor\n    previousStatus\n    status\n    retryCount\n    failureReason\n    occurredAt\n    reminder {\n      ...ReminderFields\n    }\n  }\n}": typeof types.ReminderStatusChangedDocument,
    "query Reminder($id: ID!) {\n  reminder(id: $id) {\n    ...ReminderFields\n    attempts {\n      ...AttemptFields\n    }\n  }\n}": typeof types.ReminderDocument,
    "query Reminders($first: Int, $after: String, $last: Int, $before: String, $filter: ReminderFilter, $orderBy: ReminderOrder, $withTotalCount: Boolean = false) {\n  reminders(\n    first: $first\n    after: $after\n    last: $last\n    before: $before\n    filter: $filter\n    orderBy: $orderBy\n  ) {\n    edges {\n      cursor\n      node {\n        ...ReminderFields\n      }\n    }\n    pageInfo {\n      hasNextPage\n      hasPreviousPage\n      startCursor\n      endCursor\n    }\n    totalCount @include(if: $withTotalCount)\n  }\n}": typeof types.RemindersDocument,
    "mutation ResumeDispatch($input: ResumeDispatchInput!) {\n  resumeDispatch(input: $input) {\n    dispatcher {\n      ...DispatcherFields\n    }\n  }\n}": typeof types.ResumeDispatchDocument,
    "mutation RetryReminder($input: RetryReminderInput!) {\n  retryReminder(input: $input) {\n    __typename\n    ... on RetryReminderSuccess {\n      reminder {\n        ...ReminderFields\n      }\n    }\n    ...ErrorFields\n  }\n}": typeof types.RetryReminderDocument,
    "mutation UpdateReminder($input: UpdateReminderInput!) {\n  updateReminder(input: $input) {\n    __typename\n    ... on UpdateReminderSuccess {\n      reminder {\n        ...ReminderFields\n      }\n    }\n    ...ErrorFields\n  }\n}": typeof types.UpdateReminderDocument,
};
const documents: Documents = {
    "fragment AttemptFields on CallAttempt {\n  id\n  number\n  startedAt\n  finishedAt\n  outcome\n  httpStatus\n  callSid\n  failureReason\n  providerCallId\n  callStatus\n  result\n  endedReason\n  callStartedAt\n  callAnsweredAt\n  callEndedAt\n  durationSeconds\n  costUsd\n}": types.AttemptFieldsFragmentDoc,
    "mutation CancelReminder($input: CancelReminderInput!) {\n  cancelReminder(input: $input) {\n    __typename\n    ... on CancelReminderSuccess {\n      reminder {\n        ...ReminderFields\n      }\n    }\n    ...ErrorFields\n  }\n}": types.CancelReminderDocument,
    "mutation CreateReminder($input: CreateReminderInput!) {\n  createReminder(input: $input) {\n    __typename\n    ... on CreateReminderSuccess {\n      reminder {\n        ...ReminderFields\n      }\n    }\n    ...ErrorFields\n  }\n}": types.CreateReminderDocument,
    "mutation CreateReminders($input: CreateRemindersInput!) {\n  createReminders(input: $input) {\n    __typename\n    ... on CreateRemindersSuccess {\n      created\n      results {\n        __typename\n        ... on CreateReminderSuccess {\n          reminder {\n            ...ReminderFields\n          }\n        }\n        ...ErrorFields\n      }\n    }\n    ...ErrorFields\n  }\n}": types.CreateRemindersDocument,
    "fragment DispatcherFields on Dispatcher {\n  paused\n  pauseReason\n  simulated\n  nextDueAt\n  overdue\n  inFlight\n  unresolved\n  throttledUntil\n  concurrencyLimit {\n    calls\n    account\n    confirmedAt\n  }\n  clockSetBackSeconds\n  instances {\n    id\n    hostname\n    startedAt\n    heartbeatAt\n    inFlight\n  }\n}": types.DispatcherFieldsFragmentDoc,
    "query Dispatcher {\n  dispatcher {\n    ...DispatcherFields\n  }\n}": types.DispatcherDocument,
    "fragment ErrorFields on Error {\n  code\n  message\n  path\n  ... on ValidationError {\n    issues {\n      code\n      message\n      path\n    }\n  }\n  ... on VersionConflictError {\n    reminder {\n      ...ReminderFields\n    }\n  }\n  ... on StatusConflictError {\n    reminder {\n      ...ReminderFields\n    }\n  }\n}": types.ErrorFieldsFragmentDoc,
    "query LastChangeCursor {\n  lastChangeCursor\n}": types.LastChangeCursorDocument,
    "mutation PauseDispatch($input: PauseDispatchInput!) {\n  pauseDispatch(input: $input) {\n    dispatcher {\n      ...DispatcherFields\n    }\n  }\n}": types.PauseDispatchDocument,
    "subscription ReminderCallChanged($filter: ReminderFilter, $after: String) {\n  reminderCallChanged(filter: $filter, after: $after) {\n    cursor\n    occurredAt\n    reminder {\n      ...ReminderFields\n    }\n    attempt {\n      ...AttemptFields\n    }\n  }\n}": types.ReminderCallChangedDocument,
    "query ReminderCounts($filter: ReminderFilter) {\n  reminderCounts(filter: $filter) {\n    status\n    count\n  }\n}": types.ReminderCountsDocument,
    "fragment ReminderFields on Reminder {\n  id\n  phoneNumber\n  message\n  scheduledTime\n  status\n  retryCount\n  maxRetryAttempts\n  nextAttemptAt\n  deferral\n  lastRunAt\n  callSid\n  callResult\n  failureReason\n  version\n  createdAt\n  updatedAt\n}": types.ReminderFieldsFragmentDoc,
    "subscription ReminderStatusChanged($filter: ReminderFilter, $after: String) {\n  reminderStatusChanged(filter: $filter, after: $after) {\n    cursor\n    previousStatus\n    status\n    retryCount\n    failureReason\n    occurredAt\n    reminder {\n      ...ReminderFields\n    }\n  }\n}": types.ReminderStatusChangedDocument,
    "query Reminder($id: ID!) {\n  reminder(id: $id) {\n    ...ReminderFields\n    attempts {\n      ...AttemptFields\n    }\n  }\n}": types.ReminderDocument,
    "query Reminders($first: Int, $after: String, $last: Int, $before: String, $filter: ReminderFilter, $orderBy: ReminderOrder, $withTotalCount: Boolean = false) {\n  reminders(\n    first: $first\n    after: $after\n    last: $last\n    before: $before\n    filter: $filter\n    orderBy: $orderBy\n  ) {\n    edges {\n      cursor\n      node {\n        ...ReminderFields\n      }\n    }\n    pageInfo {\n      hasNextPage\n      hasPreviousPage\n      startCursor\n      endCursor\n    }\n    totalCount @include(if: $withTotalCount)\n  }\n}": types.RemindersDocument,
    "mutation ResumeDispatch($input: ResumeDispatchInput!) {\n  resumeDispatch(input: $input) {\n    dispatcher {\n      ...DispatcherFields\n    }\n  }\n}": types.ResumeDispatchDocument,
    "mutation RetryReminder($input: RetryReminderInput!) {\n  retryReminder(input: $input) {\n    __typename\n    ... on RetryReminderSuccess {\n      reminder {\n        ...ReminderFields\n      }\n    }\n    ...ErrorFields\n  }\n}": types.RetryReminderDocument,
    "mutation UpdateReminder($input: UpdateReminderInput!) {\n  updateReminder(input: $input) {\n    __typename\n    ... on UpdateReminderSuccess {\n      reminder {\n        ...ReminderFields\n      }\n    }\n    ...ErrorFields\n  }\n}": types.UpdateReminderDocument,
};

/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "fragment AttemptFields on CallAttempt {\n  id\n  number\n  startedAt\n  finishedAt\n  outcome\n  httpStatus\n  callSid\n  failureReason\n  providerCallId\n  callStatus\n  result\n  endedReason\n  callStartedAt\n  callAnsweredAt\n  callEndedAt\n  durationSeconds\n  costUsd\n}"): typeof import('./graphql.ts').AttemptFieldsFragmentDoc;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "mutation CancelReminder($input: CancelReminderInput!) {\n  cancelReminder(input: $input) {\n    __typename\n    ... on CancelReminderSuccess {\n      reminder {\n        ...ReminderFields\n      }\n    }\n    ...ErrorFields\n  }\n}"): typeof import('./graphql.ts').CancelReminderDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "mutation CreateReminder($input: CreateReminderInput!) {\n  createReminder(input: $input) {\n    __typename\n    ... on CreateReminderSuccess {\n      reminder {\n        ...ReminderFields\n      }\n    }\n    ...ErrorFields\n  }\n}"): typeof import('./graphql.ts').CreateReminderDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "mutation CreateReminders($input: CreateRemindersInput!) {\n  createReminders(input: $input) {\n    __typename\n    ... on CreateRemindersSuccess {\n      created\n      results {\n        __typename\n        ... on CreateReminderSuccess {\n          reminder {\n            ...ReminderFields\n          }\n        }\n        ...ErrorFields\n      }\n    }\n    ...ErrorFields\n  }\n}"): typeof import('./graphql.ts').CreateRemindersDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "fragment DispatcherFields on Dispatcher {\n  paused\n  pauseReason\n  simulated\n  nextDueAt\n  overdue\n  inFlight\n  unresolved\n  throttledUntil\n  concurrencyLimit {\n    calls\n    account\n    confirmedAt\n  }\n  clockSetBackSeconds\n  instances {\n    id\n    hostname\n    startedAt\n    heartbeatAt\n    inFlight\n  }\n}"): typeof import('./graphql.ts').DispatcherFieldsFragmentDoc;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "query Dispatcher {\n  dispatcher {\n    ...DispatcherFields\n  }\n}"): typeof import('./graphql.ts').DispatcherDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "fragment ErrorFields on Error {\n  code\n  message\n  path\n  ... on ValidationError {\n    issues {\n      code\n      message\n      path\n    }\n  }\n  ... on VersionConflictError {\n    reminder {\n      ...ReminderFields\n    }\n  }\n  ... on StatusConflictError {\n    reminder {\n      ...ReminderFields\n    }\n  }\n}"): typeof import('./graphql.ts').ErrorFieldsFragmentDoc;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "query LastChangeCursor {\n  lastChangeCursor\n}"): typeof import('./graphql.ts').LastChangeCursorDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "mutation PauseDispatch($input: PauseDispatchInput!) {\n  pauseDispatch(input: $input) {\n    dispatcher {\n      ...DispatcherFields\n    }\n  }\n}"): typeof import('./graphql.ts').PauseDispatchDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "subscription ReminderCallChanged($filter: ReminderFilter, $after: String) {\n  reminderCallChanged(filter: $filter, after: $after) {\n    cursor\n    occurredAt\n    reminder {\n      ...ReminderFields\n    }\n    attempt {\n      ...AttemptFields\n    }\n  }\n}"): typeof import('./graphql.ts').ReminderCallChangedDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "query ReminderCounts($filter: ReminderFilter) {\n  reminderCounts(filter: $filter) {\n    status\n    count\n  }\n}"): typeof import('./graphql.ts').ReminderCountsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "fragment ReminderFields on Reminder {\n  id\n  phoneNumber\n  message\n  scheduledTime\n  status\n  retryCount\n  maxRetryAttempts\n  nextAttemptAt\n  deferral\n  lastRunAt\n  callSid\n  callResult\n  failureReason\n  version\n  createdAt\n  updatedAt\n}"): typeof import('./graphql.ts').ReminderFieldsFragmentDoc;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "subscription ReminderStatusChanged($filter: ReminderFilter, $after: String) {\n  reminderStatusChanged(filter: $filter, after: $after) {\n    cursor\n    previousStatus\n    status\n    retryCount\n    failureReason\n    occurredAt\n    reminder {\n      ...ReminderFields\n    }\n  }\n}"): typeof import('./graphql.ts').ReminderStatusChangedDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "query Reminder($id: ID!) {\n  reminder(id: $id) {\n    ...ReminderFields\n    attempts {\n      ...AttemptFields\n    }\n  }\n}"): typeof import('./graphql.ts').ReminderDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "query Reminders($first: Int, $after: String, $last: Int, $before: String, $filter: ReminderFilter, $orderBy: ReminderOrder, $withTotalCount: Boolean = false) {\n  reminders(\n    first: $first\n    after: $after\n    last: $last\n    before: $before\n    filter: $filter\n    orderBy: $orderBy\n  ) {\n    edges {\n      cursor\n      node {\n        ...ReminderFields\n      }\n    }\n    pageInfo {\n      hasNextPage\n      hasPreviousPage\n      startCursor\n      endCursor\n    }\n    totalCount @include(if: $withTotalCount)\n  }\n}"): typeof import('./graphql.ts').RemindersDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "mutation ResumeDispatch($input: ResumeDispatchInput!) {\n  resumeDispatch(input: $input) {\n    dispatcher {\n      ...DispatcherFields\n    }\n  }\n}"): typeof import('./graphql.ts').ResumeDispatchDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "mutation RetryReminder($input: RetryReminderInput!) {\n  retryReminder(input: $input) {\n    __typename\n    ... on RetryReminderSuccess {\n      reminder {\n        ...ReminderFields\n      }\n    }\n    ...ErrorFields\n  }\n}"): typeof import('./graphql.ts').RetryReminderDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "mutation UpdateReminder($input: UpdateReminderInput!) {\n  updateReminder(input: $input) {\n    __typename\n    ... on UpdateReminderSuccess {\n      reminder {\n        ...ReminderFields\n      }\n    }\n    ...ErrorFields\n  }\n}"): typeof import('./graphql.ts').UpdateReminderDocument;


export function graphql(source: string) {
  return (documents as any)[source] ?? {};
}
