import { endsWithin } from '../clock.ts';
import { limitReached } from '../reminders/call-rules.ts';
import type { CallLimits, Claim, ClaimPause } from '../reminders/dispatch-store.ts';
import type { SettlementPolicy } from '../reminders/settlement.ts';
import { outsideRequest } from '../request-scope.ts';
import { type AttemptsDeps, createAttempts } from './attempts.ts';
import type { Lease } from './lease.ts';
import { createWakeUp } from './wake-up.ts';

/** How soon to look again where nothing else will say that the obstacle is gone. */
const PAUSED_POLL_MS = 500;
const NO_SLOT_POLL_MS = 250;
const DATABASE_AWAY_POLL_MS = 1_000;
/**
 * What falls due within so long is claimed now and waits here for its instant, so that the database is no part of its
 * lateness. Longer than a claim takes on a busy server; short, since a reminder that is claimed cannot be cancelled.
 */
const CLAIM_AHEAD_MS = 50;
/**
 * How long before the next one falls due its claim is made. The rest of the time above takes along what follows it, so
 * that reminders a millisecond apart are not a claim each.
 */
const WAKE_AHEAD_MS = 25;
/** What the end of the grace period cuts off is recorded as unknown; this is the time for it. */
export const RECORDING_MS = 2_000;
/**
 * While more is due than there are slots, free ones are gathered for so long, or until a quarter of all is free, and
 * filled by one claim: they end one by one, and a claim for each would cost more than the calls.
 */
const GATHER_MS = 5;
const GATHER_SHARE = 1 / 4;
/** How many abandoned claims to take at once: enough for any account's concurrency. */
const TAKE_OVER_LIMIT = 1_000;

export interface Pump {
  /** Claims and rings as much as fits, now; does nothing while that is under way already. */
  poke(): void;
  /** Claims in time for this instant, when it lies within the poll window; later ones are for a tick to find. */
  onScheduled(dueAt: Date): void;
  /** Somewhere a call ended: claims, if a lack of slots was what kept this instance from it. */
  onSlotFreed(): void;
  /** Settles the claims of instances that are no longer listed. Never holds up a claim. */
  rescue(): Promise<void>;
  /** Whether the last claim went through, or none was made yet. */
  isClaiming(): boolean;
  /** Claims nothing more, hands back what never left, and gives what is in flight `graceMs` to end. */
  stop(graceMs: number): Promise<void>;
}

export interface PumpDeps extends AttemptsDeps {
  readonly lease: Lease;
  /** The lease may be over, so nothing is claimed until it is renewed. */
  readonly onNotHeld: () => void;
}

export interface PumpOptions {
  /** Calls being placed at once, over all instances. */
  readonly concurrency: number;
  /** Calls begun in a second, over all instances; `null`: no limit. */
  readonly callsPerSecond: number | null;
  /** The provider's account, for which its limit on calls counts. */
  readonly account: string;
  /** The provider's id of the caller ID that calls are placed with; `null`: it has none. */
  readonly callerId: string | null;
  /** Limits on calls in any 24 hours, over all instances. */
  readonly limits: CallLimits;
  /** How far ahead a wake-up is set, in milliseconds. */
  readonly pollWindowMs: number;
  readonly policy: SettlementPolicy;
  /** After how long without an answer to look-ups a claim gives its slot back, in milliseconds. */
  readonly unresolvedAfterMs: number;
}

