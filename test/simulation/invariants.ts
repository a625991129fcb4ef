import type { ReminderEvent } from '../../src/reminders/event-log.ts';
import type { Settlement } from '../../src/reminders/settlement.ts';
import { settings } from './instance.ts';
import type { MemoryDatabase, ReminderRecord } from './memory-database.ts';
import type { Departure, Provider, ProviderCall } from './provider.ts';
import type { Actor } from './world.ts';

/** The promises, by the word that a broken one is named with. */
export type Promised =
  | 'lost'
  | 'twice'
  | 'wrong time'
  | 'do not call'
  | 'feed'
  | 'stale write'
  | 'slots'
  | 'rescued late'
  | 'called late'
  | 'lease lost'
  | 'stop'
  | 'unpaid';

export class PromiseBroken extends Error {
  override readonly name = 'PromiseBroken';
  readonly promised: Promised;

  constructor(promised: Promised, message: string) {
    super(`${promised}: ${message}`);
    this.promised = promised;
  }
}

export interface Invariants {
  /** This id is that actor's from now on. */
  onRegistered(actor: Actor, instanceId: string): void;
  /** The actor logged that it wrote the request of this attempt after its lease. */
  onLate(attemptId: string): void;
  watchRecord<T>(actor: Actor, settlements: readonly Settlement[], write: () => T): T;
  /** Holds at every instant. */
  check(): void;
  /** Holds once everything has come to rest. */
  checkAtRest(seen: readonly ReminderEvent[]): void;
  isAtRest(): boolean;
}

export interface InvariantsDeps {
  readonly database: MemoryDatabase;
  readonly provider: Provider;
  /** Since when an instance has been up, not stopped, and able to use the database; `Infinity`: there is none. */
  readonly healthySinceMs: () => number;
  /** The same of one instance. */
  readonly actorHealthySinceMs: (actor: Actor) => number;
  readonly isIdempotent: boolean;
  readonly completeWhen: 'accepted' | 'answered';
}

const RESCUE_MS = 2_000;
const LATENESS_MS = 1_000;
/** For the database's answer to reach the instance that asks right before it sends. */
const ANSWER_MS = 2_000;
/** A claim is made so long before its attempt is said to begin, and a little. */
const CLAIM_AHEAD_MS = 100;
/** Those that are on their way when dispatch pauses, which may take more than one try. */
const UNPAID_ANSWERS = 3 * settings.concurrency;
const final: readonly string[] = ['completed', 'failed', 'cancelled'];

