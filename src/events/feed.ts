import { setImmediate } from 'node:timers/promises';
import type { Clock } from '../clock.ts';
import type { Log } from '../log.ts';
import { type EventLog, type EventPosition, isAfter, type ReminderEvent } from '../reminders/event-log.ts';
import { type Channel, createChannel, type TakeNow } from './channel.ts';
import { CursorExpiredError } from './cursor-expired-error.ts';
import { createLogReader } from './log-reader.ts';

/** How many events a subscriber may leave waiting before it is sent back to the log. */
const CHANNEL_CAPACITY = 1_000;
const CATCH_UP_PAGE = 200;
/**
 * To tell 10,000 subscribers takes some 80 ms. After so many milliseconds of it whatever else waits has its turn,
 * heartbeats and claims among it.
 */
const LONGEST_TURN_MS = 10;
const TOLD_BETWEEN_LOOKS = 50;

export interface SubscribeOptions {
  /** Begin after this position; `null`: with what happens from now on. */
  readonly after: EventPosition | null;
  /** Ends the subscription when it aborts. */
  readonly signal: AbortSignal;
  /**
   * Offered the live events for which the subscriber waits, before they are iterated over: a shortcut for thousands of
   * subscribers that keep up. Default: every event is iterated over.
   */
  readonly takeNow?: TakeNow<ReminderEvent> | undefined;
}

/** The ordered stream of status changes: from a cursor, then live. */
export interface EventFeed {
  /** The last event that subscribers were told, or the end of the log when the feed started. */
  position(): EventPosition;
  /** Every event after the given position once and in order, until the signal aborts or the feed stops. */
  subscribe(options: SubscribeOptions): AsyncIterable<ReminderEvent>;
}

export interface RunningFeed extends EventFeed {
  /** How long ago it last knew everything that was written, in milliseconds. */
  behindMs(): number;
  /** Something was written: tell the subscribers now rather than at the next poll. */
  poke(): void;
  start(): Promise<void>;
  /** Completes every subscription. */
  stop(): Promise<void>;
}

export interface FeedDeps {
  readonly log: EventLog;
  /** The same log on a connection that no subscriber's catching up ever holds up; default: `log`. */
  readonly liveLog?: EventLog;
  readonly clock: Clock;
  readonly logger: Log;
  /** Sees every event, before the subscribers do. */
  readonly onEvent: (event: ReminderEvent) => void;
  readonly channelCapacity?: number;
}

export function createFeed(deps: FeedDeps): RunningFeed {
  const { log, liveLog = log, clock, logger, onEvent, channelCapacity = CHANNEL_CAPACITY } = deps;
  const channels = new Set<Channel<ReminderEvent>>();
  const reader = createLogReader({
    log: liveLog,
    clock,
    logger,
    onEvents: tell,
    onPruned: interruptAll,
  });
  let stopped = false;

  async function tell(events: readonly ReminderEvent[]): Promise<void> {
    for (const event of events) onEvent(event);
    let turnBeganAt = clock.monotonicMs();
    let told = 0;
    // Whoever comes in between begins after these, by its position.
    for (const channel of channels) {
      channel.push(events);
      told += 1;
      if (told % TOLD_BETWEEN_LOOKS > 0 || clock.monotonicMs() - turnBeganAt < LONGEST_TURN_MS) continue;
      await setImmediate();
      turnBeganAt = clock.monotonicMs();
    }
  }

  /** Each subscriber reads on from its own position, and ends with a CursorExpiredError where events after it are gone. */
  function interruptAll() {
    for (const channel of channels) channel.interrupt();
  }

  // Where a subscriber is: every event up to here was iterated over, or taken.
  interface Place {
    position: EventPosition;
  }

  // The channel is opened first, so whatever the log does not hold yet arrives by it; what arrives by both is told
  // apart by position. An overflow leads back to the log in the same way.
  async function* follow(channel: Channel<ReminderEvent>, place: Place, catchUp: boolean) {
    let behind = catchUp;
    for (;;) {
      while (behind && !channel.isClosed()) {
        const { events } = await log.readAfter(place.position, CATCH_UP_PAGE);
        // Asked after the page was read: whatever was pruned in front of it is known by now.
        if (isAfter(await log.prunedThrough(), place.position))
          throw expired('Events after the cursor are no longer kept.');
        for (const event of events) {
          if (channel.isClosed()) return;
          place.position = event.position;
          yield event;
        }
        // The channel was open before this page was read, so a page that is not full reached what the channel holds.
        behind = events.length === CATCH_UP_PAGE;
      }
      const received = await channel.receive();
      if (received.kind === 'closed') return;
      behind = received.kind !== 'items';
      if (received.kind === 'overflowed')
        logger.info({ event: 'feed.slow-consumer' }, 'A slow subscriber reads on from the log');
      if (received.kind !== 'items') continue;
      for (const event of received.items) {
        if (channel.isClosed()) return;
        if (!isAfter(event.position, place.position)) continue;
        place.position = event.position;
        yield event;
      }
    }
  }

  const takeAt =
    (place: Place, takeNow: TakeNow<ReminderEvent>): TakeNow<ReminderEvent> =>
    (events) => {
      const [first] = events;
      const isNew = (event: ReminderEvent) => isAfter(event.position, place.position);
      const fresh = first && isNew(first) ? events : events.filter(isNew);
      if (fresh.length > 0 && !takeNow(fresh)) return false;
      place.position = fresh.at(-1)?.position ?? place.position;
      return true;
    };

  return {
    async *subscribe({ after, signal, takeNow }) {
      if (stopped || signal.aborted) return;
      const place: Place = { position: after ?? reader.position() };
      const channel = createChannel(channelCapacity, takeNow && takeAt(place, takeNow));
      const close = () => channel.close();
      signal.addEventListener('abort', close);
      channels.add(channel);
      try {
        if (after && isAfter(after, await log.end())) {
          throw expired('The cursor lies beyond the last event, so it is from another database.');
        }
        yield* follow(channel, place, after !== null);
      } finally {
        channels.delete(channel);
        signal.removeEventListener('abort', close);
      }
    },
    position: () => reader.position(),
    behindMs: () => reader.behindMs(),
    poke: () => reader.poke(),
    start: () => reader.start(),
    async stop() {
      stopped = true;
      for (const channel of channels) channel.close();
      await reader.stop();
    },
  };
}

function expired(reason: string): CursorExpiredError {
  return new CursorExpiredError(`${reason} Load the list again and subscribe without a cursor.`);
}