/** claim → wait → place → record, one direction; events reach subscribers through the feed. */
export function createPump(deps: PumpDeps, options: PumpOptions): Pump {
  const { store, lease, clock, databaseClock, log, onNotHeld } = deps;
  const { concurrency, callsPerSecond, account, callerId, limits, pollWindowMs, policy, unresolvedAfterMs } =
    options;
  const inFlight = new Map<Claim, Promise<void>>();
  /** Those of inFlight that hold no slot. */
  const unresolved = new Set<Claim>();
  const stopping = new AbortController();
  const abandon = new AbortController();
  const attempts = createAttempts(deps, {
    policy,
    account,
    stopping: stopping.signal,
    abandon: abandon.signal,
    onRetry: wakeForDue,
    unresolvedAfterMs,
    onUnresolved(claim) {
      if (!inFlight.has(claim)) return;
      unresolved.add(claim);
      onCallEnded();
    },
  });
  const wakeUp = createWakeUp(clock, poke);
  const gathered = createWakeUp(clock, poke);
  // Where calls keep a pace over all instances, a claim is the beginning of its call.
  const aheadMs = callsPerSecond === null ? CLAIM_AHEAD_MS : 0;
  const wakeAheadMs = callsPerSecond === null ? WAKE_AHEAD_MS : 0;
  let starved = false;
  // Whether the last claim took all that it was let, so that more may be due.
  let isBacklog = false;
  let again = false;
  let filling = false;
  // A claim or a rescue that failed may still have been committed: its claims are looked for before the next one.
  let unsure = false;
  let isClaiming = true;
  // Claims and the search for lost ones take turns: in between, every row that this instance owns is in inFlight.
  let turn: Promise<unknown> = Promise.resolve();

  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const result = turn.then(work);
    turn = result.catch(() => undefined);
    return result;
  }

  function poke() {
    again = true;
    if (!filling) void outsideRequest(fill);
  }

  async function fill() {
    filling = true;
    while (again && !stopping.signal.aborted) {
      again = false;
      if (unsure) await orSoon(findLost);
      await orSoon(claimWhatFits);
    }
    filling = false;
  }

  async function orSoon(work: () => Promise<void>) {
    try {
      await inTurn(work);
    } catch (error) {
      unsure = true;
      isClaiming = false;
      log.error({ event: 'claim.failed', err: error }, 'Nothing can be claimed; trying again');
      wakeUp.in(DATABASE_AWAY_POLL_MS);
    }
  }

  async function claimWhatFits() {
    const membership = lease.current();
    const limit = freeSlots();
    // The heartbeat that registers pokes.
    if (!membership || stopping.signal.aborted) return;
    if (!membership.isHeld()) return onNotHeld();
    if (limit <= 0) {
      // The next call that ends pokes.
      isBacklog = true;
      return;
    }
    const { instanceId } = membership;
    const request = { instanceId, limit, concurrency, aheadMs, callsPerSecond, account, callerId, limits };
    const { claims, deferred, pause, databaseMs } = await store.claimDue(request);
    databaseClock.note(databaseMs);
    isClaiming = true;
    starved = pause?.reason === 'no-slot';
    isBacklog = starved || pause === null;
    for (const claim of claims) hold(claim, attempts.ring(claim, membership));
    if (deferred > 0) {
      log.warn(
        { event: 'reminders.deferred', count: deferred, limit: limits.callsPerNumberAndDay },
        'Reminders deferred: their numbers have had all calls of 24 hours',
      );
      // They took the place of others that may be due.
      again = true;
    }
    if (pause) waitFor(pause);
    if (pause?.reason === 'limit-reached') await attempts.pause(limitReached(pause.limit, limits), true);
    const endedMeanwhile = freeSlots() > limit - claims.length;
    if (endedMeanwhile) onCallEnded();
  }

  function freeSlots() {
    return concurrency - (inFlight.size - unresolved.size);
  }

  /** Where nothing was left that is due, the free slot has nothing to wait for: what comes next has its wake-up. */
  function onCallEnded() {
    if (!isBacklog) return;
    if (freeSlots() < concurrency * GATHER_SHARE) gather();
    else poke();
  }

  function gather() {
    if (!stopping.signal.aborted) gathered.in(GATHER_MS);
  }

  function waitFor(pause: ClaimPause) {
    switch (pause.reason) {
      case 'nothing-due':
        if (pause.inMs !== null) wakeForDue(pause.inMs + aheadMs);
        return;
      case 'held-back':
      case 'too-fast':
        return wakeUp.in(pause.inMs);
      case 'paused':
      case 'limit-reached':
        return wakeUp.in(PAUSED_POLL_MS);
      case 'no-slot':
        return wakeUp.in(NO_SLOT_POLL_MS);
      case 'lease-lost':
        return onNotHeld();
      default:
        return pause satisfies never;
    }
  }

  /** Claims in time for what falls due in so many milliseconds. */
  function wakeForDue(inMs: number) {
    if (inMs - aheadMs > pollWindowMs || stopping.signal.aborted) return;
    wakeUp.in(Math.max(0, inMs - wakeAheadMs));
  }

  function hold(claim: Claim, work: Promise<void>) {
    const held = work.finally(() => {
      inFlight.delete(claim);
      unresolved.delete(claim);
      onCallEnded();
    });
    inFlight.set(claim, held);
    if (claim.unresolved) unresolved.add(claim);
  }

  /** What a claim whose answer got lost has committed. */
  async function findLost() {
    // Not afterwards: a rescue may fail meanwhile.
    unsure = false;
    await takeOver(true);
  }

  async function rescue() {
    try {
      await takeOver(false);
    } catch (error) {
      // It may still have been committed, and then those claims are this instance's own.
      unsure = true;
      poke();
      throw error;
    }
  }

  async function takeOver(includeOwn: boolean) {
    const membership = lease.current();
    if (!membership || stopping.signal.aborted) return;
    const { instanceId } = membership;
    const known = [...inFlight.keys()].map(({ reminderId, version }) => ({ reminderId, version }));
    const claims = await store.takeOver({ instanceId, known, includeOwn, limit: TAKE_OVER_LIMIT });
    // Other instances rescue them once this one has left.
    if (stopping.signal.aborted) return;
    if (claims.length > 0) {
      log.warn({ event: 'claims.taken-over', count: claims.length }, 'Settling claims that were abandoned');
    }
    for (const claim of claims) hold(claim, attempts.settleAbandoned(claim, instanceId));
  }

  async function stop(graceMs: number) {
    stopping.abort();
    wakeUp.clear();
    gathered.clear();
    const settled = turn.then(() => Promise.all(inFlight.values()));
    if (await endsWithin(clock, settled, graceMs)) return;
    abandon.abort();
    if (await endsWithin(clock, settled, RECORDING_MS)) return;
    const reminderIds = [...inFlight.keys()].map(({ reminderId }) => reminderId);
    log.error({ event: 'stop.unrecorded', reminderIds }, 'Stopping with outcomes that could not be stored');
  }

  function onScheduled(dueAt: Date) {
    wakeForDue(dueAt.getTime() - databaseClock.nowMs());
  }

  return {
    poke,
    onScheduled,
    onSlotFreed: () => void (starved && gather()),
    rescue,
    isClaiming: () => isClaiming,
    stop,
  };
}
