import type { ExecutionResult } from 'graphql';
import { v7 } from 'uuid';
import { type Authenticator, createAuthenticator } from '../../src/access/authenticator.ts';
import { createJwtVerifier, type JwtOptions } from '../../src/access/jwt-verifier.ts';
import { createApiToken } from '../../src/access/manage-tokens.ts';
import type { Scope } from '../../src/access/scope.ts';
import type { TypedDocumentString } from '../../src/client/generated/graphql.ts';
import { type Clock, systemClock } from '../../src/clock.ts';
import { createFeed } from '../../src/events/feed.ts';
import type { GraphQLServices } from '../../src/graphql/context.ts';
import { createDispatchStore } from '../../src/persistence/dispatch-store.ts';
import { createDoNotCallList } from '../../src/persistence/do-not-call-list.ts';
import { createEventLog } from '../../src/persistence/event-log.ts';
import { createReminderStore } from '../../src/persistence/reminder-store.ts';
import { createTokenStore } from '../../src/persistence/token-store.ts';
import type { ReminderStore } from '../../src/reminders/reminder-store.ts';
import { createServer, type ServerDeps, type ServerOptions } from '../../src/server/http-server.ts';
import { createTestDatabase } from '../support/test-database.ts';

export interface LogLine {
  readonly level: string;
  readonly fields: Record<string, unknown>;
}

export interface GraphQLServer extends AsyncDisposable {
  readonly url: string;
  readonly wsUrl: string;
  readonly databaseUrl: string;
  readonly services: GraphQLServices;
  readonly authenticator: Authenticator;
  /** The store's methods in the order in which they were called. */
  readonly storeCalls: string[];
  readonly logged: LogLine[];
  readonly pokes: string[];
  /** How many are subscribed to the feed now. */
  subscribers(): number;
  execute<Result, Variables>(
    document: TypedDocumentString<Result, Variables> | string,
    variables?: Variables,
    secret?: string,
  ): Promise<ExecutionResult<Result>>;
  /** Makes an API token and answers its secret. */
  createToken(scope: Scope, expiresAt?: Date): Promise<{ readonly id: string; readonly secret: string }>;
  close(): Promise<void>;
}

export interface GraphQLServerOptions extends Partial<Omit<ServerOptions, 'host' | 'port'>> {
  readonly services?: Partial<GraphQLServices>;
  readonly isReady?: () => boolean;
  readonly metrics?: ServerDeps['metrics'];
  /** Default `true`, as on the loopback. */
  readonly mayBeOpen?: boolean;
  readonly jwt?: JwtOptions;
  /** By which credentials expire; default: the system's clock. */
  readonly now?: () => Date;
  /** By which rates are counted; default: the system's clock. */
  readonly clock?: Clock;
}

/** The API on a fresh database, without a dispatcher: reminders stay as they are put. */
export async function startGraphQLServer({
  services: replaced,
  isReady = () => true,
  metrics,
  mayBeOpen = true,
  jwt,
  now = () => new Date(),
  clock = systemClock,
  ...options
}: GraphQLServerOptions = {}): Promise<GraphQLServer> {
  const testDatabase = await createTestDatabase();
  const { fork } = await testDatabase.open();
  const logged: LogLine[] = [];
  const pokes: string[] = [];
  const storeCalls: string[] = [];
  const log = (level: string) => (fields: Record<string, unknown>) => void logged.push({ level, fields });
  const logger = { debug: log('debug'), info: log('info'), warn: log('warn'), error: log('error') };
  let subscribers = 0;
  const feed = createFeed({ log: createEventLog({ fork }), clock: systemClock, logger, onEvent: () => {} });
  const store = recordCalls(createReminderStore({ fork, onEvents: () => feed.poke() }), storeCalls);
  await feed.start();
  const services: GraphQLServices = {
    useCases: {
      store,
      now: () => new Date(),
      newId: () => v7(),
      maxRetryAttempts: 3,
      onScheduled: () => void pokes.push('scheduled'),
    },
    store,
    dispatch: createDispatchStore({ fork, onEvents: () => feed.poke() }),
    feed: {
      position: feed.position,
      async *subscribe(subscription) {
        subscribers++;
        try {
          yield* feed.subscribe(subscription);
        } finally {
          subscribers--;
        }
      },
    },
    simulated: true,
    onResumed: () => void pokes.push('resumed'),
    logger,
    tokens: createTokenStore({ fork }),
    doNotCall: createDoNotCallList({ fork }),
    ...replaced,
  };
  const authenticator = createAuthenticator(
    { tokens: services.tokens, jwt: jwt ? createJwtVerifier(jwt) : null, now, logger },
    { mayBeOpen },
  );
  const server = await createServer(
    { services, authenticator, clock, isReady, ...(metrics && { metrics }) },
    { closeGraceMs: 200, ...options, host: '127.0.0.1', port: 0 },
  );
  const url = `http://127.0.0.1:${server.port}/graphql`;
  let closed: Promise<void> | null = null;
  const close = () => (closed ??= server.close());
  return {
    url,
    wsUrl: url.replace('http', 'ws'),
    databaseUrl: testDatabase.url,
    services,
    authenticator,
    storeCalls,
    logged,
    pokes,
    subscribers: () => subscribers,
    async createToken(scope, expiresAt) {
      const context = { tokens: services.tokens, now: () => new Date(0), newId: () => v7() };
      const created = await createApiToken(
        { ...context, hasIssuer: true },
        { name: `a ${scope} token`, scope, expiresAt: expiresAt ?? null },
      );
      if (created.kind === 'invalid') throw new Error(JSON.stringify(created.issues));
      return { id: created.token.id, secret: created.secret };
    },
    async execute(document, variables, secret) {
      const authorization: Record<string, string> = secret ? { authorization: `Bearer ${secret}` } : {};
      const response = await fetch(url, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...authorization },
        body: JSON.stringify({ query: String(document), variables }),
      });
      return (await response.json()) as never;
    },
    close,
    async [Symbol.asyncDispose]() {
      await close();
      await feed.stop();
      await testDatabase[Symbol.asyncDispose]();
    },
  };
}

function recordCalls(store: ReminderStore, calls: string[]): ReminderStore {
  return new Proxy(store, {
    get(target, name, receiver) {
      const member = Reflect.get(target, name, receiver);
      if (typeof member !== 'function') return member;
      return (...args: unknown[]) => {
        calls.push(String(name));
        return Reflect.apply(member, target, args);
      };
    },
  });
}
