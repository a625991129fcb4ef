import { type Clock, wait } from '../clock.ts';
import type { Log } from '../log.ts';
import type { DispatchStore } from '../reminders/dispatch-store.ts';
import type { Settlement } from '../reminders/settlement.ts';
import { outsideRequest } from '../request-scope.ts';

/** Large enough to keep up, small enough for the embedded database, which runs on the event loop. */
const BATCH_SIZE = 200;
/**
 * From the beginning of one write to the next, at least, unless a batch is waiting by then: what one by one is a
 * statement each then shares one. An outcome that comes alone is written at once.
 */
const SPACING_MS = 5;
const FIRST_WAIT_MS = 100;
const LONGEST_WAIT_MS = 2_000;

export interface Recorder {
  /**
   * Resolves with whether this write stored the outcome. After `false`, an earlier write may still have stored it: its
   * response was lost. Never rejects.
   */
  record(settlement: Settlement): Promise<boolean>;
}

export interface RecorderDeps {
  readonly store: DispatchStore;
  readonly clock: Clock;
  readonly log: Log;
}

interface Entry {
  readonly settlement: Settlement;
  readonly done: (isStored: boolean) => void;
  readonly retried: boolean;
}

/**
 * Writes outcomes in batches: what finishes while one batch is being written, and a moment longer, makes up the next.
 * While the database is away outcomes are kept and written when it is back.
 */
export function createRecorder({ store, clock, log }: RecorderDeps): Recorder {
  const queue: Entry[] = [];
  let writing = false;

  /** What failed once goes alone: should it be refused for what it holds, it must not hold up the others. */
  function nextBatch(): readonly Entry[] {
    const size = queue.slice(0, BATCH_SIZE).findIndex(({ retried }) => retried);
    return queue.slice(0, size < 0 ? BATCH_SIZE : Math.max(1, size));
  }

  async function write() {
    writing = true;
    let failures = 0;
    while (queue.length > 0) {
      const batch = nextBatch();
      const begunAt = clock.monotonicMs();
      try {
        const { staleAttemptIds } = await store.record(batch.map(({ settlement }) => settlement));
        failures = 0;
        queue.splice(0, batch.length);
        for (const { settlement, retried, done } of batch) {
          const isStale = staleAttemptIds.includes(settlement.attemptId);
          // What failed to be written may have been stored all the same; then it looks stale.
          if (isStale && !retried) warnOfStale(settlement.attemptId);
          done(!isStale);
        }
        const early = SPACING_MS - (clock.monotonicMs() - begunAt);
        if (early > 0 && queue.length < BATCH_SIZE) await wait(clock, early);
      } catch (error) {
        failures += 1;
        queue.push(...queue.splice(0, batch.length).map((entry) => ({ ...entry, retried: true })));
        log.error(
          { event: 'record.failed', err: error, waiting: queue.length },
          'Outcomes cannot be stored; kept',
        );
        await wait(clock, Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** (failures - 1)));
      }
    }
    writing = false;
  }

  function warnOfStale(attemptId: string) {
    log.warn(
      { event: 'attempt.stale', attemptId },
      'A late result changed nothing: the reminder had moved on, or its call was reported',
    );
  }

  return {
    record(settlement) {
      return new Promise((done) => {
        queue.push({ settlement, done, retried: false });
        if (!writing) void outsideRequest(write);
      });
    },
  };
}
