import { setImmediate } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { atMost } from '../../src/persistence/at-most.ts';

test('no more work runs at once than is allowed, in the order in which it came, also where some of it fails', async () => {
  const limited = atMost(2);
  const begun: number[] = [];
  const works = Array.from({ length: 5 }, () => Promise.withResolvers<void>());
  const done = works.map(({ promise }, index) =>
    limited(() => {
      begun.push(index);
      return promise;
    }).catch(() => 'failed'),
  );
  await setImmediate();
  expect(begun).toEqual([0, 1]);
  works[1]?.reject(new Error('The connection ended.'));
  expect(await done[1]).toBe('failed');
  await setImmediate();
  expect(begun).toEqual([0, 1, 2]);
  for (const { resolve } of works) resolve();
  await Promise.all(done);
  expect(begun).toEqual([0, 1, 2, 3, 4]);
  await limited(async () => begun.push(5));
  expect(begun).toHaveLength(6);
});
