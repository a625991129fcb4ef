import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { callResults } from '../../src/reminders/call-report.ts';
import { resultOf } from '../../src/vapi/ended-reason.ts';

const page = readFileSync(new URL('../../docs/vapi.md', import.meta.url), 'utf8');
const rows = page
  .slice(page.indexOf('## What came of a call'))
  .split('\n')
  .filter((line) => line.startsWith('| `'))
  .map((line) => line.split('|').map((cell) => cell.trim()));
const reasons = rows.flatMap(([, result = '', examples = '']) =>
  [...examples.matchAll(/`([^`]+)`/g)]
    .map(([, reason = '']) => [reason, result.replaceAll('`', '')] as const)
    // Those with an ellipsis stand for many.
    .filter(([reason]) => !reason.includes('…')),
);

describe('docs/vapi.md', () => {
  test('has a row for each result', () => {
    expect(rows.map(([, result]) => result)).toEqual(callResults.map((result) => `\`${result}\``));
  });

  test.each(reasons)('is right that %s is %s', (reason, result) => {
    expect(resultOf(reason)).toBe(result);
  });
});
