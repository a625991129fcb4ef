interface Tab {
  readonly query: string;
  readonly variables?: string;
}

const createAheadMs = 20_000;

/** What GraphiQL opens with: the whole life of a reminder, a tab for each step. */
export function graphiqlTabs(now: Date): Tab[] {
  const scheduledTime = new Date(now.getTime() + createAheadMs).toISOString();
  return [
    tab(createReminder, {
      input: { phoneNumber: '+14155550123', message: 'Your appointment is tomorrow at nine.', scheduledTime },
    }),
    tab(watch),
    tab(list),
    tab(counts),
    tab(cancel, { input: { id: 'paste an id here' } }),
    tab(retry, { input: { id: 'paste an id here' } }),
    tab(pauseAndResume, { reason: 'Trying the pause' }),
  ];
}

function tab(query: string, variables?: object): Tab {
  return variables ? { query, variables: JSON.stringify(variables, null, 2) } : { query };
}

const createReminder = `# 1. Create a reminder. Start the next tab first (▶) and leave it running: you will see
#    this one arrive there as SCHEDULED, then DISPATCHING, then COMPLETED with a callSid.
#    scheduledTime is in the variables below: 20 seconds ahead of when this page was opened.
#    If that has passed, reload the page to have it moved ahead.
mutation CreateReminder($input: CreateReminderInput!) {
  createReminder(input: $input) {
    __typename
    ... on CreateReminderSuccess { reminder { id status scheduledTime phoneNumber version } }
    ... on ValidationError { issues { path message } }
    ... on Error { code message }
  }
}
`;

const watch = `# 2. Watch every status change as it happens. To go on later from where you stopped, pass the
#    last cursor: reminderStatusChanged(after: "…")
subscription WatchReminders {
  reminderStatusChanged {
    cursor
    occurredAt
    previousStatus
    status
    retryCount
    failureReason
    reminder { id phoneNumber callSid nextAttemptAt }
  }
}
`;

const list = `# 3. List reminders with their attempts, those that changed last first. For the next page pass
#    pageInfo.endCursor: reminders(after: "…", …)
query ListReminders {
  reminders(first: 10, orderBy: { field: UPDATED_AT, direction: DESC }) {
    totalCount
    nodes {
      id
      status
      scheduledTime
      message
      retryCount
      callSid
      failureReason
      attempts { number startedAt outcome httpStatus failureReason }
    }
    pageInfo { hasNextPage endCursor }
  }
}
`;

const counts = `# 4. How many reminders have which status, and how ringing is going.
query Overview {
  reminderCounts { status count }
  dispatcher {
    paused
    pauseReason
    simulated
    nextDueAt
    overdue
    inFlight
    instances { hostname startedAt heartbeatAt inFlight }
  }
}
`;

const cancel = `# 5. Cancel a reminder while it is SCHEDULED: paste its id from tab 1 or 3 into the variables.
#    One that rang already answers a StatusConflictError.
mutation CancelReminder($input: CancelReminderInput!) {
  cancelReminder(input: $input) {
    __typename
    ... on CancelReminderSuccess { reminder { id status version } }
    ... on Error { code message }
  }
}
`;

const retry = `# 6. Ring a FAILED or CANCELLED reminder after all, at once: paste its id into the variables.
#    With a scheduledTime beside the id it rings then.
mutation RetryReminder($input: RetryReminderInput!) {
  retryReminder(input: $input) {
    __typename
    ... on RetryReminderSuccess { reminder { id status nextAttemptAt version } }
    ... on ValidationError { issues { path message } }
    ... on Error { code message }
  }
}
`;

const pauseAndResume = `# 7. Pause ringing over all instances, and let it go on. Run it with ▶ and choose one of the two.
mutation PauseDispatch($reason: String) {
  pauseDispatch(input: { reason: $reason }) { dispatcher { paused pauseReason overdue } }
}

mutation ResumeDispatch($reason: String) {
  resumeDispatch(input: { reason: $reason }) { dispatcher { paused overdue } }
}
`;
