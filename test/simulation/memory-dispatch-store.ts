import { adoptsCall, restartsClock } from '../../src/reminders/adoption.ts';
import type { Bookkeeping } from '../../src/reminders/bookkeeping.ts';
import { countsAsCall } from '../../src/reminders/call-attempt.ts';
import type { Conclusion, EndedCall } from '../../src/reminders/call-conclusion.ts';
import { longestCallMs, type ReportRules, withReport } from '../../src/reminders/call-end.ts';
import type { CallReport } from '../../src/reminders/call-report.ts';
import {
  type Claim,
  type ClaimPause,
  type ClaimRequest,
  type ClaimResult,
  type DispatcherStatus,
  type Instance,
  OVERDUE_LIMIT,
  type QuietCall,
  type ReportResult,
  type TakeOverRequest,
} from '../../src/reminders/dispatch-store.ts';
import type { ReminderStatus } from '../../src/reminders/lifecycle.ts';
import type { Settlement } from '../../src/reminders/settlement.ts';
import {
  type AttemptRecord,
  attemptKey,
  type MemoryDatabase,
  type ReminderRecord,
  toCallAttempt,
} from './memory-database.ts';

/** Rules that can be broken on purpose, to show that the simulation notices. */
export interface BrokenRules {
  /** A takeover keeps the version. */
  readonly noFencing?: boolean;
  /** A result is written whatever the version. */
  readonly recordWithoutVersion?: boolean;
  /** Calls that are up take no slot. */
  readonly ignoreLiveCalls?: boolean;
  /** The end of a call is concluded whatever the version and the status. */
  readonly concludeWithoutVersion?: boolean;
  /** A report of a call that was taken for not placed changes nothing. */
  readonly adoptNothing?: boolean;
}

/** No provider's wait is longer. */
const MAX_HOLD_BACK_MS = 15 * 60_000;
const DAY_MS = 86_400_000;
const burst = (callsPerSecond: number) => Math.max(1, Math.floor(callsPerSecond / 20));

