import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { createBuildContext } from './build-context.ts';
import { readDockerfile } from './dockerfile.ts';

const root = new URL('../..', import.meta.url).pathname;
const read = (path: string) => readFileSync(`${root}/${path}`, 'utf8');
const stages = readDockerfile(read('Dockerfile'));
const last = stages.at(-1)?.instructions ?? [];
const restOf = (name: string) => last.findLast((each) => each.name === name)?.rest ?? '';

test('the image has the minor version of Node that is tested', () => {
  const { devDependencies } = JSON.parse(read('package.json'));
  const minor = devDependencies.node.split('.').slice(0, 2).join('.');
  expect(stages.map(({ base }) => base)).toEqual([`node:${minor}-slim`, `node:${minor}-slim`]);
});

test('the image runs Bellhop as somebody who is not root, and asks it whether it lives', () => {
  expect(restOf('USER')).toBe('node');
  expect(JSON.parse(restOf('CMD'))).toEqual(['node', 'src/main.ts']);
  expect(restOf('HEALTHCHECK')).toMatch(/--timeout=\d+s.* CMD \["node", "-e", ".*\/livez/);
  expect(last.findIndex(({ name }) => name === 'USER')).toBeGreaterThan(
    last.findLastIndex(({ name }) => name === 'RUN' || name === 'COPY'),
  );
});

test('the build is sent what runs, and no secret, test or history', () => {
  const { isSent } = createBuildContext(root, read('.dockerignore'));
  const sent = [
    'package.json',
    'package-lock.json',
    '.npmrc',
    'src',
    'src/main.ts',
    'src/dashboard/built/index.html',
  ];
  for (const path of sent) {
    expect(existsSync(`${root}/${path}`), path).toBe(true);
    expect(isSent(path), path).toBe(true);
  }
  for (const path of [
    '.env',
    '.git/config',
    '.data/pgdata/x',
    'node_modules/a',
    'test/a.ts',
    'src/dashboard/app.tsx',
    'docs',
  ]) {
    expect(isSent(path), path).toBe(false);
  }
});
