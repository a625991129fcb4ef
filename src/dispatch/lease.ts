import type { Clock } from '../clock.ts';
import type { Log } from '../log.ts';
import type { DispatchStore } from '../reminders/dispatch-store.ts';
import type { DatabaseClock } from './database-clock.ts';

/** This process on the list of instances, from one registration until its lease is lost or given back. */
export interface Membership {
  readonly instanceId: string;
  /** Whether the claims made under it are surely still its own. */
  readonly isHeld: () => boolean;
}

export interface Lease {
  /** `null` while the process is not on the list. */
  current(): Membership | null;
  /** Renews the lease, or registers anew where it was lost. Rejects if the database cannot be used. */
  renew(): Promise<void>;
  /** Takes the process off the list. Never rejects: where that cannot be written the others wait for the lease's end. */
  giveBack(): Promise<void>;
}

export interface LeaseDeps {
  readonly store: DispatchStore;
  readonly clock: Clock;
  readonly databaseClock: DatabaseClock;
  readonly newId: () => string;
  readonly log: Log;
}

export interface LeaseOptions {
  readonly leaseMs: number;
  readonly hostname: string;
}

/**
 * The lease is the instance's and carries all its claims, so that a heartbeat writes one row however many calls
 * are in flight. The database's clock alone decides when it runs out; here it is counted from before the renewal
 * was sent, so this process always believes itself dead before the others may.
 */
export function createLease(
  { store, clock, databaseClock, newId, log }: LeaseDeps,
  { leaseMs, hostname }: LeaseOptions,
): Lease {
  let membership: (Membership & { extend(from: Instants): void }) | null = null;

  async function renew() {
    const sent = instants();
    const renewed = membership && (await store.heartbeat(membership.instanceId, leaseMs));
    if (membership && renewed) {
      membership.extend(sent);
      databaseClock.note(renewed.now.getTime());
      return;
    }
    if (membership) {
      log.warn({ event: 'lease.lost', instanceId: membership.instanceId }, 'Lease lost; registering anew');
      membership = null;
    }
    await register();
  }

  async function register() {
    const sent = instants();
    const instanceId = newId();
    await store.register({ id: instanceId, hostname }, leaseMs);
    const registered = await store.heartbeat(instanceId, leaseMs);
    if (!registered) throw new Error(`The lease of instance ${instanceId} ran out while it registered.`);
    databaseClock.note(registered.now.getTime());
    membership = createMembership(instanceId, sent);
    log.info({ event: 'instance.registered', instanceId }, 'Takes part in ringing');
  }

  function createMembership(instanceId: string, from: Instants) {
    let since = from;
    const isHeld = () =>
      membership?.instanceId === instanceId &&
      clock.monotonicMs() - since.monotonicMs < leaseMs &&
      // The monotonic clock stands still while a machine is suspended; the wall clock does not.
      clock.wallMs() - since.wallMs < leaseMs;
    const extend = (renewedFrom: Instants) => {
      since = renewedFrom;
    };
    return { instanceId, isHeld, extend };
  }

  interface Instants {
    readonly monotonicMs: number;
    readonly wallMs: number;
  }

  function instants(): Instants {
    return { monotonicMs: clock.monotonicMs(), wallMs: clock.wallMs() };
  }

  return {
    current: () => membership,
    renew,
    async giveBack() {
      const left = membership;
      membership = null;
      if (!left) return;
      try {
        await store.deregister(left.instanceId);
      } catch (error) {
        log.warn({ event: 'lease.kept', err: error }, 'Left without saying so: its lease has to run out');
      }
    },
  };
}