export function createInvariants(deps: InvariantsDeps): Invariants {
  const { database, provider, healthySinceMs, actorHealthySinceMs, isIdempotent, completeWhen } = deps;
  const owners = new Map<string, Actor>();
  const lateAttemptIds = new Set<string>();
  /** Since when a claim has had no owner, by reminder. */
  const abandoned = new Map<string, number>();
  /** When all slots were taken, or nothing was to be claimed, last. */
  let heldUpMs = 0;
  /** Attempts that gave their slot back, since the provider could not say whether they became calls. */
  const withoutSlot = new Set<string>();
  let lostLease: Actor | null = null;
  let departuresChecked = 0;
  let callsChecked = 0;

  function fail(promised: Promised, message: string): never {
    throw new PromiseBroken(promised, message);
  }

  /** Whether the process stopped between its last look at the lease and the write, and said so. */
  function isLate({ key, checkedAtMs, sentAtMs }: Departure): boolean {
    if (sentAtMs === checkedAtMs) return false;
    return [...database.attempts.values()].some(
      ({ id, idempotencyKey }) =>
        lateAttemptIds.has(id) && key === (provider.format === 'call' ? id : idempotencyKey),
    );
  }

  /** Whether the instance had time to read what the database has known since `sinceMs` before it sent the request. */
  function isKnownTo({ actor, begunAtMs }: Departure, sinceMs: number): boolean {
    return begunAtMs > Math.max(sinceMs, actor.stalledUntilMs) + ANSWER_MS;
  }

  function checkDeparture(departure: Departure) {
    if (isLate(departure)) return;
    const { reminderId, message, checkedAtMs, sentAtMs, actor } = departure;
    const record = database.reminders.get(reminderId);
    if (!record) return fail('twice', `a request was sent for ${reminderId}, which does not exist`);
    const { reminder, claimedBy } = record;
    const what = `reminder ${reminder.id} was called by ${actor.name}`;
    if (actor.stoppingSinceMs !== null && checkedAtMs > actor.stoppingSinceMs)
      fail('stop', `${what}, which had been asked to stop`);
    if (record.unresolved) fail('slots', `${what} without a slot`);
    if (sentAtMs < reminder.scheduledTime.getTime()) fail('wrong time', `${what} early`);
    if (reminder.status === 'cancelled') fail('wrong time', `${what} after it was cancelled`);
    const refusedAtMs = database.doNotCall.get(reminder.phoneNumber) ?? Infinity;
    if (isKnownTo(departure, refusedAtMs)) fail('do not call', `${what}, whose number was on the list`);
    if (reminder.message !== message) fail('wrong time', `${what} with an old text`);
    if (reminder.status !== 'dispatching' || claimedBy === null || owners.get(claimedBy) !== actor) {
      fail('twice', `${what}, whose claim it is not`);
    }
  }

  /** A reminder is called again only after a call that calls for it, or whose request's answer was lost. */
  function checkCall(latest: ProviderCall) {
    const { reminderId } = latest.departure;
    const before = provider.calls.filter(
      (call) =>
        call !== latest && call.departure.reminderId === reminderId && call.createdAtMs <= latest.createdAtMs,
    );
    for (const call of before) {
      if (isLate(call.departure) || isLate(latest.departure)) continue;
      if (isUnlisted(call.departure) && !wasTold(call, latest.departure)) continue;
      if (provider.format === 'call' ? mayFollow(call) : !isIdempotent && isAnswerLost(call.departure))
        continue;
      // Requests may overtake each other: then it is this one that came first.
      if (provider.format === 'message' && latest.departure.sentAtMs <= call.departure.sentAtMs) continue;
      fail('twice', `reminder ${reminderId} was called again after ${call.id}, which is ${call.status}`);
    }
  }

  /** Whether the unlisted call was reported before Bellhop sent `later`. Bellhop follows one call of each attempt. */
  function wasTold({ toldAtMs, departure }: ProviderCall, later: Departure): boolean {
    const others = provider.calls.filter((each) => each.departure.key === departure.key);
    if (toldAtMs === null || others.length > 1) return false;
    if (departure.key === later.key) return isKnownTo(later, toldAtMs);
    const attempt = [...database.attempts.values()].find(({ id }) => id === later.key);
    return attempt !== undefined && toldAtMs < attempt.startedAt.getTime() - CLAIM_AHEAD_MS;
  }

  function mayFollow({ status, end }: ProviderCall): boolean {
    if (completeWhen === 'accepted' && !end.neverRang) return false;
    return status === 'ended' && end.next === 'again';
  }

  function isAnswerLost({ key, status, sentAtMs, answeredAtMs, actor }: Departure): boolean {
    if (status === null || status >= 500 || actor.crashed) return true;
    if (answeredAtMs === null || answeredAtMs - sentAtMs >= settings.timeoutMs) return true;
    // Its owner lost the lease before the outcome was stored.
    return [...database.attempts.values()].some(
      ({ idempotencyKey, outcome, instanceId }) =>
        idempotencyKey === key && outcome === 'unknown' && !database.instances.has(instanceId),
    );
  }

  /** Whether a call of the same attempt never appears in the lists, so that Bellhop may repeat the request. */
  function isUnlisted({ key }: Departure): boolean {
    return provider.calls.some(
      ({ departure, listedAtMs }) => departure.key === key && listedAtMs === Infinity,
    );
  }

  function checkSlots(inFlight: number) {
    if (inFlight > settings.concurrency)
      fail('slots', `${inFlight} are in flight; ${settings.concurrency} are allowed`);
    if (provider.format === 'message') return;
    const up = provider.calls.filter(
      ({ status, departure, isBlocked }) =>
        status !== 'ended' &&
        !isBlocked &&
        !isLate(departure) &&
        !isUnlisted(departure) &&
        !withoutSlot.has(departure.key),
    );
    if (up.length > settings.concurrency)
      fail('slots', `${up.length} calls are up; ${settings.concurrency} are allowed`);
  }

  function checkRescues(claimed: readonly ReminderRecord[], nowMs: number, healthyMs: number) {
    for (const { reminder, claimedBy } of claimed) {
      const instance = claimedBy === null ? undefined : database.instances.get(claimedBy);
      if (instance && instance.leaseExpiresAtMs > nowMs) {
        abandoned.delete(reminder.id);
        continue;
      }
      const sinceMs = abandoned.get(reminder.id) ?? nowMs;
      abandoned.set(reminder.id, sinceMs);
      const waitedMs = nowMs - Math.max(sinceMs, healthyMs);
      if (waitedMs > RESCUE_MS)
        fail('rescued late', `reminder ${reminder.id} has had no owner for ${waitedMs} ms`);
    }
    for (const id of abandoned.keys()) {
      if (database.reminders.get(id)?.reminder.status !== 'dispatching') abandoned.delete(id);
    }
  }

  function checkLateness(
    scheduled: readonly ReminderRecord[],
    nowMs: number,
    { healthyMs, inFlight }: { readonly healthyMs: number; readonly inFlight: number },
  ) {
    const { paused, heldBackUntilMs } = database.control;
    const isBusy = () => {
      const live = [...database.attempts.values()].filter(({ liveUntilMs }) => (liveUntilMs ?? 0) > nowMs);
      return inFlight + live.length >= settings.concurrency;
    };
    if (paused || isBusy()) heldUpMs = nowMs;
    const fromMs = Math.max(healthyMs, heldUpMs, heldBackUntilMs);
    if (nowMs - fromMs <= LATENESS_MS) return;
    for (const { reminder } of scheduled) {
      if (reminder.nextAttemptAt === null) continue;
      const dueMs = Math.max(reminder.nextAttemptAt.getTime(), reminder.updatedAt.getTime());
      const lateMs = nowMs - Math.max(dueMs, fromMs);
      if (lateMs > LATENESS_MS) fail('called late', `reminder ${reminder.id} has been due for ${lateMs} ms`);
    }
  }

  function checkPayment() {
    const paidAtMs = provider.paidAtMs();
    const unpaid = provider.departures.filter(
      ({ status, sentAtMs, answeredAtMs }) => status === 402 && answeredAtMs !== null && sentAtMs > paidAtMs,
    );
    if (unpaid.length > UNPAID_ANSWERS)
      fail('unpaid', `${unpaid.length} calls were refused by an account without credit`);
  }

  return {
    onRegistered(actor, instanceId) {
      owners.set(instanceId, actor);
      // It would be caught by the instance here.
      if (database.nowMs() > actorHealthySinceMs(actor)) lostLease ??= actor;
    },
    onLate: (attemptId) => void lateAttemptIds.add(attemptId),
    watchRecord(actor, settlements, write) {
      const before = settlements.map(({ reminderId }) => database.reminders.get(reminderId));
      const result = write();
      for (const record of before) {
        if (!record || database.reminders.get(record.reminder.id) === record) continue;
        if (record.claimedBy === null || owners.get(record.claimedBy) !== actor) {
          fail('stale write', `${actor.name} wrote a result of ${record.reminder.id}, whose claim it is not`);
        }
      }
      return result;
    },
    check() {
      const nowMs = database.nowMs();
      const healthyMs = healthySinceMs();
      const claimed: ReminderRecord[] = [];
      const scheduled: ReminderRecord[] = [];
      for (const record of database.reminders.values()) {
        if (record.reminder.status === 'dispatching') claimed.push(record);
        if (record.reminder.status === 'scheduled') scheduled.push(record);
      }
      for (const { reminder, unresolved } of claimed) {
        const attempt = unresolved && database.attemptOf(reminder, reminder.attemptCount);
        if (attempt) withoutSlot.add(attempt.id);
      }
      const inFlight = claimed.filter(({ unresolved }) => !unresolved).length;
      if (lostLease) fail('lease lost', `${lostLease.name} lost its lease, and nothing was wrong`);
      checkSlots(inFlight);
      for (const departure of provider.departures.slice(departuresChecked)) checkDeparture(departure);
      departuresChecked = provider.departures.length;
      for (const call of provider.calls.slice(callsChecked)) checkCall(call);
      callsChecked = provider.calls.length;
      checkRescues(claimed, nowMs, healthyMs);
      checkLateness(scheduled, nowMs, { healthyMs, inFlight });
      checkPayment();
    },
    isAtRest: () => [...database.reminders.values()].every(({ reminder }) => final.includes(reminder.status)),
    checkAtRest(seen) {
      for (const { reminder } of database.reminders.values()) {
        const { id, status, retryCount, maxRetryAttempts } = reminder;
        if (!final.includes(status)) fail('lost', `reminder ${id} stays ${status}`);
        const calls = provider.calls.filter(({ departure }) => departure.reminderId === id);
        const isDone = calls.some(({ end }) =>
          provider.format === 'message'
            ? true
            : completeWhen === 'accepted'
              ? !end.neverRang
              : end.next === 'done',
        );
        if (status === 'completed' && !isDone)
          fail('lost', `reminder ${id} is completed, and no call of it is`);
        const last = database.attemptOf(reminder, reminder.attemptCount);
        const isHopeless = last?.outcome === 'rejected' || calls.some(({ end }) => end.next === 'never');
        if (status === 'failed' && retryCount < maxRetryAttempts && !isHopeless && !isRepeated(calls))
          fail('lost', `reminder ${id} failed with budget left`);
      }
      for (const attempt of database.attempts.values()) {
        if (attempt.outcome === null) fail('lost', `attempt ${attempt.id} has no outcome`);
      }
      const log = database.events.map(({ position }) => positionText(position));
      const inOrder = [...database.events].sort((a, b) =>
        a.position.transactionId === b.position.transactionId
          ? Number(a.position.sequence - b.position.sequence)
          : Number(a.position.transactionId - b.position.transactionId),
      );
      const received = seen.map(({ position }) => positionText(position));
      if (new Set(received).size !== received.length) fail('feed', 'a subscriber received a change twice');
      if (received.length !== log.length)
        fail('feed', `a subscriber received ${received.length} of ${log.length} changes`);
      inOrder.forEach(({ position }, index) => {
        if (received[index] !== positionText(position))
          fail('feed', 'a subscriber received changes out of order');
      });
    },
  };
}

/** What ended twice in the same way is given up. */
function isRepeated(calls: readonly ProviderCall[]): boolean {
  return calls.filter(({ end }) => end.endedReason === 'twilio-failed-to-connect-call').length > 1;
}

function positionText({ transactionId, sequence }: ReminderEvent['position']): string {
  return `${transactionId}:${sequence}`;
}
