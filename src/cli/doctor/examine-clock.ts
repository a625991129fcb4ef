import { measureClock } from '../../persistence/inspect-database.ts';
import type { Database } from '../../persistence/open-database.ts';
import { type Finding, unwell, well } from './finding.ts';

const NOTICEABLE_MS = 1_000;
/** Webhooks that are signed are refused beyond it. */
const TOO_MUCH_MS = 300_000;

/** Reminders go by the database's clock; this machine's dates the log, and is held against the provider's. */
export async function examineClock({ fork }: Database): Promise<Finding> {
  const { aheadMs, withinMs } = await measureClock(fork());
  const seconds = (Math.abs(aheadMs) / 1_000).toFixed(Math.abs(aheadMs) < 10_000 ? 3 : 0);
  const direction = aheadMs < 0 ? 'behind' : 'ahead of';
  const message = `The database's clock is ${seconds} s ${direction} this machine's (give or take ${(withinMs / 1_000).toFixed(3)} s).`;
  const apartMs = Math.abs(aheadMs) - withinMs;
  if (apartMs < NOTICEABLE_MS) return well('clock', message);
  return unwell(apartMs < TOO_MUCH_MS ? 'warn' : 'fail', 'clock', [
    message,
    'Set both by NTP. Reminders are rung by the clock of the database, so that one matters most.',
  ]);
}
