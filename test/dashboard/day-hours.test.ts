import { expect, test } from 'vitest';
import type { StatusChange } from '../../src/client/client.ts';
import { createDayHours } from '../../src/dashboard/day-hours.ts';

const HOUR_MS = 3_600_000;
const noon = Date.parse('2031-05-04T12:00:00Z');
const { signal } = new AbortController();

/** Writes down which hours are counted. */
function createDay() {
  const state = { now: noon + 60_000, isDown: false, asked: [] as number[] };
  const day = createDayHours({
    now: () => state.now,
    async countHours(froms) {
      if (state.isDown) throw new Error('The server is away.');
      state.asked.push(...froms);
      return froms.map((from) => ({ from, waiting: 1, done: 0, failed: 0 }));
    },
  });
  return {
    state,
    note: day.note,
    forget: day.forget,
    async read() {
      state.asked = [];
      const hours = await day.read(signal);
      return { hours, asked: state.asked.toSorted((one, other) => one - other) };
    },
  };
}

function change(at: number, [previousStatus, status]: readonly [string | null, string]): StatusChange {
  const reminder = { scheduledTime: new Date(at).toISOString() };
  return { previousStatus, status, reminder } as StatusChange;
}

test('a day is half a day back and half a day ahead, and counted once', async () => {
  const day = createDay();
  const { hours, asked } = await day.read();
  expect(asked).toHaveLength(24);
  expect(hours.map(({ from }) => from)).toEqual(asked);
  expect([asked[0], asked[23]]).toEqual([noon - 12 * HOUR_MS, noon + 11 * HOUR_MS]);
  expect((await day.read()).asked).toEqual([]);
});

test('an hour in which something changed is counted anew, and no other', async () => {
  const day = createDay();
  await day.read();
  day.note([
    change(noon + 3 * HOUR_MS + 1, [null, 'SCHEDULED']),
    change(noon - 1, ['DISPATCHING', 'FAILED']),
  ]);
  expect((await day.read()).asked).toEqual([noon - HOUR_MS, noon + 3 * HOUR_MS]);
  day.note([change(noon, ['DISPATCHING', 'SCHEDULED']), change(noon, ['CALLING', 'SCHEDULED'])]);
  expect((await day.read()).asked).toEqual([noon]);
});

test.each(['SCHEDULED', 'FAILED', 'CANCELLED'])(
  'all are counted anew where one that was %s was moved, since nothing says where from',
  async (status) => {
    const day = createDay();
    await day.read();
    day.note([change(noon, [status, 'SCHEDULED'])]);
    expect((await day.read()).asked).toHaveLength(24);
  },
);

test('all are counted anew where changes were missed', async () => {
  const day = createDay();
  await day.read();
  day.forget();
  expect((await day.read()).asked).toHaveLength(24);
});

test('a new hour is counted as it comes, and each anew after five minutes', async () => {
  const day = createDay();
  await day.read();
  day.state.now += 299_000;
  expect((await day.read()).asked).toEqual([]);
  day.state.now += 2_000;
  expect((await day.read()).asked).toHaveLength(24);
  day.state.now = noon + HOUR_MS;
  const { hours } = await day.read();
  expect(hours.at(-1)?.from).toBe(noon + 12 * HOUR_MS);
});

test('what could not be counted is counted the next time', async () => {
  const day = createDay();
  await day.read();
  day.note([change(noon, ['SCHEDULED', 'DISPATCHING'])]);
  day.state.isDown = true;
  await expect(day.read()).rejects.toThrow('away');
  day.state.isDown = false;
  expect((await day.read()).asked).toEqual([noon]);
});
