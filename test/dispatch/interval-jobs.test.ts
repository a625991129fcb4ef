import { setImmediate } from 'node:timers/promises';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { type IntervalJob, startIntervalJobs } from '../../src/dispatch/interval-jobs.ts';

function start(run: IntervalJob['run'], onError: (jobId: string, error: unknown) => void = () => {}) {
  const jobs = startIntervalJobs([{ id: 'job', everyMs: 5, run }], onError);
  onTestFinished(() => jobs.stop());
  return jobs;
}

describe('an interval job', () => {
  test.each([
    ['rejects', () => Promise.reject(new Error('Broken'))],
    [
      'throws at once',
      () => {
        throw new Error('Broken');
      },
    ],
  ])('that %s is told and runs again', async (_, run) => {
    const errors: unknown[][] = [];
    await new Promise<void>((resolve) => {
      start(run, (...error) => {
        errors.push(error);
        if (errors.length === 3) resolve();
      });
    });
    expect(errors[2]).toEqual(['job', new Error('Broken')]);
  });

  test('runs one at a time, however long a run takes', async () => {
    let [running, most, runs] = [0, 0, 0];
    await new Promise<void>((resolve) => {
      start(async () => {
        most = Math.max(most, ++running);
        await new Promise((wake) => setTimeout(wake, 20));
        running--;
        if (++runs === 5) resolve();
      });
    });
    expect(most).toBe(1);
  });

  test('ends its run under way before stop resolves, and begins none after', async () => {
    const begun = Promise.withResolvers<void>();
    const mayEnd = Promise.withResolvers<void>();
    const run = vi.fn(async () => {
      begun.resolve();
      await mayEnd.promise;
    });
    const jobs = start(run);
    await begun.promise;
    let isStopped = false;
    const stopped = jobs.stop().then(() => {
      isStopped = true;
    });
    await setImmediate();
    expect(isStopped).toBe(false);
    mayEnd.resolve();
    await stopped;
    expect(run).toHaveBeenCalledTimes(1);
  });

  test('that never ran stops at once', async () => {
    const jobs = startIntervalJobs([{ id: 'job', everyMs: 60_000, run: async () => {} }], () => {});
    await jobs.stop();
  });
});
