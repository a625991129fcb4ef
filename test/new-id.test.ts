import { validate, version } from 'uuid';
import { expect, test } from 'vitest';
import { newId } from '../src/new-id.ts';

test('10,000 ids are UUIDs of version 7 with the time in front, all different and each greater than the one before', () => {
  const before = Date.now();
  const ids = Array.from({ length: 10_000 }, newId);
  const after = Date.now();
  expect(ids.every((id) => validate(id) && version(id) === 7)).toBe(true);
  expect(new Set(ids).size).toBe(ids.length);
  expect(ids.toSorted()).toEqual(ids);
  const millis = ids.map((id) => Number.parseInt(id.replace('-', '').slice(0, 12), 16));
  expect(millis.every((ms) => ms >= before && ms <= after)).toBe(true);
  // The random part does not repeat either.
  expect(new Set(ids.map((id) => id.slice(-12))).size).toBe(ids.length);
});
