import { expect, test } from 'vitest';
import { NoTurnError } from '../src/no-turn-error.ts';
import { createTurns } from '../src/turns.ts';

test('a key holds as many turns as it may; the next waits for the first that is given back', async () => {
  const turns = createTurns(2);
  const [first, second] = [await turns.take('a'), await turns.take('a')];
  const begun: string[] = [];
  const third = turns.take('a').then((release) => {
    begun.push('third');
    return release;
  });
  const fourth = turns.take('a').then((release) => {
    begun.push('fourth');
    return release;
  });
  await turns.take('b');
  expect(begun).toEqual([]);
  first();
  // Giving it back twice lets no second one in.
  first();
  const release = await third;
  expect(begun).toEqual(['third']);
  second();
  await fourth;
  release();
  await turns.take('a');
});

test('a turn that does not come in time is refused, and the place of who waited is free', async () => {
  const turns = createTurns(1, { waitMs: 1 });
  const release = await turns.take('a');
  await expect(turns.take('a')).rejects.toThrow(NoTurnError);
  release();
  (await turns.take('a'))();
});

test('no more may wait for a turn than are allowed to', async () => {
  const turns = createTurns(1, { mostWaiting: 1 });
  const release = await turns.take('a');
  const waiting = turns.take('a');
  await expect(turns.take('a')).rejects.toThrow(NoTurnError);
  await turns.take('b');
  release();
  (await waiting)();
});
