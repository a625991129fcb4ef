import type { Bellhop, CallOptions, ExecuteOptions, ListOptions, ReminderPage } from './bellhop.ts';
import { type Connection, endpointOf, type Token } from './connection.ts';
import {
  CancelReminderDocument,
  CreateReminderDocument,
  type CreateReminderInput,
  CreateRemindersDocument,
  DispatcherDocument,
  LastChangeCursorDocument,
  PauseDispatchDocument,
  ReminderCountsDocument,
  ReminderDocument,
  type ReminderStatus,
  RemindersDocument,
  ResumeDispatchDocument,
  RetryReminderDocument,
  UpdateReminderDocument,
} from './generated/graphql.ts';
import { createIdempotencyKeys, type KeyedReminder } from './idempotency-keys.ts';
import { repeat } from './repeat.ts';
import { request } from './request.ts';
import type { Subscribe } from './subscription.ts';
import type { TypedDocument } from './typed-document.ts';
import { watchReminders } from './watch.ts';

export { AuthError } from './auth-error.ts';
export type * from './bellhop.ts';
export { BellhopError } from './bellhop-error.ts';
export type { Token } from './connection.ts';
export { CursorExpiredError } from './cursor-expired-error.ts';
export type {
  BulkErrorPolicy,
  CallOutcome,
  CancelReminderInput,
  CreateReminderInput,
  Deferral,
  ErrorCode,
  OrderDirection,
  ReminderFilter,
  ReminderOrder,
  ReminderOrderField,
  ReminderStatus,
  RetryReminderInput,
  UpdateReminderInput,
  ValidationIssueCode,
} from './generated/graphql.ts';
export { type GraphQLProblem, OperationError } from './operation-error.ts';
export { TransportError } from './transport-error.ts';
export type { TypedDocument } from './typed-document.ts';

export interface BellhopOptions {
  /** The server's address, such as `http://127.0.0.1:4000`; in a browser also relative to the page. */
  readonly url: string | URL;
  /** An API token, or a function that is asked for it before each request and each connection. */
  readonly token?: Token;
  /** How often what may be sent twice is tried again after a lost or passing answer; default 3. */
  readonly retries?: number;
  /** How long to wait for an answer before it counts as lost, in milliseconds; default 30,000. */
  readonly timeoutMs?: number;
  /**
   * How long a watched connection may be silent before it counts as lost, in milliseconds; default 30,000. Over
   * server-sent events the server gives a sign of life every 12,000.
   */
  readonly silenceMs?: number;
  /** How changes are watched; default: by WebSocket where the runtime has it, else by server-sent events. */
  readonly transport?: 'websocket' | 'server-sent-events';
  /** Used instead of the runtime's own. */
  readonly fetch?: typeof globalThis.fetch;
  /** Used instead of the runtime's own, such as that of the package `ws` on Node 20. */
  readonly WebSocket?: typeof globalThis.WebSocket;
}

/**
 * Opens the door to a Bellhop server. It sends nothing by itself and holds nothing open but what is watched.
 *
 * @example
 * const bellhop = createBellhop({ url: 'http://127.0.0.1:4000' });
 * const { SCHEDULED } = await bellhop.counts();
 * console.log(SCHEDULED); // prints: 1
 */
