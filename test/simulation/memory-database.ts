import type { CallAttempt } from '../../src/reminders/call-attempt.ts';
import type { ConcurrencyLimit } from '../../src/reminders/dispatch-store.ts';
import type { EventPosition, ReminderEvent } from '../../src/reminders/event-log.ts';
import type { Reminder } from '../../src/reminders/reminder.ts';
import type { Idempotency } from '../../src/reminders/reminder-draft.ts';

export interface ReminderRecord {
  readonly reminder: Reminder;
  readonly claimedBy: string | null;
  readonly idempotency: Idempotency | null;
  readonly unsettledKey: string | null;
  readonly freeAttempts: number;
  readonly unresolved: boolean;
}

export interface AttemptRecord extends CallAttempt {
  readonly instanceId: string;
  readonly idempotencyKey: string;
  readonly callerId: string | null;
  readonly phoneNumber: string;
  readonly neverRang: boolean;
  /** `null`: it takes no slot. */
  readonly liveUntilMs: number | null;
  readonly quietSinceMs: number;
}

export interface InstanceRecord {
  readonly id: string;
  readonly hostname: string;
  readonly startedAtMs: number;
  readonly heartbeatAtMs: number;
  readonly leaseExpiresAtMs: number;
}

/** A write under way: it took its place in the order of transactions when it began, and is seen when it commits. */
export interface Transaction {
  readonly id: bigint;
  readonly firstSequence: bigint;
  written: number;
}

/** Sequence numbers that one transaction may take. */
const SEQUENCES = 10_000n;

/**
 * What PostgreSQL is to Bellhop, in memory: rows, one clock, and transactions that take their number when they begin
 * and become visible when they commit. Each piece of work is done at once, at its commit, as if serialised.
 */
export interface MemoryDatabase {
  readonly reminders: Map<string, ReminderRecord>;
  readonly attempts: Map<string, AttemptRecord>;
  readonly instances: Map<string, InstanceRecord>;
  /** Since when a number is on the do-not-call list. */
  readonly doNotCall: Map<string, number>;
  readonly control: {
    paused: boolean;
    pauseReason: string | null;
    heldBackUntilMs: number;
    nextCallAtMs: number;
    /** Whether a daily limit paused dispatch. */
    limitReached: boolean;
    /** What was begun or spent since, with the instant that its call began at. */
    used: { readonly atMs: number; readonly calls: number; readonly costUsd: number }[];
    /** What the provider allows. */
    concurrencyLimit: ConcurrencyLimit | null;
    prunedThrough: EventPosition;
  };
  /** In the order of commits. */
  events: ReminderEvent[];
  nowMs(): number;
  begin(): Transaction;
  /** Does the work and makes it visible; undoes it if it throws. */
  commit<T>(transaction: Transaction, work: () => T): T;
  /** Gives the work up. */
  abort(transaction: Transaction): void;
  /** Transactions below this one have all ended. */
  oldestRunning(): bigint;
  /** Replaces a reminder and writes the event of its change, under the transaction that is committing. */
  write(record: ReminderRecord, previousStatus: Reminder['status'] | null, call?: CallAttempt): void;
  /** Replaces a reminder without an event. */
  replace(record: ReminderRecord): void;
  attemptOf(reminder: Reminder, number: number): AttemptRecord | undefined;
}

export function createMemoryDatabase(nowMs: () => number): MemoryDatabase {
  const running = new Set<bigint>();
  let nextTransaction = 1n;
  let nextSequence = 1n;
  let committing: Transaction | null = null;

  const database: MemoryDatabase = {
    reminders: new Map(),
    attempts: new Map(),
    instances: new Map(),
    doNotCall: new Map(),
    control: {
      paused: false,
      pauseReason: null,
      heldBackUntilMs: 0,
      nextCallAtMs: 0,
      limitReached: false,
      used: [],
      concurrencyLimit: null,
      prunedThrough: { transactionId: 0n, sequence: 0n },
    },
    events: [],
    nowMs,
    begin() {
      const transaction = { id: nextTransaction++, firstSequence: nextSequence, written: 0 };
      nextSequence += SEQUENCES;
      running.add(transaction.id);
      return transaction;
    },
    commit(transaction, work) {
      committing = transaction;
      try {
        return work();
      } finally {
        committing = null;
        running.delete(transaction.id);
      }
    },
    abort: (transaction) => void running.delete(transaction.id),
    // They began in order, so the first that has not ended is the oldest.
    oldestRunning: () => running.values().next().value ?? nextTransaction,
    write(record, previousStatus, call) {
      if (!committing) throw new Error('A reminder was written outside a transaction.');
      database.replace(record);
      const sequence = committing.firstSequence + BigInt(committing.written++);
      database.events.push({
        position: { transactionId: committing.id, sequence },
        reminder: database.reminders.get(record.reminder.id)?.reminder ?? record.reminder,
        previousStatus,
        call: call ?? null,
        occurredAt: new Date(nowMs()),
      });
    },
    replace(record) {
      const { status, deferral } = record.reminder;
      const unresolved = record.unresolved && status === 'dispatching';
      const reminder = { ...record.reminder, deferral: status === 'scheduled' ? deferral : null };
      database.reminders.set(reminder.id, { ...record, reminder, unresolved });
    },
    attemptOf: (reminder, number) => database.attempts.get(`${reminder.id}/${number}`),
  };
  return database;
}

/** How attempts are kept: by what is unique about them. */
export function attemptKey(attempt: { readonly reminderId: string; readonly number: number }): string {
  return `${attempt.reminderId}/${attempt.number}`;
}

/** Without what is the store's own. */
export function toCallAttempt(record: AttemptRecord): CallAttempt {
  const { instanceId, idempotencyKey, callerId, phoneNumber, neverRang, ...rest } = record;
  const { liveUntilMs, quietSinceMs, ...attempt } = rest;
  return attempt;
}
