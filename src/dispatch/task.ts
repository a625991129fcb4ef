import type { Clock } from '../clock.ts';
import { outsideRequest } from '../request-scope.ts';
import { createWakeUp } from './wake-up.ts';

/** How soon a run that failed is repeated. */
const RETRY_MS = 1_000;

export interface Task {
  /** Runs it now, or once more after the run under way. */
  request(): void;
  /** Resolves when no run is under way. Never rejects. */
  ended(): Promise<void>;
}

export interface TaskDeps {
  readonly clock: Clock;
  /** Aborted when no further run may begin. */
  readonly stopping: AbortSignal;
  readonly onError: (id: string, error: unknown) => void;
}

/** One run at a time, repeated soon where it failed, so that it depends on no other task. */
export function createTask(id: string, run: () => Promise<unknown>, deps: TaskDeps): Task {
  const { clock, stopping, onError } = deps;
  const retry = createWakeUp(clock, request);
  let requested = false;
  let isRunning = false;
  let runs = Promise.resolve();

  function request() {
    if (stopping.aborted) return;
    requested = true;
    if (!isRunning) runs = outsideRequest(work);
  }

  async function work() {
    isRunning = true;
    while (requested && !stopping.aborted) {
      requested = false;
      try {
        await run();
      } catch (error) {
        onError(id, error);
        if (!stopping.aborted) retry.in(RETRY_MS);
      }
    }
    isRunning = false;
  }

  stopping.addEventListener('abort', retry.clear, { once: true });
  return { request, ended: () => runs };
}
