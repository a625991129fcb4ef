import type {
  BulkErrorPolicy,
  CancelReminderInput,
  CancelReminderMutation,
  CreateReminderInput,
  CreateReminderMutation,
  CreateRemindersMutation,
  DispatcherFieldsFragment,
  ReminderFieldsFragment,
  ReminderFilter,
  ReminderOrder,
  ReminderQuery,
  ReminderStatus,
  ReminderStatusChangedSubscription,
  RetryReminderInput,
  RetryReminderMutation,
  UpdateReminderInput,
  UpdateReminderMutation,
} from './generated/graphql.ts';
import type { TypedDocument } from './typed-document.ts';

export type Reminder = ReminderFieldsFragment;
/** A reminder with every attempt at ringing, oldest first. */
export type ReminderDetail = NonNullable<ReminderQuery['reminder']>;
export type StatusChange = ReminderStatusChangedSubscription['reminderStatusChanged'];
export type Dispatcher = DispatcherFieldsFragment;
export type ReminderCounts = Readonly<Record<ReminderStatus, number>>;

export type ScheduleResult = CreateReminderMutation['createReminder'];
export type ScheduleManyResult = CreateRemindersMutation['createReminders'];
export type UpdateResult = UpdateReminderMutation['updateReminder'];
export type CancelResult = CancelReminderMutation['cancelReminder'];
export type RetryResult = RetryReminderMutation['retryReminder'];

export interface CallOptions {
  /** Gives up: the call rejects with the signal's reason. What was sent may have arrived all the same. */
  readonly signal?: AbortSignal | undefined;
}

export interface ScheduleManyOptions extends CallOptions {
  /** What to do where some rows cannot be created; default: create nothing. */
  readonly errorPolicy?: BulkErrorPolicy;
}

export interface ListOptions extends CallOptions {
  /** Which reminders; default: all. */
  readonly filter?: ReminderFilter;
  /** In which order; default: by scheduled time, the earliest first. */
  readonly orderBy?: ReminderOrder;
  /** How many on a page: 1 to 100, default 20. */
  readonly pageSize?: number;
  /** Begins after the page that had this as its `endCursor`. */
  readonly after?: string | null;
  /** Whether pages tell how many reminders match, which has to be counted for each page; default: no. */
  readonly withTotalCount?: boolean;
}

export interface ReminderPage {
  /** In list order; empty only where nothing matches. */
  readonly reminders: readonly Reminder[];
  readonly hasNextPage: boolean;
  /** Pass it as `after` to go on from here; `null` if this page is empty. */
  readonly endCursor: string | null;
  /** How many match over all pages; `null` if it was not asked for. */
  readonly totalCount: number | null;
}

export interface CountOptions extends CallOptions {
  /** Which reminders; default: all. */
  readonly filter?: ReminderFilter;
}

export interface SwitchOptions extends CallOptions {
  /** Why, for the people who wonder. */
  readonly reason?: string;
}

/** What became of the connection that a `watch` lives on. It comes back by itself; `error` says why it went. */
export type ConnectionState =
  | { readonly kind: 'connected' }
  | { readonly kind: 'lost'; readonly error: unknown };

export interface WatchOptions {
  /** Only changes after which the reminder matches; default: all. */
  readonly filter?: ReminderFilter;
  /** Begins right after this cursor; default: with what happens from the start of the loop on. */
  readonly after?: string | null;
  /** Ends the loop. */
  readonly signal?: AbortSignal | undefined;
  /** Told each time the connection is made or lost. */
  readonly onConnection?: (state: ConnectionState) => void;
}

export interface ExecuteOptions extends CallOptions {
  /** Whether it may be sent again where its answer got lost; default: no. Say so for queries. */
  readonly mayRepeat?: boolean;
}

/**
 * What can be done with a Bellhop server. What a caller can mend is answered, as a union to tell apart by
 * `__typename`. Everything else is thrown: `TransportError`, `AuthError`, `OperationError`, `CursorExpiredError`.
 */
export interface Bellhop {
  /**
   * Schedules one reminder. A lost answer is asked for again with the same idempotency key, so it is created once
   * whatever happens; and where this throws, calling it again with the same object goes on with the same key.
   *
   * @example
   * const result = await bellhop.schedule({
   *   phoneNumber: '+1 415 555 0123',
   *   message: 'Your appointment is tomorrow at nine.',
   *   scheduledTime: new Date(Date.now() + 3_600_000),
   * });
   * switch (result.__typename) {
   *   case 'CreateReminderSuccess':
   *     console.log(result.reminder.status, result.reminder.phoneNumber); // prints: SCHEDULED +14155550123
   *     break;
   *   case 'ValidationError':
   *     for (const { path, message } of result.issues) console.error(path.join('.'), message);
   *     break;
   *   case 'IdempotencyConflictError':
   *     console.error(result.message);
   * }
   */
  schedule(reminder: CreateReminderInput, options?: CallOptions): Promise<ScheduleResult>;

  /**
   * Schedules up to 1,000 reminders in one transaction, each under an idempotency key as with `schedule`.
   *
   * @example
   * const scheduledTime = new Date(Date.now() + 3_600_000);
   * const result = await bellhop.scheduleMany(
   *   [
   *     { phoneNumber: '+14155550123', message: 'Water the plants.', scheduledTime },
   *     { phoneNumber: 'nobody', message: 'Water the plants.', scheduledTime },
   *   ],
   *   { errorPolicy: 'REJECT_FAILED_ROWS' },
   * );
   * if (result.__typename === 'CreateRemindersSuccess') {
   *   console.log(result.created); // prints: 1
   *   console.log(result.results.map((row) => row.__typename).join()); // prints: CreateReminderSuccess,ValidationError
   * }
   */
  scheduleMany(
    reminders: readonly CreateReminderInput[],
    options?: ScheduleManyOptions,
  ): Promise<ScheduleManyResult>;

