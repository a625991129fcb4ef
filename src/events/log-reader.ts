import { type Clock, wait } from '../clock.ts';
import type { Log } from '../log.ts';
import { type EventLog, type EventPosition, isAfter, type ReminderEvent } from '../reminders/event-log.ts';
import { outsideRequest } from '../request-scope.ts';

/** Looks by itself this often, in case that no poke came: another instance's writes, a lost notification. */
const POLL_MS = 1_000;
/** Events that were written but are held back by a transaction still running: look again soon, then less often. */
const FIRST_PENDING_MS = 5;
const LONGEST_PENDING_MS = 100;
const PAGE_SIZE = 500;
/** Reads begin at least so far apart: what is written one by one is read together, and nobody sees the difference. */
const APART_MS = 5;
/** What subscribers are told at once: it may be waiting for each of them who is slow. */
const HANDED_ON_AT_ONCE = 50;
/** EVENT_RETENTION is five minutes at least, so a reader that was up to date within this time missed no event. */
const CERTAINLY_KEPT_MS = 60_000;

export interface LogReader {
  /** Everything up to here was handed on, or is being. */
  position(): EventPosition;
  /** How long ago it last read to the end of the log, in milliseconds. */
  behindMs(): number;
  /** Something was written: read now. */
  poke(): void;
  start(): Promise<void>;
  stop(): Promise<void>;
}

export interface LogReaderDeps {
  readonly log: EventLog;
  readonly clock: Clock;
  readonly logger: Log;
  /** At least one, in order. The next are not read before it resolves. */
  readonly onEvents: (events: readonly ReminderEvent[]) => Promise<void>;
  /** Events were pruned before they were read. */
  readonly onPruned: () => void;
}

/** Reads the log from its end on, once for the whole process, and hands each event on in order. */
export function createLogReader({
  log: eventLog,
  clock,
  logger,
  onEvents,
  onPruned,
}: LogReaderDeps): LogReader {
  let position: EventPosition = { transactionId: 0n, sequence: 0n };
  let cancelTimer = () => {};
  let reading: Promise<void> | null = null;
  let again = false;
  let pendingMs = FIRST_PENDING_MS;
  let upToDateAt = clock.monotonicMs();
  let readAt = Number.NEGATIVE_INFINITY;
  // Whether the last read failed: the process may have been cut off, or asleep, for longer than its clock knows.
  let failed = false;
  const stopping = new AbortController();

  function poke() {
    again = true;
    if (!reading && !stopping.signal.aborted) reading = outsideRequest(read);
  }

  async function read() {
    cancelTimer();
    let nextMs = POLL_MS;
    while (again && !stopping.signal.aborted) {
      const tooSoonMs = readAt + APART_MS - clock.monotonicMs();
      if (tooSoonMs > 0) await wait(clock, tooSoonMs, stopping.signal);
      again = false;
      readAt = clock.monotonicMs();
      try {
        const { events, hasMore } = await eventLog.readAfter(position, PAGE_SIZE);
        if (failed || readAt - upToDateAt > CERTAINLY_KEPT_MS) await lookForPruned();
        failed = false;
        for (let at = 0; at < events.length; at += HANDED_ON_AT_ONCE) {
          const some = events.slice(at, at + HANDED_ON_AT_ONCE);
          const last = some.at(-1)?.position;
          if (last && isAfter(last, position)) position = last;
          await onEvents(some);
        }
        if (!hasMore) upToDateAt = readAt;
        const heldBack = hasMore && events.length === 0;
        if (hasMore && !heldBack) again = true;
        pendingMs = heldBack ? Math.min(LONGEST_PENDING_MS, pendingMs * 2) : FIRST_PENDING_MS;
        nextMs = heldBack ? pendingMs : POLL_MS;
      } catch (error) {
        failed = true;
        logger.warn({ event: 'feed.failed', err: error }, 'Events cannot be read; trying again');
      }
    }
    reading = null;
    if (!stopping.signal.aborted) cancelTimer = clock.setTimer(nextMs, poke);
  }

  /** Asked after a page was read: what was pruned in front of it is known by then. */
  async function lookForPruned() {
    const prunedThrough = await eventLog.prunedThrough();
    if (!isAfter(prunedThrough, position)) return;
    position = prunedThrough;
    logger.warn(
      { event: 'feed.pruned' },
      'Events were pruned before they were read; subscribers that missed some have to reload',
    );
    onPruned();
  }

  return {
    position: () => position,
    behindMs: () => clock.monotonicMs() - upToDateAt,
    poke,
    async start() {
      position = await eventLog.end();
      poke();
    },
    async stop() {
      stopping.abort();
      cancelTimer();
      await reading;
    },
  };
}
