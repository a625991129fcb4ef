interface Tab {
  readonly query: string;
}

const createAheadMs = 20_000;

/**
 * What GraphiQL opens with: the whole life of a reminder, a tab for each step. Values stand in the documents, since
 * GraphiQL shows no variables of prepared tabs; and watching begins where the log ended when the page was opened,
 * since GraphiQL ends a subscription when its tab is left.
 */
export function graphiqlTabs(now: Date, cursor: string): Tab[] {
  const scheduledTime = new Date(now.getTime() + createAheadMs).toISOString();
  const queries = [createReminder(scheduledTime), watch(cursor), list, counts, cancel, retry, pause, resume];
  return queries.map((query) => ({ query }));
}

const createReminder = (scheduledTime: string) => `# 1. Create a reminder. It is due 20 seconds after this
#    page was loaded; reload the page to move it ahead.
#    Press ▶, then go to the next tab and press ▶ there.
mutation CreateReminder {
  createReminder(input: {
    phoneNumber: "+14155550123"
    message: "Your appointment is tomorrow at nine."
    scheduledTime: "${scheduledTime}"
  }) {
    __typename
    ... on CreateReminderSuccess {
      reminder { id status scheduledTime phoneNumber version }
    }
    ... on ValidationError { issues { path message } }
    ... on Error { code message }
  }
}
`;

const watch = (cursor: string) => `# 2. Watch every status change: first those since this page
#    was loaded, then each as it happens. A reminder goes
#    SCHEDULED → DISPATCHING → COMPLETED, with a callSid.
#    Each change has a cursor to go on from.
subscription WatchReminders {
  reminderStatusChanged(
    after: "${cursor}" # where the log ended
  ) {
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

const list = `# 3. List reminders, those that changed last first. For the
#    next page pass pageInfo.endCursor as \`after\`.
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

const cancel = `# 5. Cancel a reminder while it is SCHEDULED: paste its id
#    from tab 1 or 3. One that rang already answers a
#    StatusConflictError.
mutation CancelReminder {
  cancelReminder(input: { id: "paste an id here" }) {
    __typename
    ... on CancelReminderSuccess { reminder { id status version } }
    ... on Error { code message }
  }
}
`;

const retry = `# 6. Ring a FAILED or CANCELLED reminder after all, at once:
#    paste its id. With a scheduledTime beside it, then.
mutation RetryReminder {
  retryReminder(input: { id: "paste an id here" }) {
    __typename
    ... on RetryReminderSuccess {
      reminder { id status nextAttemptAt version }
    }
    ... on ValidationError { issues { path message } }
    ... on Error { code message }
  }
}
`;

const pause = `# 7. Pause ringing, over all instances.
mutation PauseDispatch {
  pauseDispatch(input: { reason: "Trying the pause" }) {
    dispatcher { paused pauseReason overdue }
  }
}
`;

const resume = `# 8. Let ringing go on.
mutation ResumeDispatch {
  resumeDispatch(input: {}) {
    dispatcher { paused overdue }
  }
}
`;
