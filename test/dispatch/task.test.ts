import { expect, test, vi } from 'vitest';
import { createTask } from '../../src/dispatch/task.ts';
import { createManualClock } from '../support/manual-clock.ts';

/** A task whose runs end when the test says so. */
function setUp() {
  const clock = createManualClock();
  const stopping = new AbortController();
  const onError = vi.fn();
  const runs: PromiseWithResolvers<void>[] = [];
  const run = () => {
    const next = Promise.withResolvers<void>();
    runs.push(next);
    return next.promise;
  };
  const task = createTask('a task', run, { clock, stopping: stopping.signal, onError });
  return { clock, stopping, onError, runs, task };
}

const turn = () => new Promise((resolve) => setImmediate(resolve));

test('a task that is requested during a run runs once more, however often it was requested', async () => {
  const { runs, task } = setUp();
  for (let times = 0; times < 3; times++) task.request();
  expect(runs).toHaveLength(1);
  runs[0]?.resolve();
  await turn();
  expect(runs).toHaveLength(2);
  runs[1]?.resolve();
  await task.ended();
  expect(runs).toHaveLength(2);
  task.request();
  expect(runs).toHaveLength(3);
});

test('a task whose run fails runs again in a second, and its failure is reported', async () => {
  const { clock, onError, runs, task } = setUp();
  task.request();
  const failure = new Error('The connection ended.');
  runs[0]?.reject(failure);
  await task.ended();
  expect(onError.mock.calls).toEqual([['a task', failure]]);
  expect(clock.pending()).toEqual([1_000]);
  clock.advance(1_000);
  expect(runs).toHaveLength(2);
});

test('a task begins no run after a stop, and says when the one under way has ended', async () => {
  const { clock, stopping, runs, task } = setUp();
  task.request();
  task.request();
  stopping.abort();
  let isOver = false;
  const ended = task.ended().then(() => {
    isOver = true;
  });
  await turn();
  expect(isOver).toBe(false);
  runs[0]?.reject(new Error('The connection ended.'));
  await ended;
  task.request();
  expect(runs).toHaveLength(1);
  expect(clock.pending()).toEqual([]);
});
