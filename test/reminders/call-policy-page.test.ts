import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { defaultCallPolicy } from '../../src/reminders/call-conclusion.ts';

test('docs/calls.md says what follows from each end of a call, as the code does', () => {
  const page = readFileSync(new URL('../../docs/calls.md', import.meta.url), 'utf8');
  const rows = [...page.matchAll(/^\| `([a-z-]+)` \| `([a-z-]+)` \|/gm)].map(([, result, action]) => [
    result,
    action,
  ]);
  expect(Object.fromEntries(rows)).toEqual(defaultCallPolicy);
});
