import { type Bookkeeping, bookkeeper, type Ground } from './bookkeeping.ts';
import type { CallResult } from './call-report.ts';

/** What can follow from how a call ended. */
export const callActions = [
  /** The reminder is done. */
  'complete',
  /** Ring again within the budget. */
  'retry',
  /** Ring again within the budget, unless the attempt before ended in the same way. */
  'retry-once',
  /** Ring again within the budget if the phone certainly never rang; else give up. */
  'retry-unrung',
  /** Ring again without spending budget if the phone certainly never rang; else give up. */
  'retry-free',
  'fail',
  /** Pause dispatch, since every other call would end in the same way, and ring again without spending budget once a person resumes it. */
  'pause',
] as const;
export type CallAction = (typeof callActions)[number];

export type CallPolicy = Readonly<Record<CallResult, CallAction>>;

export const defaultCallPolicy: CallPolicy = {
  answered: 'complete',
  voicemail: 'complete',
  'cut-short': 'retry-once',
  'no-answer': 'retry',
  busy: 'retry',
  unreachable: 'retry-once',
  cancelled: 'fail',
  capacity: 'retry-free',
  configuration: 'pause',
  'provider-fault': 'retry-unrung',
  other: 'fail',
};

/** A reminder that waits for its call, of which enough is known now. */
export interface EndedCall extends Ground {
  readonly callSid: string | null;
  /** `null`: the phone rings, or somebody is on the line. */
  readonly result: CallResult | null;
  /** The provider's own word. */
  readonly endedReason: string | null;
  readonly neverRang: boolean;
  /** Whether the attempt before ended in the same way. */
  readonly sameAsBefore: boolean;
}

/** What the end of a call means for its reminder. */
export interface Conclusion extends Bookkeeping {
  readonly result: CallResult | null;
  /** Why dispatch has to pause; `null` where it goes on. */
  readonly pauseReason: string | null;
  /** How long all calls have to wait, in milliseconds; `null` where they go on. */
  readonly holdBackMs: number | null;
}

/** After this, the limit of a day is tried again: as long as claims may be held back. */
export const DAILY_LIMIT_WAIT_MS = 15 * 60_000;

/** Whether the provider's words name a limit that no wait of seconds ends. */
export function isDailyLimit(words: string | null): boolean {
  return words !== null && /\bdaily\b.*\blimit/i.test(words);
}

export interface ConclusionPolicy {
  readonly calls: CallPolicy;
  /** `accepted`: a call that rang is enough; `answered`: how it ended decides. */
  readonly completeWhen: 'accepted' | 'answered';
  /** The wait before the next attempt, in milliseconds, after `failures` ≥ 1 failed ones. */
  readonly retryDelayMs: (failures: number) => number;
}

export function conclude(call: EndedCall, policy: ConclusionPolicy): Conclusion {
  const { result } = call;
  const isEnough = policy.completeWhen === 'accepted' && !call.neverRang;
  if (result === null || isEnough) {
    return { ...bookkeeper(call).complete(call.callSid), result, pauseReason: null, holdBackMs: null };
  }
  const action = policy.calls[result];
  const reason = describe(result, call.endedReason);
  return {
    ...book(call, action, reason, policy),
    result,
    pauseReason: action === 'pause' ? reason : null,
    holdBackMs: action === 'retry-free' && call.neverRang ? holdBackMs(call) : null,
  };
}

function book(call: EndedCall, action: CallAction, reason: string, policy: ConclusionPolicy): Bookkeeping {
  const books = bookkeeper(call);
  const waitMs = policy.retryDelayMs(call.retryCount + 1);
  switch (action) {
    case 'complete':
      return books.complete(call.callSid);
    case 'retry':
      return books.tryAgain(reason, waitMs);
    case 'retry-once':
      return call.sameAsBefore ? books.fail(reason) : books.tryAgain(reason, waitMs);
    case 'retry-unrung':
      return call.neverRang ? books.tryAgain(reason, waitMs) : books.fail(reason);
    case 'retry-free':
      if (!call.neverRang) return books.fail(reason);
      return books.waitForCapacity(
        reason,
        Math.max(holdBackMs(call) ?? 0, policy.retryDelayMs(call.freeAttempts + 1)),
      );
    case 'pause':
      return books.giveBack(reason, 0);
    case 'fail':
      return books.fail(reason);
    default:
      return action satisfies never;
  }
}

function holdBackMs({ endedReason }: EndedCall): number | null {
  return isDailyLimit(endedReason) ? DAILY_LIMIT_WAIT_MS : null;
}

const words: Readonly<Record<CallResult, string>> = {
  answered: 'The call was answered',
  voicemail: 'A mailbox took the call',
  'cut-short': 'The call ended before the message was said',
  'no-answer': 'Nobody answered the call',
  busy: 'The line was busy',
  unreachable: 'The number could not be reached',
  cancelled: 'The call was ended before it was answered',
  capacity: 'The provider had no room for the call',
  configuration: 'The provider’s account or settings do not allow the call',
  'provider-fault': 'The provider failed during the call',
  other: 'The call ended, and whether somebody was reached is not known',
};

function describe(result: CallResult, endedReason: string | null): string {
  return `${words[result]}${endedReason === null ? '' : ` (${endedReason})`}.`;
}
