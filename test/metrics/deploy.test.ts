import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { createMetrics } from '../../src/metrics/metrics.ts';

const read = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');
const alerts = read('deploy/alerts.yaml');
const dashboard = JSON.parse(read('deploy/grafana.json')) as {
  readonly panels: readonly { readonly targets: readonly { readonly expr: string }[] }[];
};
const dashboardExpressions = dashboard.panels.flatMap(({ targets }) => targets.map(({ expr }) => expr));
const alertExpressions = [...alerts.matchAll(/^ +expr: (.+)$/gm)].map(([, expr = '']) => expr);
const namesIn = (expressions: readonly string[]) =>
  new Set(expressions.flatMap((each) => each.match(/\b(bellhop|nodejs)_\w+/g) ?? []));

/** What a histogram called x is read by is x_bucket, x_sum and x_count. */
async function metricNames() {
  const types = [...(await createMetrics().read()).matchAll(/^# TYPE (\S+) (\S+)$/gm)];
  const suffixes = (type: string) => (type === 'histogram' ? ['_bucket', '_sum', '_count'] : ['']);
  return new Set(types.flatMap(([, name = '', type = '']) => suffixes(type).map((each) => name + each)));
}

test('alerts and dashboard use only names that there are', async () => {
  const names = await metricNames();
  const used = [...namesIn(alertExpressions), ...namesIn(dashboardExpressions)];
  expect(used.length).toBeGreaterThan(20);
  expect(used.filter((name) => !names.has(name))).toEqual([]);
});

test('the dashboard shows every metric of Bellhop that an operator would look for', async () => {
  const shown = [...namesIn(dashboardExpressions)].join(' ');
  const bases = [...(await metricNames())].map((name) => name.replace(/_(bucket|sum|count)$/, ''));
  const missing = new Set(bases.filter((name) => name.startsWith('bellhop_') && !shown.includes(name)));
  expect([...missing]).toEqual(['bellhop_unexpected_calls_total']);
  expect(alerts).toContain('bellhop_unexpected_calls_total');
});

test('every alert has a row that says what to do, and every row an alert', () => {
  const named = [...alerts.matchAll(/- alert: (\w+)/g)].map(([, name]) => name);
  const rows = [...read('docs/operations.md').matchAll(/^\| `(Bellhop\w+)` \| \S/gm)].map(([, name]) => name);
  expect(named.length).toBe(alertExpressions.length);
  expect(rows.toSorted()).toEqual(named.toSorted());
});
