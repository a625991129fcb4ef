import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { refusal } from '../../supply-chain/licences.ts';
import { bundled, shippedPackages } from '../../supply-chain/shipped-packages.ts';

const root = new URL('../../', import.meta.url);
const lock = new URL('package-lock.json', root);
const { dependencies, devDependencies } = JSON.parse(readFileSync(new URL('package.json', root), 'utf8'));

test('every package that is handed out may be', () => {
  const packages = shippedPackages(lock);
  expect(packages.length).toBeGreaterThan(100);
  expect(packages.filter((each) => refusal(each) !== null)).toEqual([]);
});

test.each([
  ['GPL-3.0-only', 'not allowed'],
  ['(GPL-2.0-only OR MIT)', null],
  ['(MIT AND GPL-2.0-only)', 'not allowed'],
  ['SEE LICENSE IN x', 'no SPDX expression'],
  [null, 'names no licence'],
])('a package with the licence %s: %s', (licence, why) => {
  const answer = refusal({ name: 'x', version: '1.0.0', licence });
  if (why === null) expect(answer).toBeNull();
  else expect(answer).toContain(why);
});

test('what is handed out are the dependencies, and what is built into the dashboard and the client', () => {
  const names = shippedPackages(lock).map(({ name }) => name);
  expect(Object.keys(dependencies).filter((name) => !names.includes(name))).toEqual([]);
  const developing = Object.keys(devDependencies);
  expect(bundled.filter((name) => !developing.includes(name) || !names.includes(name))).toEqual([]);
  expect(names).toContain('@preact/signals-core');
});

test('the dashboard has nothing built in that was left out', () => {
  const folder = new URL('src/dashboard/', root);
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(
    (path) => /\.(tsx?|css)$/.test(path) && !path.startsWith('built/') && path !== 'vite.config.ts',
  );
  const imported = files.flatMap((path) =>
    [
      ...readFileSync(new URL(path, folder), 'utf8').matchAll(
        /(?:from|import|url\() ?['"]([@a-z][\w@/:.-]*)['"]/g,
      ),
    ].map(([, name = '']) =>
      name
        .split('/')
        .slice(0, name.startsWith('@') ? 2 : 1)
        .join('/'),
    ),
  );
  const shipped = new Set(shippedPackages(lock).map(({ name }) => name));
  expect(imported).toContain('preact');
  expect([...new Set(imported)].filter((name) => !shipped.has(name) && !/^(node:|data:)/.test(name))).toEqual(
    [],
  );
});
