import { type CallReport, type CallStatus, callStatuses } from '../reminders/call-report.ts';
import { resultOf, saysNobodyWasRung, saysTextWasSaid } from './ended-reason.ts';
import { readProviderId } from './provider-id.ts';

/**
 * A call as Vapi's answers and webhooks show it, as far as it concerns us. Read leniently: whatever else is there is
 * passed over, and what has another type than it should is not there.
 */
export interface CallObject {
  readonly id: string;
  readonly attemptId: string | null;
  /** The telephone company's id; Vapi often learns it only after it has answered. */
  readonly callSid: string | null;
  /** As it came: the list of statuses may grow. */
  readonly status: string | null;
  readonly endedReason: string | null;
  readonly createdAt: Date | null;
  readonly updatedAt: Date | null;
  readonly startedAt: Date | null;
  readonly endedAt: Date | null;
  readonly costUsd: number | null;
  /** Whether Vapi says that it did not ring for want of room. */
  readonly isBlocked: boolean;
  /** How many calls of the account may be up at once. */
  readonly concurrencyLimit: number | null;
}

/** `null`: it is no call, since it has no id. */
export function readCallObject(value: unknown): CallObject | null {
  const id = readProviderId(property(value, 'id'));
  if (id === null) return null;
  const limits = property(value, 'subscriptionLimits');
  const limit = property(limits, 'concurrencyLimit');
  return {
    id,
    attemptId: readAttemptId(value),
    callSid:
      readProviderId(property(value, 'phoneCallProviderId')) ??
      readProviderId(property(property(value, 'transport'), 'callSid')),
    status: readWord(property(value, 'status')),
    endedReason: readReason(property(value, 'endedReason')),
    createdAt: readInstant(property(value, 'createdAt')),
    updatedAt: readInstant(property(value, 'updatedAt')),
    startedAt: readInstant(property(value, 'startedAt')),
    endedAt: readInstant(property(value, 'endedAt')),
    costUsd: readCost(property(value, 'cost')),
    isBlocked: property(limits, 'concurrencyBlocked') === true,
    concurrencyLimit: typeof limit === 'number' && Number.isSafeInteger(limit) && limit > 0 ? limit : null,
  };
}

/** `null`: it names no status that we know, so that it says nothing. */
export function reportOf(call: CallObject, reportedAt: Date | null = call.updatedAt): CallReport | null {
  const status = statusOf(call);
  if (status === null) return null;
  const isOver = status === 'ended';
  const { id, attemptId, callSid, startedAt, endedAt, costUsd } = call;
  const endedReason = isOver ? call.endedReason : null;
  return {
    providerCallId: id,
    attemptId,
    callSid,
    status,
    result: isOver ? resultOf(endedReason) : null,
    endedReason,
    neverRang: saysNobodyWasRung(endedReason),
    ...(saysTextWasSaid(endedReason) && { saidToTheEnd: true }),
    reportedAt,
    startedAt,
    endedAt: isOver ? endedAt : null,
    costUsd,
  };
}

function statusOf({ status, endedReason, endedAt }: CallObject): CallStatus | null {
  const known = callStatuses.find((each) => each === status);
  if (known) return known;
  // What has an end is over, whatever its status is called.
  return endedReason !== null || endedAt !== null ? 'ended' : null;
}

const uuid = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i;

function readAttemptId(call: unknown): string | null {
  const candidates = [
    property(property(call, 'customer'), 'externalId'),
    property(property(property(call, 'assistant'), 'metadata'), 'attemptId'),
    property(property(property(call, 'assistantOverrides'), 'metadata'), 'attemptId'),
  ];
  const id = candidates.find((each) => typeof each === 'string' && uuid.test(each));
  return typeof id === 'string' ? id.toLowerCase() : null;
}

/** A word of Vapi's own, such as a status; one that cannot be stored is none. */
export function readWord(value: unknown): string | null {
  return typeof value === 'string' && /^[\x20-\x7e]{1,255}$/.test(value) ? value : null;
}

const MAX_REASON_LENGTH = 255;

/** Vapi's word for why a call ended. One that is odd or long is cleaned and cut: it still says that there was a reason. */
export function readReason(value: unknown): string | null {
  if (typeof value !== 'string') return null;
  const reason = value
    .replaceAll(/[\s\p{Cc}]+/gu, ' ')
    .trim()
    .slice(0, MAX_REASON_LENGTH)
    .toWellFormed();
  return reason === '' ? null : reason;
}

/** An ISO string, or milliseconds or seconds since 1970, between then and the year 9999. */
export function readInstant(value: unknown): Date | null {
  if (typeof value !== 'string' && typeof value !== 'number') return null;
  const date = new Date(typeof value === 'number' && value < 1e11 ? value * 1_000 : value);
  return date.getTime() >= 0 && date.getTime() < 253_402_300_800_000 ? date : null;
}

export function readCost(value: unknown): number | null {
  return typeof value === 'number' && value >= 0 && value < 1e6 ? value : null;
}

export function property(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, name)
    ? (value as Record<string, unknown>)[name]
    : undefined;
}