/** DispatchStore's verbs on the memory database, each done at once. */
export function memoryDispatch(database: MemoryDatabase, newId: () => string, broken: BrokenRules = {}) {
  const { reminders, attempts, instances, control, nowMs } = database;
  const now = () => new Date(nowMs());
  const claimed = () => [...reminders.values()].filter(({ reminder }) => reminder.status === 'dispatching');
  const inFlight = () => claimed().filter(({ unresolved }) => !unresolved);
  const scheduled = () => [...reminders.values()].filter(({ reminder }) => reminder.status === 'scheduled');
  const live = () =>
    [...attempts.values()].filter(
      ({ liveUntilMs, finishedAt }) =>
        !broken.ignoreLiveCalls && (liveUntilMs ?? 0) > nowMs() && Number(finishedAt) <= nowMs() + 1_000,
    );
  /** Until then, where that is no further ahead than anything that is asked for: else the clock was set back. */
  const waits = (untilMs: number, atMostMs: number) => untilMs > nowMs() && untilMs <= nowMs() + atMostMs;
  const concurrencyLimit = () => {
    const limit = control.concurrencyLimit;
    const ageMs = limit ? nowMs() - limit.confirmedAt.getTime() : Number.NaN;
    return ageMs >= -1_000 && ageMs < 3_600_000 ? limit : null;
  };
  const hasLease = (id: string) => (instances.get(id)?.leaseExpiresAtMs ?? 0) > nowMs();
  const isRefused = ({ reminder }: ReminderRecord) => database.doNotCall.has(reminder.phoneNumber);
  const dueMs = ({ reminder }: ReminderRecord) => reminder.nextAttemptAt?.getTime() ?? 0;

  function clockSetBackMs() {
    const newestMs = Math.max(
      ...[...instances.values()].map(({ heartbeatAtMs }) => heartbeatAtMs),
      database.events.at(-1)?.occurredAt.getTime() ?? 0,
    );
    return newestMs > nowMs() + 1_000 ? newestMs - nowMs() : 0;
  }

  function claim(record: ReminderRecord, { instanceId, callerId = null }: ClaimRequest): Claim {
    const { reminder } = record;
    const dueAtMs = dueMs(record);
    const number = reminder.attemptCount + 1;
    const id = newId();
    const attempt: AttemptRecord = {
      id,
      reminderId: reminder.id,
      number,
      instanceId,
      idempotencyKey: record.unsettledKey ?? id,
      callerId,
      phoneNumber: reminder.phoneNumber,
      startedAt: new Date(Math.max(nowMs(), dueAtMs)),
      finishedAt: null,
      outcome: null,
      httpStatus: null,
      callSid: null,
      failureReason: null,
      providerCallId: null,
      callStatus: null,
      callResult: null,
      endedReason: null,
      callStartedAt: null,
      callAnsweredAt: null,
      callEndedAt: null,
      costUsd: null,
      neverRang: false,
      liveUntilMs: null,
      quietSinceMs: 0,
    };
    attempts.set(attemptKey(attempt), attempt);
    const claimed = {
      ...reminder,
      status: 'dispatching' as const,
      version: reminder.version + 1,
      nextAttemptAt: null,
      attemptCount: number,
      updatedAt: now(),
    };
    database.write({ ...record, reminder: claimed, claimedBy: instanceId }, 'scheduled');
    return toClaim({ ...record, reminder: claimed }, attempt, {
      dueAt: new Date(dueAtMs),
      doNotCall: isRefused(record),
    });
  }

  /** What is due, or will be in so many milliseconds, the longest due first. */
  function dueWithin(aheadMs: number): ReminderRecord[] {
    return scheduled()
      .filter(
        (record) =>
          dueMs(record) <= nowMs() + aheadMs && record.reminder.retryCount < record.reminder.maxRetryAttempts,
      )
      .sort((a, b) => dueMs(a) - dueMs(b) || (a.reminder.id < b.reminder.id ? -1 : 1));
  }

  /** Those of these reminders whose number has no room for them, and until when. */
  function fullNumbers(due: readonly ReminderRecord[], limit: number | null) {
    const full = new Map<ReminderRecord, number>();
    if (limit === null) return full;
    const seen = new Map<string, number>();
    for (const record of due) {
      const { phoneNumber } = record.reminder;
      const beginsAtMs = Math.max(nowMs(), dueMs(record));
      const waiting = seen.get(phoneNumber) ?? 0;
      seen.set(phoneNumber, waiting + 1);
      const counted = [...attempts.values()]
        .filter((each) => each.phoneNumber === phoneNumber && countsAsCall(each))
        .filter(({ startedAt }) => startedAt.getTime() > beginsAtMs - DAY_MS)
        .sort((a, b) => b.startedAt.getTime() - a.startedAt.getTime());
      const attempt = counted[limit - 1 - (waiting % limit)];
      if (!attempt && waiting < limit) continue;
      const firstMs = !attempt
        ? beginsAtMs
        : attempt.outcome === null
          ? beginsAtMs + 60_000
          : Math.min(attempt.startedAt.getTime(), beginsAtMs) + DAY_MS;
      full.set(record, firstMs + Math.floor(waiting / limit) * DAY_MS);
    }
    return full;
  }

  function usedInADay() {
    const used = control.used.filter(({ atMs }) => atMs > nowMs() - DAY_MS);
    return {
      calls: used.reduce((sum, { calls }) => sum + calls, 0),
      costUsd: used.reduce((sum, { costUsd }) => sum + costUsd, 0),
    };
  }

  function obstacle(request: ClaimRequest, slots: number): ClaimPause | null {
    if (!hasLease(request.instanceId)) return { reason: 'lease-lost' };
    if (control.paused) return { reason: 'paused' };
    if (waits(control.heldBackUntilMs, MAX_HOLD_BACK_MS))
      return { reason: 'held-back', inMs: control.heldBackUntilMs - nowMs() };
    const pace = request.callsPerSecond;
    if (pace !== null && waits(control.nextCallAtMs, (burst(pace) / pace) * 1_000))
      return { reason: 'too-fast', inMs: control.nextCallAtMs - nowMs() };
    const { callsPerDay = null, spendUsdPerDay = null } = request.limits ?? {};
    const used = usedInADay();
    if (callsPerDay !== null && used.calls - inFlight().length >= callsPerDay)
      return { reason: 'limit-reached', limit: 'calls' };
    if (spendUsdPerDay !== null && used.costUsd >= spendUsdPerDay)
      return { reason: 'limit-reached', limit: 'spend' };
    return slots > 0 ? null : { reason: 'no-slot' };
  }

  function claimDue({ aheadMs = 0, ...request }: ClaimRequest): Omit<ClaimResult, 'databaseMs'> {
    const limit = concurrencyLimit();
    const allowed = limit?.account === request.account ? limit?.calls : undefined;
    const concurrency = Math.min(request.concurrency, allowed ?? Number.POSITIVE_INFINITY);
    const callsPerDay = request.limits?.callsPerDay ?? Number.POSITIVE_INFINITY;
    const slots = Math.min(
      request.limit,
      concurrency - inFlight().length - live().length,
      callsPerDay - usedInADay().calls,
    );
    const pause = obstacle(request, slots);
    if (pause) return { claims: [], deferred: 0, pause };
    const pace = request.callsPerSecond;
    const take = pace === null ? slots : Math.min(slots, burst(pace));
    const due = dueWithin(aheadMs).slice(0, take);
    const numberLimit = request.limits?.callsPerNumberAndDay ?? null;
    const full = fullNumbers(due, numberLimit);
    const claims = due
      .filter((record) => !full.has(record))
      .map((record) => {
        control.used.push({ atMs: nowMs(), calls: 1, costUsd: 0 });
        return claim(record, request);
      });
    const numbers = new Set([...full.keys()].map(({ reminder }) => reminder.phoneNumber));
    const held = fullNumbers(
      dueWithin(aheadMs)
        .slice(0, 500)
        .filter(({ reminder }) => numbers.has(reminder.phoneNumber)),
      numberLimit,
    );
    const deferred = held.size;
    for (const [record, untilMs] of held) {
      const { reminder } = record;
      const version = reminder.version + 1;
      const moved = { nextAttemptAt: new Date(untilMs), deferral: 'too-many-calls' as const, version };
      database.write({ ...record, reminder: { ...reminder, ...moved, updatedAt: now() } }, 'scheduled');
    }
    if (pace !== null && claims.length > 0) {
      const spentMs = (claims.length / pace) * 1_000;
      control.nextCallAtMs = nowMs() + spentMs;
      if (claims.length === take) return { claims, deferred, pause: { reason: 'too-fast', inMs: spentMs } };
    }
    if (claims.length === request.limit || deferred > 0) return { claims, deferred, pause: null };
    if (claims.length === slots) return { claims, deferred, pause: { reason: 'no-slot' } };
    const next = Math.min(...scheduled().map(dueMs));
    return {
      claims,
      deferred,
      pause: { reason: 'nothing-due', inMs: Number.isFinite(next) ? next - nowMs() - aheadMs : null },
    };
  }

  function bury(isDead: (instance: { id: string; leaseExpiresAtMs: number }) => boolean): string[] {
    const dead = [...instances.values()].filter(isDead).map(({ id }) => id);
    for (const id of dead) instances.delete(id);
    return dead;
  }

  return {
    register(instance: Instance, leaseMs: number) {
      const at = nowMs();
      instances.set(instance.id, {
        ...instance,
        startedAtMs: at,
        heartbeatAtMs: at,
        leaseExpiresAtMs: at + leaseMs,
      });
    },
    heartbeat(instanceId: string, leaseMs: number) {
      const instance = instances.get(instanceId);
      if (!instance || !hasLease(instanceId)) return null;
      instances.set(instanceId, { ...instance, heartbeatAtMs: nowMs(), leaseExpiresAtMs: nowMs() + leaseMs });
      return { now: now() };
    },
    deregister: (instanceId: string) => void instances.delete(instanceId),
    buryDead() {
      for (const [id, instance] of instances) {
        const { heartbeatAtMs, leaseExpiresAtMs } = instance;
        if (heartbeatAtMs <= nowMs() + 1_000) continue;
        const leaseMs = leaseExpiresAtMs - heartbeatAtMs;
        instances.set(id, { ...instance, heartbeatAtMs: nowMs(), leaseExpiresAtMs: nowMs() + leaseMs });
      }
      return bury(({ leaseExpiresAtMs }) => leaseExpiresAtMs <= nowMs());
    },
    buryOthers: (instanceId: string) => bury(({ id }) => id !== instanceId),
    claimDue: (request: ClaimRequest): ClaimResult => ({ ...claimDue(request), databaseMs: nowMs() }),
    takeOver({ instanceId, known, includeOwn = true, limit }: TakeOverRequest): Claim[] {
      if (!hasLease(instanceId)) return [];
      const abandoned = claimed().filter(
        ({ reminder, claimedBy }) =>
          !known.some(
            ({ reminderId, version }) => reminderId === reminder.id && version === reminder.version,
          ) && (claimedBy === instanceId ? includeOwn : claimedBy === null || !instances.has(claimedBy)),
      );
      return abandoned.slice(0, limit).map((record) => {
        const version = record.reminder.version + (broken.noFencing ? 0 : 1);
        const taken = { ...record.reminder, version, updatedAt: now() };
        database.replace({ ...record, reminder: taken, claimedBy: instanceId });
        const attempt = database.attemptOf(taken, taken.attemptCount);
        if (!attempt) throw new Error(`Reminder ${taken.id} is dispatching without an attempt.`);
        return toClaim({ ...record, reminder: taken }, attempt, {
          dueAt: attempt.startedAt,
          doNotCall: isRefused(record),
        });
      });
    },
    checkAttempt({ reminderId, attemptId, version }: Pick<Claim, 'reminderId' | 'version' | 'attemptId'>) {
      const record = reminders.get(reminderId);
      const { status, version: current } = record?.reminder ?? {};
      const attempt = [...attempts.values()].find(({ id }) => id === attemptId);
      const { providerCallId = null, callSid = null, neverRang = false } = attempt ?? {};
      return {
        mayRetry: status === 'dispatching' && current === version && !record?.unresolved,
        doNotCall: record !== undefined && isRefused(record),
        call: providerCallId === null || neverRang ? null : { providerCallId, callSid },
      };
    },
    record(settlements: readonly Settlement[]) {
      return {
        staleAttemptIds: settlements.filter((each) => !settleOne(each)).map(({ attemptId }) => attemptId),
      };
    },
    report(report: CallReport, rules: ReportRules): ReportResult {
      const attempt = [...attempts.values()].find((each) =>
        report.attemptId === null
          ? each.providerCallId === report.providerCallId
          : each.id === report.attemptId,
      );
      const record = attempt && reminders.get(attempt.reminderId);
      if (!attempt || !record) return { kind: 'unknown-call' };
      const { reminderId, outcome } = attempt;
      if (attempt.providerCallId !== null && attempt.providerCallId !== report.providerCallId) {
        return { kind: 'second-call', reminderId };
      }
      const { reminder } = record;
      const call = withReport(attempt, report, {
        now: now(),
        speechMs: rules.speechMs(reminder.message),
        isOverdue: attempt.liveUntilMs !== null && attempt.liveUntilMs <= nowMs(),
      });
      if (!call) return { kind: 'known' };
      const isNewest = reminder.attemptCount === attempt.number;
      const adopted =
        adoptsCall(
          { status: reminder.status, isNewest, isFresh: reminder.failureReason === null },
          { outcome, before: attempt, after: call },
        ) && !(broken.adoptNothing && outcome !== 'placed');
      const longestMs = nowMs() + longestCallMs(rules);
      const { liveUntilMs } = attempt;
      const restarted =
        liveUntilMs !== null && restartsClock(attempt.callStatus, call.callStatus)
          ? Math.max(liveUntilMs, longestMs)
          : liveUntilMs;
      const told: AttemptRecord = {
        ...attempt,
        ...call,
        neverRang: call.callResult !== null && call.neverRang === true,
        ...(adopted && { outcome: 'placed', failureReason: null }),
        liveUntilMs: call.callResult !== null ? null : adopted ? longestMs : restarted,
        quietSinceMs: nowMs(),
      };
      attempts.set(attemptKey(told), told);
      const costUsd = (told.costUsd ?? 0) - (attempt.costUsd ?? 0);
      const calls = Number(countsAsCall(told)) - Number(countsAsCall(attempt));
      control.used.push({ atMs: attempt.startedAt.getTime(), calls, costUsd });
      if (isNewest) {
        const changed = adopted ? adopt(record) : record;
        const { status } = changed.reminder;
        const hasCall = status === 'calling' || status === 'completed';
        const heard = {
          ...changed.reminder,
          callResult: told.callResult,
          callSid: hasCall ? (told.callSid ?? reminder.callSid) : null,
          updatedAt: now(),
        };
        const after = { ...changed, reminder: heard };
        if (adopted) database.write(after, reminder.status);
        database.write(after, status, toCallAttempt(told));
      }
      const isUnplaced = outcome !== null && outcome !== 'placed' && !report.neverRang;
      const unexpected = isUnplaced && !adopted;
      return { kind: 'recorded', reminderId, result: told.callResult, adopted, costUsd, unexpected };
    },
    endedCalls(limit: number, orRang = false): EndedCall[] {
      const waiting = [...reminders.values()].filter(({ reminder }) => reminder.status === 'calling');
      return waiting
        .flatMap(({ reminder, freeAttempts }): EndedCall[] => {
          const attempt = database.attemptOf(reminder, reminder.attemptCount);
          const before = database.attemptOf(reminder, reminder.attemptCount - 1);
          const rang = ['ringing', 'in-progress', 'forwarding'].includes(attempt?.callStatus ?? '');
          if (!attempt || (attempt.callResult === null && !(orRang && rang))) return [];
          const { version, retryCount, maxRetryAttempts } = reminder;
          const { id: attemptId, callSid, callResult: result, endedReason, neverRang } = attempt;
          const sameAsBefore = before?.callResult === result;
          const ground = {
            reminderId: reminder.id,
            version,
            attemptId,
            retryCount,
            maxRetryAttempts,
            freeAttempts,
          };
          return [{ ...ground, callSid, result, endedReason, neverRang, sameAsBefore }];
        })
        .slice(0, limit);
    },
    conclude(conclusions: readonly Conclusion[]) {
      const stale = conclusions.filter((conclusion) => {
        const record = reminders.get(conclusion.reminderId);
        const { status, version } = record?.reminder ?? {};
        if (!record || status === undefined) return true;
        const stands = status === 'calling' && version === conclusion.version;
        if (!stands && !broken.concludeWithoutVersion) return true;
        book(record, conclusion, 'calling');
        return false;
      });
      return { staleAttemptIds: stale.map(({ attemptId }) => attemptId) };
    },
    quietCalls(quietMs: number, limit: number): QuietCall[] {
      const quiet = [...attempts.values()].filter(
        ({ liveUntilMs, quietSinceMs }) =>
          liveUntilMs !== null &&
          (quietSinceMs <= nowMs() - quietMs || (liveUntilMs <= nowMs() && quietSinceMs < liveUntilMs)),
      );
      return quiet
        .sort((a, b) => a.quietSinceMs - b.quietSinceMs)
        .slice(0, limit)
        .map((attempt) => {
          attempts.set(attemptKey(attempt), { ...attempt, quietSinceMs: nowMs() });
          const { id: attemptId, providerCallId, callStatus, liveUntilMs } = attempt;
          const overdueMs = nowMs() - (liveUntilMs ?? 0);
          return { attemptId, providerCallId, callStatus, overdueMs: overdueMs >= 0 ? overdueMs : null };
        });
    },
    expectNews() {
      for (const attempt of attempts.values()) {
        if (attempt.liveUntilMs === null || attempt.quietSinceMs >= nowMs() - 1_000) continue;
        attempts.set(attemptKey(attempt), { ...attempt, quietSinceMs: 0 });
      }
    },
    markUnresolved({ reminderId, version }: Pick<Claim, 'reminderId' | 'version'>) {
      const record = reminders.get(reminderId);
      if (record?.reminder.status !== 'dispatching' || record.reminder.version !== version) return;
      database.replace({ ...record, unresolved: true });
    },
    noteConcurrencyLimit(calls: number, account: string) {
      control.concurrencyLimit = { calls, account, confirmedAt: now() };
    },
    holdBack(forMs: number) {
      const before = waits(control.heldBackUntilMs, MAX_HOLD_BACK_MS) ? control.heldBackUntilMs : 0;
      control.heldBackUntilMs = Math.max(before, nowMs() + Math.min(forMs, MAX_HOLD_BACK_MS));
    },
    pause(reason: string | null, limitReached = false) {
      control.paused = true;
      control.limitReached ||= limitReached;
      control.pauseReason = reason;
    },
    resume() {
      control.paused = false;
      control.pauseReason = null;
      if (control.limitReached) control.used = [];
      control.limitReached = false;
    },
    status(): DispatcherStatus {
      const next = Math.min(...scheduled().map(dueMs));
      return {
        paused: control.paused,
        pauseReason: control.pauseReason,
        nextDueAt: Number.isFinite(next) ? new Date(next) : null,
        scheduled: scheduled().length,
        overdue: Math.min(OVERDUE_LIMIT, scheduled().filter((record) => dueMs(record) <= nowMs()).length),
        inFlight: inFlight().length,
        unresolved: claimed().length - inFlight().length,
        throttledUntil: waits(control.heldBackUntilMs, MAX_HOLD_BACK_MS)
          ? new Date(control.heldBackUntilMs)
          : null,
        concurrencyLimit: concurrencyLimit(),
        clockSetBackMs: clockSetBackMs(),
        instances: [...instances.values()]
          .filter(({ id }) => hasLease(id))
          .map(({ id, hostname, startedAtMs, heartbeatAtMs }) => ({
            id,
            hostname,
            startedAt: new Date(startedAtMs),
            heartbeatAt: new Date(heartbeatAtMs),
            inFlight: inFlight().filter(({ claimedBy }) => claimedBy === id).length,
          })),
      };
    },
  };

  /** As if its call had just been placed: what the attempt spent of the budget is given back. */
  function adopt(record: ReminderRecord): ReminderRecord {
    const { reminder, freeAttempts } = record;
    const wasFree = reminder.status === 'scheduled' && freeAttempts > 0;
    return {
      ...record,
      unsettledKey: null,
      reminder: {
        ...reminder,
        status: 'calling',
        version: reminder.version + 1,
        retryCount: wasFree ? reminder.retryCount : Math.max(0, reminder.retryCount - 1),
        failureReason: null,
        nextAttemptAt: null,
      },
    };
  }

  function settleOne(settlement: Settlement): boolean {
    const record = reminders.get(settlement.reminderId);
    if (record?.reminder.status !== 'dispatching') return false;
    if (!broken.recordWithoutVersion && record.reminder.version !== settlement.version) return false;
    const { outcome, callMayLastMs } = settlement;
    const attempt = [...attempts.values()].find(({ id }) => id === settlement.attemptId);
    const isReported = attempt !== undefined && attempt.providerCallId !== null && !attempt.neverRang;
    if (outcome.kind !== 'placed' && isReported) return false;
    const unsettledKey = outcome.kind === 'unknown' ? (attempt?.idempotencyKey ?? null) : record.unsettledKey;
    const callSid = outcome.kind === 'placed' ? (attempt?.callSid ?? settlement.callSid) : null;
    const callResult = attempt?.callResult ?? null;
    const told = { ...record, reminder: { ...record.reminder, callResult }, unsettledKey };
    book(told, { ...settlement, callSid }, 'dispatching');
    if (attempt) {
      if (countsAsCall(attempt) && !countsAsCall({ ...attempt, outcome: outcome.kind })) {
        control.used.push({ atMs: attempt.startedAt.getTime(), calls: -1, costUsd: 0 });
      }
      attempts.set(attemptKey(attempt), {
        ...attempt,
        finishedAt: now(),
        outcome: outcome.kind,
        httpStatus: outcome.httpStatus,
        callSid: attempt.callSid ?? settlement.callSid,
        failureReason: outcome.kind === 'placed' ? null : settlement.failureReason,
        providerCallId:
          attempt.providerCallId ?? (outcome.kind === 'placed' ? (outcome.providerCallId ?? null) : null),
        liveUntilMs: callMayLastMs !== null && attempt.callEndedAt === null ? nowMs() + callMayLastMs : null,
        quietSinceMs: nowMs(),
      });
    }
    return true;
  }

  function book(record: ReminderRecord, books: Bookkeeping, previousStatus: ReminderStatus) {
    const { status, retryCount, freeAttempts, callSid, failureReason, nextAttemptInMs } = books;
    const recorded = {
      ...record.reminder,
      status,
      version: record.reminder.version + 1,
      retryCount,
      callSid,
      failureReason,
      lastRunAt: now(),
      nextAttemptAt: nextAttemptInMs === null ? null : new Date(nowMs() + nextAttemptInMs),
      updatedAt: now(),
    };
    database.write({ ...record, reminder: recorded, claimedBy: null, freeAttempts }, previousStatus);
  }
}

function toClaim(
  record: ReminderRecord,
  attempt: AttemptRecord,
  { dueAt, doNotCall }: Pick<Claim, 'dueAt' | 'doNotCall'>,
): Claim {
  const { reminder, freeAttempts, unresolved } = record;
  return {
    reminderId: reminder.id,
    version: reminder.version,
    phoneNumber: reminder.phoneNumber,
    message: reminder.message,
    retryCount: reminder.retryCount,
    maxRetryAttempts: reminder.maxRetryAttempts,
    freeAttempts,
    unresolved,
    attemptId: attempt.id,
    attemptNumber: attempt.number,
    openedBy: attempt.instanceId,
    idempotencyKey: attempt.idempotencyKey,
    callerId: attempt.callerId,
    doNotCall,
    dueAt,
    startedAt: attempt.startedAt,
  };
}
