import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { secrets, variableNames } from '../../src/config/environment.ts';
import { readConfig } from '../../src/config/read-config.ts';

const root = new URL('../../', import.meta.url);
const unit = readFileSync(new URL('deploy/bellhop.service', root), 'utf8');
const valuesOf = (name: string) =>
  [...unit.matchAll(new RegExp(`^${name}=(.*)$`, 'gm'))].map(([, value = '']) => value);
const environment = Object.fromEntries(
  valuesOf('Environment').flatMap((line) => line.split(' ').map((pair) => pair.split('='))),
) as Record<string, string>;
const hasAnalyze = spawnSync('systemd-analyze', ['--version']).status === 0;

test('the unit sets variables that Bellhop knows, and hands over each secret as a file', () => {
  const names = Object.keys(environment).filter((name) => name !== 'NODE_ENV');
  expect(names.filter((name) => !variableNames.includes(name))).toEqual([]);
  expect(names.filter((name) => secrets.has(name))).toEqual([]);
  const credentials = valuesOf('LoadCredential').map((value) => value.split(':')[0]);
  const files = names.filter((name) => name.endsWith('_FILE')).map((name) => environment[name]);
  expect(files).toEqual(credentials.map((id) => `%d/${id}`));
  expect(files.length).toBeGreaterThan(1);
});

test('systemd waits ten seconds longer than Bellhop takes to stop', () => {
  const [wait] = valuesOf('TimeoutStopSec');
  expect(Number(wait)).toBeGreaterThanOrEqual(readConfig({}).shutdownGraceMs / 1_000 + 10);
});

test.runIf(hasAnalyze)('systemd takes the unit as it is, but for the places of its programs', () => {
  const folder = mkdtempSync(join(tmpdir(), 'bellhop-unit-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const file = join(folder, 'bellhop.service');
  writeFileSync(file, unit.replace('/usr/bin/node', process.execPath));
  execFileSync('systemd-analyze', ['verify', file], { stdio: 'pipe' });
  const wrong = unit.replace('ExecStart=/usr/bin/node', 'ExecStart=node/without/a/root');
  writeFileSync(file, wrong);
  expect(() => execFileSync('systemd-analyze', ['verify', file], { stdio: 'pipe' })).toThrow();
});
