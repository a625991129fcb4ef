import { expect, test } from 'vitest';
import { createBellhop } from '../../src/client/client.ts';
import { type Clock, systemClock } from '../../src/clock.ts';
import { startTestApp } from '../support/app.ts';
import { schedule, settled } from '../support/scheduling.ts';

const DELAY_MS = 1_234_000;

test('a stop begins with a delay in which the instance is not ready, and still answers and calls', async () => {
  const delay = Promise.withResolvers<() => void>();
  const clock: Clock = {
    ...systemClock,
    setTimer(ms, run) {
      if (ms !== DELAY_MS) return systemClock.setTimer(ms, run);
      delay.resolve(run);
      return () => {};
    },
  };
  const environment = { SHUTDOWN_DELAY_SECONDS: String(DELAY_MS / 1_000) };
  await using app = await startTestApp({ clock, environment });
  expect((await fetch(`${app.url}/readyz`)).status).toBe(200);
  const stopped = app.app.stop();
  const endDelay = await delay.promise;

  expect((await fetch(`${app.url}/readyz`)).status).toBe(503);
  const bellhop = createBellhop({ url: app.url });
  expect(await settled(bellhop, (await schedule(bellhop)).id)).toMatchObject({ status: 'COMPLETED' });

  endDelay();
  await stopped;
  await expect(fetch(`${app.url}/livez`)).rejects.toThrow();
});
