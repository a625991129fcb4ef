import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

test('no test waits with the default second of vi.waitFor and vi.waitUntil', () => {
  const files = readdirSync(import.meta.dirname, { recursive: true, encoding: 'utf8' }).filter(
    (file) => file.endsWith('.ts') && !['support/wait-for.ts', 'waits.test.ts'].includes(file),
  );
  const usingIt = files.filter((file) =>
    /\bvi\.wait(For|Until)\(/.test(readFileSync(`${import.meta.dirname}/${file}`, 'utf8')),
  );
  expect(files.length).toBeGreaterThan(100);
  expect(usingIt).toEqual([]);
});
