import { expect, test, vi } from 'vitest';
import { type Bellhop, createBellhop } from '../../src/client/client.ts';
import { startTestApp } from '../support/app.ts';
import { schedule } from '../support/scheduling.ts';

const RACES = 1_000;
const LANES = 20;
/** From the answer to its creation to the instant at which a reminder falls due. */
const NOTICE_MS = 80;

interface Race {
  readonly text: string;
  readonly id: string;
  readonly isCancelled: boolean;
}

/**
 * Races one after the other. Each cancel is sent so that it arrives around the due instant, at which the claim is
 * made: a little earlier after a race that it lost, a little later after one that it won. So both win about as often.
 */
async function raceInLane(bellhop: Bellhop, lane: number): Promise<Race[]> {
  const races: Race[] = [];
  let leadMs = 5;
  for (let round = 0; round < RACES / LANES; round++) {
    const text = `Race ${round} in lane ${lane}`;
    const dueAt = Date.now() + NOTICE_MS;
    const { id, version } = await schedule(bellhop, { message: text, scheduledTime: new Date(dueAt) });
    await new Promise((fire) => setTimeout(fire, Math.max(1, dueAt - leadMs - Date.now())));
    const namesVersion = round % 2 === 0;
    const result = await bellhop.cancel(namesVersion ? { id, expectedVersion: version } : id);
    const isCancelled = result.__typename === 'CancelReminderSuccess';
    if (isCancelled) {
      expect(result.reminder).toMatchObject({ id, status: 'CANCELLED', version: version + 1 });
    } else {
      const [__typename, code] = namesVersion
        ? ['VersionConflictError', 'VERSION_CONFLICT']
        : ['StatusConflictError', 'STATUS_CONFLICT'];
      expect(result).toMatchObject({ __typename, code, reminder: { id } });
      expect(result).toHaveProperty('reminder.status', expect.toBeOneOf(['DISPATCHING', 'COMPLETED']));
    }
    races.push({ text, id, isCancelled });
    leadMs = Math.min(NOTICE_MS, leadMs + (isCancelled ? -1 : 1));
  }
  return races;
}

test('cancel races claim 1,000 times: one of the two wins each time, and the loser is told', async () => {
  await using app = await startTestApp({
    environment: { DISPATCH_CONCURRENCY: '100', FIELDS_PER_MINUTE: '1000000' },
  });
  const bellhop = createBellhop({ url: app.url });
  const lanes = Array.from({ length: LANES }, (_, lane) => raceInLane(bellhop, lane));
  const races = (await Promise.all(lanes)).flat();
  const cancelled = races.filter(({ isCancelled }) => isCancelled);
  const rung = races.filter(({ isCancelled }) => !isCancelled);
  expect(cancelled).not.toHaveLength(0);
  expect(rung).not.toHaveLength(0);
  expect(cancelled.length + rung.length).toBe(RACES);

  await vi.waitFor(
    async () =>
      expect(await bellhop.counts()).toMatchObject({
        COMPLETED: rung.length,
        CANCELLED: cancelled.length,
      }),
    { timeout: 20_000, interval: 50 },
  );
  await app.app.stop();
  // What was rung is exactly what a cancel was refused for: nothing rings after an acknowledged one.
  const { ledger } = app.simulator;
  expect(ledger.calls.map(({ text }) => text).toSorted()).toEqual(rung.map(({ text }) => text).toSorted());
  expect(ledger.counts().requests).toBe(rung.length);
});