export function createBellhop(options: BellhopOptions): Bellhop {
  const { token, retries = 3, timeoutMs = 30_000, silenceMs = 30_000 } = options;
  const WebSocket = options.WebSocket ?? globalThis.WebSocket;
  const { transport = WebSocket ? 'websocket' : 'server-sent-events' } = options;
  const connection: Connection = {
    endpoint: endpointOf(options.url),
    // Browsers refuse to run it as a method of anything but the window.
    fetch: options.fetch ?? ((input, init) => globalThis.fetch(input, init)),
    WebSocket,
    timeoutMs,
    silenceMs,
    async authorization() {
      const value = typeof token === 'function' ? await token() : token;
      return value === undefined ? null : `Bearer ${value}`;
    },
  };
  const keys = createIdempotencyKeys();

  function execute<Data, Variables>(
    document: TypedDocument<Data, Variables>,
    variables?: Variables,
    { signal, mayRepeat = false }: ExecuteOptions = {},
  ): Promise<Data> {
    const attempt = () => request(connection, { document, variables }, signal);
    return repeat(attempt, { retries: mayRepeat ? retries : 0, signal });
  }

  function repeatable<Data, Variables>(
    document: TypedDocument<Data, Variables>,
    variables: Variables,
    { signal }: CallOptions = {},
  ): Promise<Data> {
    return execute(document, variables, { signal, mayRepeat: true });
  }

  /** Gives the reminders their keys, which make the mutation safe to repeat. */
  async function create<Data>(
    reminders: readonly CreateReminderInput[],
    send: (keyed: readonly KeyedReminder[]) => Promise<Data>,
  ): Promise<Data> {
    const keyed = keys.give(reminders);
    try {
      const data = await send(keyed);
      keys.forget(reminders);
      return data;
    } catch (error) {
      keys.keep(reminders, keyed);
      throw error;
    }
  }

  async function* list(options: ListOptions = {}): AsyncGenerator<ReminderPage, undefined, undefined> {
    const { filter, orderBy, pageSize, withTotalCount = false } = options;
    let after = options.after ?? null;
    for (let hasNextPage = true; hasNextPage; ) {
      const variables = { filter, orderBy, first: pageSize, after, withTotalCount };
      const { reminders } = await repeatable(RemindersDocument, variables, options);
      const { pageInfo, edges, totalCount = null } = reminders;
      ({ hasNextPage, endCursor: after } = pageInfo);
      yield { reminders: edges.map(({ node }) => node), hasNextPage, endCursor: after, totalCount };
    }
  }

  async function cursor(options?: CallOptions): Promise<string> {
    return (await repeatable(LastChangeCursorDocument, {}, options)).lastChangeCursor;
  }

  async function loadTransport(): Promise<Subscribe> {
    if (transport === 'websocket') return (await import('./web-socket.ts')).subscribeByWebSocket;
    return (await import('./server-sent-events.ts')).subscribeByServerSentEvents;
  }

  return {
    execute,
    list,
    cursor,
    watch: (options = {}) =>
      watchReminders({ connection, loadTransport, readCursor: (signal) => cursor({ signal }) }, options),
    async schedule(reminder, options) {
      const data = await create([reminder], ([input]) =>
        repeatable(CreateReminderDocument, { input: input as KeyedReminder }, options),
      );
      return data.createReminder;
    },
    async scheduleMany(reminders, { errorPolicy = 'REJECT_EVERYTHING', signal } = {}) {
      const data = await create(reminders, (keyed) =>
        repeatable(CreateRemindersDocument, { input: { reminders: [...keyed], errorPolicy } }, { signal }),
      );
      return data.createReminders;
    },
    async update(input, options) {
      return (await execute(UpdateReminderDocument, { input }, options)).updateReminder;
    },
    async cancel(reminder, options) {
      const input = typeof reminder === 'string' ? { id: reminder } : reminder;
      return (await execute(CancelReminderDocument, { input }, options)).cancelReminder;
    },
    async retry(reminder, options) {
      const input = typeof reminder === 'string' ? { id: reminder } : reminder;
      return (await execute(RetryReminderDocument, { input }, options)).retryReminder;
    },
    async get(id, options) {
      return (await repeatable(ReminderDocument, { id }, options)).reminder;
    },
    async counts({ filter, signal } = {}) {
      const { reminderCounts } = await repeatable(ReminderCountsDocument, { filter }, { signal });
      const counts = reminderCounts.map(({ status, count }) => [status, count]);
      return Object.fromEntries(counts) as Record<ReminderStatus, number>;
    },
    dispatcher: {
      async status(options) {
        return (await repeatable(DispatcherDocument, {}, options)).dispatcher;
      },
      async pause({ reason, signal } = {}) {
        const { pauseDispatch } = await repeatable(PauseDispatchDocument, { input: { reason } }, { signal });
        return pauseDispatch.dispatcher;
      },
      async resume({ reason, signal } = {}) {
        const { resumeDispatch } = await repeatable(
          ResumeDispatchDocument,
          { input: { reason } },
          { signal },
        );
        return resumeDispatch.dispatcher;
      },
    },
  };
}
