import { type Clock, wait } from '../clock.ts';
import type { Log } from '../log.ts';
import type { DispatchStore } from '../reminders/dispatch-store.ts';
import type { Settlement } from '../reminders/settlement.ts';

/** Large enough to keep up, small enough for the embedded database, which runs on the event loop. */
const BATCH_SIZE = 200;
const FIRST_WAIT_MS = 100;
const LONGEST_WAIT_MS = 2_000;

export interface Recorder {
  /** Resolves once what came of the attempt is stored, or was found to be stale. Never rejects. */
  record(settlement: Settlement): Promise<void>;
}

export interface RecorderDeps {
  readonly store: DispatchStore;
  readonly clock: Clock;
  readonly log: Log;
}

/**
 * Writes outcomes in batches: what finishes while one batch is being written makes up the next, so nothing waits
 * for a timer. While the database is away outcomes are kept and written when it is back.
 */
export function createRecorder({ store, clock, log }: RecorderDeps): Recorder {
  let queue: { readonly settlement: Settlement; readonly done: () => void }[] = [];
  let writing = false;

  async function write() {
    writing = true;
    let failures = 0;
    while (queue.length > 0) {
      const batch = queue.slice(0, BATCH_SIZE);
      try {
        const { staleAttemptIds } = await store.record(batch.map(({ settlement }) => settlement));
        // A batch whose first writing failed may have been stored all the same; then its rows look stale.
        if (failures === 0) for (const attemptId of staleAttemptIds) warnOfStale(attemptId);
        failures = 0;
        queue = queue.slice(batch.length);
        for (const { done } of batch) done();
      } catch (error) {
        failures += 1;
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
      'A late result changed nothing: the reminder had moved on',
    );
  }

  return {
    record(settlement) {
      return new Promise((done) => {
        queue.push({ settlement, done });
        if (!writing) void write();
      });
    },
  };
}
