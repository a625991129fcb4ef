import type { Bellhop } from '../../src/client/client.ts';
import type { Random } from '../simulation/random.ts';
import type { Acknowledged } from './evidence.ts';

const BATCH = 5;
/** Reminders fall due within this time of their creation. */
const AHEAD_MS = 4_000;

/** In each text, so that the provider's ledger names the reminder of each call. */
export const tokenOf = (text: string) => /\bchaos-\d+\b/.exec(text)?.[0] ?? null;

/** Creates reminders until it is stopped; each creation is tried again until it is acknowledged. */
export function startStream(bellhop: Bellhop, random: Random, perSecond: number) {
  const acknowledged: Acknowledged[] = [];
  const underWay = new Set<Promise<void>>();
  let made = 0;

  function batch() {
    return Array.from({ length: BATCH }, () => ({
      phoneNumber: `+1415555${String(random.whole(2_000, 9_999))}`,
      message: `Reminder chaos-${++made}.`,
      scheduledTime: new Date(Date.now() + random.whole(0, AHEAD_MS)),
      maxRetryAttempts: 10,
    }));
  }

  async function create() {
    const reminders = batch();
    for (;;) {
      try {
        const result = await bellhop.scheduleMany(reminders);
        if (result.__typename !== 'CreateRemindersSuccess') throw new Error(JSON.stringify(result));
        for (const { message, scheduledTime } of reminders) {
          acknowledged.push({ token: tokenOf(message) ?? '', scheduledMs: scheduledTime.getTime() });
        }
        return;
      } catch (error) {
        // The same objects go on with the same idempotency keys, so nothing is created twice. After a request that took
        // too long the time may lie in the past: that is an answer, and nothing was promised.
        if (String(error).includes('TIME_IN_PAST')) return;
        await new Promise((wake) => setTimeout(wake, 200));
      }
    }
  }

  const timer = setInterval(
    () => {
      const work = create().finally(() => underWay.delete(work));
      underWay.add(work);
    },
    (BATCH / perSecond) * 1_000,
  );
  return {
    acknowledged,
    async stop() {
      clearInterval(timer);
      await Promise.all(underWay);
    },
  };
}
