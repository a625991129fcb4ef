import { GraphQLError } from 'graphql';
import type { Authenticator } from '../access/authenticator.ts';
import type { Caller } from '../access/caller.ts';
import { IssuerUnreachableError } from '../access/issuer-unreachable-error.ts';
import type { Clock } from '../clock.ts';
import { unauthenticated } from '../graphql/access-errors.ts';
import { rateLimited, tooManySubscriptions } from '../graphql/limit-errors.ts';
import type { Log } from '../log.ts';
import { isLoopbackHost } from '../loopback.ts';
import { createSampledWarning } from '../sampled-warning.ts';
import { createTurns } from '../turns.ts';
import { createCounted } from './counted.ts';
import type { ServerLimits } from './server-limits.ts';
import { createTokenBuckets } from './token-buckets.ts';

/** One request or one socket, whose caller was let in. */
export interface Client {
  readonly caller: Caller;
  /** Aborted when the server stops, and when the credentials end: then with the GraphQLError to tell as its reason. */
  readonly leaving: AbortSignal;
  /** Counts one use of a root field. @throws GraphQLError where the caller is too fast. */
  useField(): void;
  /** Looks up whether the credentials are still good. @throws GraphQLError where they are not: the client has to leave. */
  confirm(): Promise<void>;
  /** Takes one of the database connections that the caller may hold; `null`: any number. Resolves with its release. */
  readonly takeConnection: (() => Promise<() => void>) | null;
  /** Counts reminders to be created: 0, or in how many milliseconds so many may be. */
  useCreations(count: number): number;
  /** Counts a subscription until what it answers is called. @throws GraphQLError where there are too many. */
  admitSubscription(): () => void;
  /** Counts a socket until the client leaves; `false`: there are too many. */
  admitSocket(): boolean;
  /** It has left: nothing is counted and watched for it any more. */
  leave(): void;
}

export interface Clients {
  /** @throws GraphQLError where the caller is not let in, and others where that cannot be told. */
  admit(credentials: string | null, host: string | undefined): Promise<Client>;
  /** How many are open now, of all. */
  subscriptions(): number;
  /** Lets every client know that the server stops, and watches them no more. */
  stop(): void;
}

export interface ClientsDeps {
  readonly authenticator: Authenticator;
  readonly clock: Clock;
  readonly logger: Log;
}

export interface ClientsOptions {
  readonly limits: ServerLimits;
  /** Names under which a Bellhop without tokens may be asked for, beside those of the loopback. */
  readonly knownHosts: ReadonlySet<string>;
}

interface Guest {
  readonly caller: Caller;
  readonly controller: AbortController;
}

/** Lets callers in, counts what they use, and lets them go when their credentials end. */
export function createClients(
  { authenticator, clock, logger }: ClientsDeps,
  { limits, knownHosts }: ClientsOptions,
): Clients {
  const guests = new Set<Guest>();
  const fields = createTokenBuckets(limits.fieldsPerMinute, clock.monotonicMs);
  const creations = createTokenBuckets(limits.creationsPerMinute, clock.monotonicMs);
  const connections = createTurns(limits.connectionsPerClient, { waitMs: limits.connectionWaitMs });
  const warn = createSampledWarning(logger, clock.monotonicMs);
  const subscriptions = createCounted(limits.subscriptionsPerClient);
  const sockets = createCounted(limits.socketsPerClient);
  let subscribed = 0;
  let stopped = false;
  let cancelRecheck = clock.setTimer(limits.recheckMs, recheck);

  function recheck(): void {
    endOver()
      .catch((error) => {
        // Without the database nothing can be read or changed either; who is in stays in until it is back.
        logger.warn({ event: 'access.unchecked', err: error }, 'Open connections could not be checked again');
      })
      .finally(() => {
        if (!stopped) cancelRecheck = clock.setTimer(limits.recheckMs, recheck);
      });
  }

  async function endOver(): Promise<void> {
    const over = await authenticator.ended(new Set([...guests].map(({ caller }) => caller)));
    for (const guest of guests) {
      const reason = over.get(guest.caller);
      if (reason !== undefined) guest.controller.abort(unauthenticated(reason));
    }
  }

  function tellIssuer(error: unknown): never {
    if (!(error instanceof IssuerUnreachableError)) throw error;
    logger.warn({ event: 'access.issuer-unreachable', err: error }, 'JWTs cannot be checked');
    throw new GraphQLError('JWTs cannot be checked just now. Try again.', {
      extensions: { code: 'SERVICE_UNAVAILABLE' },
    });
  }

  return {
    async admit(credentials, host) {
      const caller = await authenticator.authenticate(credentials).catch(tellIssuer);
      if (caller.kind === 'refused') {
        const { reason, message } = caller;
        warn({ event: 'access.refused', reason }, 'Credentials refused');
        throw unauthenticated(message);
      }
      if (caller.kind === 'open' && !isLoopbackHost(host) && !knownHosts.has(host ?? '')) throw foreignHost();
      const guest = { caller, controller: new AbortController() };
      // Whom nobody had to let in is one client for all: what each may have would be what all together may have.
      const isCounted = caller.kind !== 'open';
      let releaseSocket = () => {};
      guests.add(guest);
      if (stopped) guest.controller.abort();
      return {
        caller,
        leaving: guest.controller.signal,
        useField() {
          const waitMs = isCounted ? fields.take(caller.key) : 0;
          if (waitMs === 0) return;
          throw rateLimited(
            `At most ${limits.fieldsPerMinute} fields a minute may be used with one token.`,
            waitMs,
          );
        },
        async confirm() {
          const reason = (await authenticator.ended([caller])).get(caller);
          if (reason === undefined) return;
          guest.controller.abort(unauthenticated(reason));
          throw unauthenticated(reason);
        },
        takeConnection: isCounted ? () => connections.take(caller.key) : null,
        useCreations: (count) => (isCounted ? creations.take(caller.key, count) : 0),
        admitSubscription() {
          const release = isCounted ? subscriptions.add(caller.key) : () => {};
          if (release === null) throw tooManySubscriptions(limits.subscriptionsPerClient);
          subscribed += 1;
          return () => {
            subscribed -= 1;
            release();
          };
        },
        admitSocket() {
          const release = isCounted ? sockets.add(caller.key) : () => {};
          if (release !== null) releaseSocket = release;
          return release !== null;
        },
        leave() {
          guests.delete(guest);
          releaseSocket();
        },
      };
    },
    subscriptions: () => subscribed,
    stop() {
      stopped = true;
      cancelRecheck();
      for (const { controller } of guests) controller.abort();
    },
  };
}

/** A page of another site whose name was made to lead to this machine: it calls itself by that name. */
function foreignHost(): GraphQLError {
  const message =
    'Without API tokens Bellhop answers to loopback names only, such as 127.0.0.1 and localhost. Make a token, or add the origin to ALLOWED_ORIGINS.';
  return new GraphQLError(message, { extensions: { code: 'FORBIDDEN' } });
}
