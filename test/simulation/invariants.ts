import { defaultCallPolicy } from '../../src/reminders/call-conclusion.ts';
import type { ReminderEvent } from '../../src/reminders/event-log.ts';
import type { Settlement } from '../../src/reminders/settlement.ts';
import { settings } from './instance.ts';
import type { MemoryDatabase } from './memory-database.ts';
import type { Departure, Provider, RungCall } from './provider.ts';
import type { Actor } from './world.ts';

/** Numbered as in the design: 1 nothing lost, 2 nothing twice, 3 nothing early or after a cancel, 4 seen once, 6 no stale writes. */
export class InvariantBroken extends Error {
  override readonly name = 'InvariantBroken';
}

export interface Invariants {
  /** This id is that actor's from now on. */
  onRegistered(actor: Actor, instanceId: string): void;
  watchRecord<T>(actor: Actor, settlements: readonly Settlement[], write: () => T): T;
  /** Holds at every instant. */
  check(): void;
  /** Holds once everything has come to rest. */
  checkAtRest(seen: readonly ReminderEvent[]): void;
  isAtRest(): boolean;
}

export function createInvariants(
  database: MemoryDatabase,
  provider: Provider,
  { certain }: { readonly certain: boolean },
): Invariants {
  const owners = new Map<string, Actor>();
  let departuresChecked = 0;
  let callsChecked = 0;

  function fail(number: 1 | 2 | 3 | 4 | 6, message: string): never {
    throw new InvariantBroken(`Invariant ${number}: ${message}`);
  }

  function checkDeparture({ request, leftAtMs, actor }: Departure) {
    const record = database.reminders.get(request.reminderId);
    if (!record) return fail(2, `a request left for ${request.reminderId}, which does not exist`);
    const { reminder, claimedBy } = record;
    const what = `reminder ${reminder.id} was rung by ${actor.name}`;
    if (leftAtMs < reminder.scheduledTime.getTime()) fail(3, `${what} early`);
    if (reminder.status === 'cancelled') fail(3, `${what} after it was cancelled`);
    if (reminder.message !== request.message) fail(3, `${what} with an old text`);
    if (reminder.status !== 'dispatching' || claimedBy === null || owners.get(claimedBy) !== actor) {
      fail(2, `${what}, whose claim it is not`);
    }
  }

  function checkCalls() {
    for (const { request } of provider.calls.slice(callsChecked)) {
      const before = provider.calls.filter((call) => call.request.reminderId === request.reminderId);
      if (provider.longestCallMs !== null) {
        checkFollowed(before);
        continue;
      }
      const calls = before.length;
      const unknown = [...database.attempts.values()].filter(
        (attempt) => attempt.reminderId === request.reminderId && attempt.outcome === 'unknown',
      ).length;
      const allowed = certain ? 1 : 1 + unknown;
      if (calls > allowed) fail(2, `reminder ${request.reminderId} rang ${calls} times`);
    }
    callsChecked = provider.calls.length;
  }

  /** Where calls are followed, one is followed by another only after it ended, and where its end calls for one. */
  function checkFollowed(calls: readonly RungCall[]) {
    for (const { request, report } of calls.slice(0, -1)) {
      const { status, result, neverRang } = report() ?? {};
      const action = result && defaultCallPolicy[result];
      const mayFollow =
        action === 'retry' ||
        action === 'retry-once' ||
        action === 'retry-free' ||
        action === 'pause' ||
        (action === 'retry-unrung' && neverRang);
      const isEnough = provider.completeWhen === 'accepted' && !neverRang;
      if (status !== 'ended' || !mayFollow || isEnough) {
        fail(2, `reminder ${request.reminderId} rang again after a call that is ${status} ${result}`);
      }
    }
  }

  function callsUp() {
    return provider.calls.filter(({ report }) => (report() ?? { status: 'ended' }).status !== 'ended').length;
  }

  return {
    onRegistered: (actor, instanceId) => void owners.set(instanceId, actor),
    watchRecord(actor, settlements, write) {
      const before = settlements.map(({ reminderId }) => database.reminders.get(reminderId));
      const result = write();
      for (const record of before) {
        if (!record || database.reminders.get(record.reminder.id) === record) continue;
        if (record.claimedBy === null || owners.get(record.claimedBy) !== actor) {
          fail(6, `${actor.name} wrote a result of ${record.reminder.id}, whose claim it is not`);
        }
      }
      return result;
    },
    check() {
      const records = [...database.reminders.values()];
      const inFlight = records.filter(
        ({ reminder, unresolved }) => reminder.status === 'dispatching' && !unresolved,
      ).length;
      if (inFlight > settings.concurrency)
        fail(2, `${inFlight} are in flight; ${settings.concurrency} are allowed`);
      if (callsUp() > settings.concurrency) {
        fail(2, `${callsUp()} calls are up; ${settings.concurrency} are allowed`);
      }
      for (const departure of provider.departures.slice(departuresChecked)) checkDeparture(departure);
      departuresChecked = provider.departures.length;
      checkCalls();
    },
    isAtRest: () =>
      [...database.reminders.values()].every(({ reminder }) =>
        ['completed', 'failed', 'cancelled'].includes(reminder.status),
      ),
    checkAtRest(seen) {
      for (const { reminder } of database.reminders.values()) {
        if (!['completed', 'failed', 'cancelled'].includes(reminder.status)) {
          fail(1, `reminder ${reminder.id} is ${reminder.status} for ever`);
        }
        const rang = provider.calls.some(
          ({ request, report }) => request.reminderId === reminder.id && !report()?.neverRang,
        );
        const { callResult } = reminder;
        if (provider.completeWhen === 'answered' && reminder.status === 'completed') {
          if (!callResult || defaultCallPolicy[callResult] !== 'complete')
            fail(1, `reminder ${reminder.id} is completed, and its call was ${callResult}`);
        }
        if (reminder.status === 'completed' && !rang)
          fail(1, `reminder ${reminder.id} is completed and never rang`);
      }
      for (const attempt of database.attempts.values()) {
        if (attempt.outcome === null) fail(1, `attempt ${attempt.id} was never settled`);
      }
      const log = database.events.map(({ position }) => positionText(position));
      const inOrder = [...database.events].sort((a, b) =>
        a.position.transactionId === b.position.transactionId
          ? Number(a.position.sequence - b.position.sequence)
          : Number(a.position.transactionId - b.position.transactionId),
      );
      const told = seen.map(({ position }) => positionText(position));
      if (new Set(told).size !== told.length) fail(4, 'a subscriber was told a change twice');
      if (told.length !== log.length)
        fail(4, `a subscriber was told ${told.length} of ${log.length} changes`);
      inOrder.forEach(({ position }, index) => {
        if (told[index] !== positionText(position)) fail(4, 'a subscriber was told changes out of order');
      });
    },
  };
}

function positionText({ transactionId, sequence }: ReminderEvent['position']): string {
  return `${transactionId}:${sequence}`;
}
