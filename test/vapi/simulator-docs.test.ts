import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { scriptedNumbers } from '../../src/vapi/simulator/behaviour.ts';

test('docs/simulator.md has exactly the numbers that the simulator has, in its words', () => {
  const page = readFileSync(new URL('../../docs/simulator.md', import.meta.url), 'utf8');
  const rows = page.split('\n').filter((line) => line.startsWith('| 555 '));
  expect(rows).toEqual(scriptedNumbers.map(({ suffix, meaning }) => `| 555 ${suffix} | ${meaning} |`));
});
