import {
  type CallRules,
  doNotCallRefusal,
  type NumberRefusal,
  refuseNumber,
  tooManyCalls,
} from './call-rules.ts';
import type { DoNotCallList } from './do-not-call.ts';
import type { ReminderStore } from './reminder-store.ts';

export interface PlannedCall {
  readonly phoneNumber: string;
  /** `null`: its day is not asked about. */
  readonly scheduledTime: Date | null;
}

/** Answers for each planned call, in order, why it may not be scheduled; `null`: it may. */
export type RefuseCalls = (calls: readonly PlannedCall[]) => Promise<(NumberRefusal | null)[]>;

const DAY_MS = 86_400_000;

export function createRefuseCalls(
  { store, doNotCall }: { readonly store: Pick<ReminderStore, 'count'>; readonly doNotCall: DoNotCallList },
  rules: CallRules,
): RefuseCalls {
  const { perNumberAndDay } = rules;

  // So that each row is told at once what is wrong with it. It is the store that lets no two requests both be the last.
  /** Counts each number and day once, however many calls of a batch fall on it. */
  function createDays(limit: number) {
    const counts = new Map<string, number>();
    return async ({ phoneNumber, scheduledTime }: PlannedCall): Promise<NumberRefusal | null> => {
      if (scheduledTime === null) return null;
      const day = Math.floor(scheduledTime.getTime() / DAY_MS);
      const key = `${phoneNumber} ${day}`;
      const scheduledFrom = new Date(day * DAY_MS);
      const scheduledUntil = new Date((day + 1) * DAY_MS);
      const count =
        counts.get(key) ??
        (await store.count({
          phoneNumber,
          scheduledFrom,
          scheduledUntil,
          status: ['scheduled', 'dispatching', 'calling', 'completed', 'failed'],
        }));
      counts.set(key, count + 1);
      if (count < limit) return null;
      return tooManyCalls(count, scheduledFrom.toISOString().slice(0, 10), limit);
    };
  }

  return async (calls) => {
    const listed = await doNotCall.among([...new Set(calls.map(({ phoneNumber }) => phoneNumber))]);
    const ofDay = perNumberAndDay === null ? async () => null : createDays(perNumberAndDay);
    const refusals: (NumberRefusal | null)[] = [];
    for (const call of calls) {
      const { phoneNumber } = call;
      const refusal = refuseNumber(phoneNumber, rules) ?? (listed.has(phoneNumber) ? doNotCallRefusal : null);
      refusals.push(refusal ?? (await ofDay(call)));
    }
    return refusals;
  };
}