  /**
   * Edits or reschedules a reminder that is SCHEDULED. What is left out stays as it is.
   *
   * @example
   * const result = await bellhop.update({ id, expectedVersion: 1, message: 'At ten, not at nine.' });
   * if (result.__typename === 'UpdateReminderSuccess') {
   *   console.log(result.reminder.message); // prints: At ten, not at nine.
   * } else if (result.__typename === 'VersionConflictError') {
   *   console.error('Changed meanwhile; here is what it is now:', result.reminder);
   * }
   */
  update(change: UpdateReminderInput, options?: CallOptions): Promise<UpdateResult>;

  /**
   * Calls a reminder off while it is SCHEDULED.
   *
   * @example
   * const result = await bellhop.cancel(id);
   * if (result.__typename === 'CancelReminderSuccess') {
   *   console.log(result.reminder.status); // prints: CANCELLED
   * }
   */
  cancel(reminder: string | CancelReminderInput, options?: CallOptions): Promise<CancelResult>;

  /**
   * Schedules a FAILED or CANCELLED reminder again, for now or a given time, with a fresh budget.
   *
   * @example
   * const result = await bellhop.retry({ id, scheduledTime: new Date(Date.now() + 60_000) });
   * if (result.__typename === 'StatusConflictError') {
   *   console.log(result.reminder.status); // prints: SCHEDULED
   * }
   */
  retry(reminder: string | RetryReminderInput, options?: CallOptions): Promise<RetryResult>;

  /**
   * The reminder with this id and its attempts; `null` if there is none.
   *
   * @example
   * const reminder = await bellhop.get(id);
   * console.log(reminder?.status, reminder?.attempts.length); // prints: SCHEDULED 0
   */
  get(id: string, options?: CallOptions): Promise<ReminderDetail | null>;

  /**
   * Reminders, page by page; a page is read when it is asked for.
   *
   * @example
   * for await (const page of bellhop.list({ filter: { status: ['SCHEDULED'] }, pageSize: 100 })) {
   *   for (const reminder of page.reminders) console.log(reminder.message); // prints: Water the plants.
   * }
   */
  list(options?: ListOptions): AsyncGenerator<ReminderPage, undefined, undefined>;

  /**
   * How many reminders have which status.
   *
   * @example
   * const counts = await bellhop.counts({ filter: { search: 'plants' } });
   * console.log(counts.SCHEDULED, counts.FAILED); // prints: 1 0
   */
  counts(options?: CountOptions): Promise<ReminderCounts>;

  /** How ringing is going, over all instances, and its switch. */
  readonly dispatcher: {
    /**
     * How ringing is going.
     *
     * @example
     * const { paused, instances } = await bellhop.dispatcher.status();
     * console.log(paused, instances.length); // prints: false 1
     */
    status(options?: CallOptions): Promise<Dispatcher>;

    /**
     * Stops ringing over all instances within a second. What is in flight is finished; what falls due waits.
     *
     * @example
     * const { pauseReason } = await bellhop.dispatcher.pause({ reason: 'Fire drill' });
     * console.log(pauseReason); // prints: Fire drill
     */
    pause(options?: SwitchOptions): Promise<Dispatcher>;

    /**
     * Lets ringing go on after a pause; what is overdue is rung at once.
     *
     * @example
     * const { paused } = await bellhop.dispatcher.resume();
     * console.log(paused); // prints: false
     */
    resume(options?: SwitchOptions): Promise<Dispatcher>;
  };

  /**
   * Where the log of changes ends now: watching `after` it misses nothing from here on. Read it before a list to
   * follow that list.
   *
   * @example
   * const after = await bellhop.cursor();
   * const { value: page } = await bellhop.list().next();
   * await bellhop.cancel(id);
   * console.log(page?.reminders[0]?.status); // prints: SCHEDULED
   * for await (const { status } of bellhop.watch({ after })) {
   *   console.log(status); // prints: CANCELLED
   *   break;
   * }
   */
  cursor(options?: CallOptions): Promise<string>;

  /**
   * Status changes as they happen, in order for each reminder, none missed and none twice: a lost connection is made
   * again, with growing waits, from the last change on. Aborting the signal ends the loop. A cursor whose changes
   * are no longer kept throws a `CursorExpiredError`.
   *
   * @example
   * const soon = { phoneNumber: '+14155550123', message: 'Tea is ready.', scheduledTime: new Date() };
   * const after = await bellhop.cursor();
   * await bellhop.schedule(soon);
   * for await (const change of bellhop.watch({ after, filter: { search: 'tea' } })) {
   *   console.log(change.previousStatus, '→', change.status);
   *   // prints: null → SCHEDULED
   *   // prints: SCHEDULED → DISPATCHING
   *   // prints: DISPATCHING → COMPLETED
   *   if (change.status === 'COMPLETED') break;
   * }
   */
  watch(options?: WatchOptions): AsyncIterableIterator<StatusChange>;

  /**
   * Runs any query or mutation, typed by its document.
   *
   * @example
   * const document: TypedDocument<{ reminders: { totalCount: number } }, { search: string }> =
   *   'query ($search: String) { reminders(filter: { search: $search }) { totalCount } }';
   * const { reminders } = await bellhop.execute(document, { search: 'plants' }, { mayRepeat: true });
   * console.log(reminders.totalCount); // prints: 1
   */
  execute<Data, Variables>(
    document: TypedDocument<Data, Variables>,
    variables?: Variables,
    options?: ExecuteOptions,
  ): Promise<Data>;
}
