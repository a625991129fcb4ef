import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { defaultLimits } from '../../src/server/server-limits.ts';

const root = new URL('../../', import.meta.url);
const page = await readFile(new URL('docs/security.md', root), 'utf8');
const named = [...page.matchAll(/`(test\/[\w./-]+)`/g)].map(([, file]) => String(file));

test('docs/security.md names tests that exist', () => {
  expect(named.length).toBeGreaterThan(20);
  expect(named.filter((file) => !existsSync(new URL(file, root)))).toEqual([]);
});

test('docs/security.md names every test of security', async () => {
  const files = (await readdir(new URL('test/security', root))).filter((file) => file.endsWith('.test.ts'));
  const missing = files.filter((file) => file !== 'docs.test.ts' && !named.includes(`test/security/${file}`));
  expect(missing).toEqual([]);
});

test('every probe that it names is a test of that file', async () => {
  const rows = page
    .slice(page.indexOf('## The probes, by name'))
    .matchAll(/^\|[^|]*\| `([^`]+)` \| (.+) \|$/gm);
  const probes = Array.from(rows, ([, file = '', name = '']) => ({ file, name }));
  expect(probes.length).toBeGreaterThan(50);
  const missing = await Array.fromAsync(probes, async ({ file, name }) => {
    const text = await readFile(new URL(file, root), 'utf8');
    return [`'${name}'`, `"${name}"`, `\`${name}\``].some((quoted) => text.includes(quoted)) ? null : name;
  });
  expect(missing.filter((name) => name !== null)).toEqual([]);
});

test('every row of its tables names a test', () => {
  const tables = page.slice(page.indexOf('## What keeps what out'), page.indexOf('## The probes, by name'));
  const rows = tables
    .split('\n')
    .filter((line) => line.startsWith('| ') && !line.startsWith('| attack') && !line.startsWith('| OWASP'));
  expect(rows.filter((row) => !/`test\/[^`]+\.test\.ts` \|$/.test(row))).toEqual([]);
});

test('docs/security.md states the limits as they are', () => {
  const { operationMs, rowsPerOperation, variableEntries, fieldsPerMinute, sockets, socketsPerClient } =
    defaultLimits;
  const { bodyBytes, headMs, requestMs, initMs } = defaultLimits;
  for (const stated of [
    `${operationMs / 1_000} s for an operation`,
    `${rowsPerOperation.toLocaleString('en')} rows`,
    `${variableEntries.toLocaleString('en')} entries of lists and objects`,
    `${fieldsPerMinute.toLocaleString('en')} root fields a minute`,
    `${sockets.toLocaleString('en')} (\`MAX_SOCKETS\`), ${socketsPerClient.toLocaleString('en')} for each client`,
    `${bodyBytes / 1_000_000} MB`,
    `${headMs / 1_000} s for a head, ${requestMs / 1_000} s for a request, ${initMs / 1_000} s for a socket`,
  ]) {
    expect(page).toContain(stated);
  }
});
