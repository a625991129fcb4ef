import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { variableNames } from '../../src/config/environment.ts';
import { readConfig } from '../../src/config/read-config.ts';

const root = new URL('../../', import.meta.url);
const read = (path: string) => parse(readFileSync(new URL(path, root), 'utf8'), { merge: true });
const compose = read('compose.yaml');
const prometheus = read('deploy/prometheus.yaml');
const instances = Object.entries<Service>(compose.services).filter(([, { image }]) => image === 'bellhop');

interface Service {
  readonly image: string;
  readonly environment: Record<string, string>;
  readonly stop_grace_period: string;
  readonly read_only?: boolean;
  readonly mem_limit?: string;
  readonly volumes?: readonly string[];
}

/** As it is where what must be set in .env is set. */
const withSecrets = (environment: Record<string, string>) =>
  Object.fromEntries(
    Object.entries(environment).map(([name, value]) => [
      name,
      value.replaceAll(/\$\{\w+:\?[^}]*\}/g, 'secretsecretsecret'),
    ]),
  );

test('compose.yaml starts two instances with variables that Bellhop knows and takes', () => {
  expect(instances.map(([name]) => name)).toEqual(['bellhop-1', 'bellhop-2']);
  for (const [, { environment, read_only }] of instances) {
    expect(Object.keys(environment).filter((name) => !variableNames.includes(name))).toEqual([]);
    const config = readConfig(withSecrets(environment));
    expect(config.database).toMatchObject({ kind: 'server' });
    expect(config.host).toBe('0.0.0.0');
    expect(read_only).toBe(true);
  }
});

test('every service has a limit of memory', () => {
  for (const [name, { mem_limit }] of Object.entries<Service>(compose.services)) {
    expect(mem_limit, name).toMatch(/^\d+[gm]$/);
  }
});

test('an instance gets ten seconds more than it takes to stop', () => {
  for (const [, { environment, stop_grace_period }] of instances) {
    const grace = readConfig(withSecrets(environment)).shutdownGraceMs / 1_000;
    expect(Number.parseInt(stop_grace_period, 10)).toBeGreaterThanOrEqual(grace + 10);
  }
});

test('Prometheus looks at both instances, with the token and the alerts that are given to it', () => {
  const [job] = prometheus.scrape_configs;
  expect(job.static_configs[0].targets).toEqual(
    instances.map(([name, { environment }]) => `${name}:${environment['PORT']}`),
  );
  // The alert BellhopDown goes by this name.
  expect(job.job_name).toBe('bellhop');
  const [secret] = compose.services.prometheus.secrets;
  expect(job.authorization.credentials_file).toBe(`/run/secrets/${secret}`);
  expect(compose.secrets[secret].environment).toBe('METRICS_TOKEN');
  const mounted = compose.services.prometheus.volumes.map((volume: string) => volume.split(':')[1]);
  for (const rules of prometheus.rule_files) expect(mounted).toContain(`/etc/prometheus/${rules}`);
});

test('every file that is mounted is there, and every volume named', () => {
  const sources = Object.values<Service>(compose.services).flatMap(({ volumes = [] }) =>
    volumes.map((volume) => volume.split(':')[0] ?? ''),
  );
  expect(sources.length).toBeGreaterThan(5);
  for (const source of sources) {
    if (source.startsWith('.')) expect(existsSync(new URL(source, root)), source).toBe(true);
    else expect(Object.keys(compose.volumes)).toContain(source);
  }
});
