import type { Evidence } from './evidence.ts';
import type { Verdict } from './judge.ts';
import type { ChaosOptions, ChaosSettings } from './settings.ts';

export interface Circumstances {
  readonly options: ChaosOptions;
  readonly settings: ChaosSettings;
  readonly troubles: ReadonlyMap<string, number>;
  /** How often the instances logged each event. */
  readonly logged: ReadonlyMap<string, number>;
  readonly tookMs: number;
}

/** One run, judged. */
export interface ChaosRun {
  readonly evidence: Evidence;
  readonly verdict: Verdict;
  readonly circumstances: Circumstances;
}

/** The table that a run ends with. */
export function report({ evidence, verdict, circumstances }: ChaosRun): string {
  const { settings, troubles, logged } = circumstances;
  const outcomes = Map.groupBy(evidence.attempts, ({ outcome }) => outcome ?? 'open');
  const count = (of: string) => findings(verdict, of);
  const rows: [string, string | number][] = [
    ['timeout, grace', `${seconds(settings.timeoutMs)}, ${seconds(settings.graceMs)}`],
    ['reminders acknowledged', evidence.acknowledged.length],
    ['attempts', [...outcomes].map(([outcome, of]) => `${of.length} ${outcome}`).join(', ')],
    ['calls placed', evidence.calls.length],
    ['faults', [...troubles].map(([kind, times]) => `${times} × ${kind}`).join(', ')],
    ['provider stalls', stops(evidence)],
    ['leases lost, stale results', `${logged.get('lease.lost') ?? 0}, ${logged.get('attempt.stale') ?? 0}`],
    ['lost', count('Lost')],
    ['called twice', count('Twice')],
    ['called twice, answer lost and provider cannot be asked', verdict.excused.length],
    ['called twice, written late by a stopped process', verdict.late.length],
    ['called early', count('Early')],
    ['changes', evidence.changes.length],
    ...evidence.subscribers.map(({ name, seen, connections }): [string, string] => [
      name,
      `${seen.length} over ${connections} connections`,
    ]),
    [`rescue after kill -9 (limit ${seconds(evidence.rescueBoundMs)})`, spread(verdict.rescuesMs)],
    [`recovery after kill -9 (limit ${seconds(evidence.recoveryBoundMs)})`, spread(verdict.recoveriesMs)],
    ['other findings', verdict.findings.length - count('Lost') - count('Twice') - count('Early')],
  ];
  const width = Math.max(...rows.map(([name]) => name.length));
  const table = rows.map(([name, value]) => `  ${name.padEnd(width)}  ${value}`);
  const lists = [
    ...verdict.excused.slice(0, 10).map((line) => `  - Excused: ${line}`),
    ...verdict.late.map((line) => `  - Late: ${line}`),
    ...verdict.findings.slice(0, 50).map((line) => `  ! ${line}`),
  ];
  return [...table, ...lists, verdict.findings.length === 0 ? 'Passed.' : 'FAILED.'].join('\n');
}

const columns: readonly [string, (run: ChaosRun) => string | number][] = [
  ['seed', ({ circumstances }) => circumstances.options.seed],
  ['format', ({ circumstances }) => circumstances.options.format],
  ['timeout', ({ circumstances }) => seconds(circumstances.settings.timeoutMs)],
  ['reminders', ({ evidence }) => evidence.acknowledged.length],
  ['calls', ({ evidence }) => evidence.calls.length],
  ['lost', ({ verdict }) => findings(verdict, 'Lost')],
  ['twice', ({ verdict }) => findings(verdict, 'Twice')],
  ['excused', ({ verdict }) => verdict.excused.length],
  ['late', ({ verdict }) => verdict.late.length],
  ['rescue p50, max', ({ verdict }) => spread(verdict.rescuesMs)],
  ['recovery p50, max', ({ verdict }) => spread(verdict.recoveriesMs)],
  ['provider stalls', ({ evidence }) => stops(evidence)],
  ['took', ({ circumstances }) => seconds(circumstances.tookMs)],
  ['verdict', ({ verdict }) => (verdict.findings.length === 0 ? 'passed' : 'FAILED')],
];

/** One line for each run. */
export function summary(runs: readonly ChaosRun[]): string {
  const lines = [columns.map(([name]) => name), ...runs.map((run) => columns.map(([, of]) => `${of(run)}`))];
  return lines
    .map((cells) => `| ${cells.join(' | ')} |`)
    .toSpliced(1, 0, `|${'---|'.repeat(columns.length)}`)
    .join('\n');
}

function findings({ findings }: Verdict, of: string): number {
  return findings.filter((finding) => finding.startsWith(`${of}:`)).length;
}

function stops({ providerStops }: Evidence): string {
  if (providerStops.length === 0) return 'none';
  const longestMs = Math.max(...providerStops.map(({ fromMs, toMs }) => toMs - fromMs));
  return `${providerStops.length}, longest ${seconds(longestMs)}`;
}

function spread(durationsMs: readonly number[]): string {
  if (durationsMs.length === 0) return 'none measured';
  const sorted = durationsMs.toSorted((a, b) => a - b);
  return `${seconds(sorted[Math.floor(sorted.length / 2)] ?? 0)}, ${seconds(sorted.at(-1) ?? 0)} of ${sorted.length}`;
}

function seconds(ms: number): string {
  return `${(ms / 1_000).toFixed(1)} s`;
}
