import type { Evidence } from './evidence.ts';
import type { Verdict } from './judge.ts';

export interface Circumstances {
  readonly troubles: ReadonlyMap<string, number>;
  /** How often the instances logged each event. */
  readonly logged: ReadonlyMap<string, number>;
}

/** The table that a run ends with. */
export function report(evidence: Evidence, verdict: Verdict, { troubles, logged }: Circumstances): string {
  const count = (of: string) => verdict.findings.filter((finding) => finding.startsWith(`${of}:`)).length;
  const outcomes = Map.groupBy(evidence.attempts, ({ outcome }) => outcome ?? 'open');
  const rows: [string, string | number][] = [
    ['reminders acknowledged', evidence.acknowledged.length],
    ['attempts', [...outcomes].map(([outcome, of]) => `${of.length} ${outcome}`).join(', ')],
    ['phones rung', evidence.calls.length],
    ['troubles', [...troubles].map(([kind, times]) => `${times} × ${kind}`).join(', ')],
    ['leases lost, stale results', `${logged.get('lease.lost') ?? 0}, ${logged.get('attempt.stale') ?? 0}`],
    ['lost', count('Lost')],
    ['rung twice', count('Twice')],
    ['rung twice, unknown and not to be asked', verdict.exceptions.length],
    ['rung early', count('Early')],
    ['changes', evidence.changes.length],
    ...evidence.subscribers.map(({ name, seen, connections }): [string, string] => [
      name,
      `${seen.length} over ${connections} connections`,
    ]),
    ['recovery after kill -9: p50, max', recovery(verdict.recoveriesMs)],
    ['other findings', verdict.findings.length - count('Lost') - count('Twice') - count('Early')],
  ];
  const width = Math.max(...rows.map(([name]) => name.length));
  const table = rows.map(([name, value]) => `  ${name.padEnd(width)}  ${value}`);
  const lists = [
    ...verdict.exceptions.map((line) => `  - ${line}`),
    ...verdict.findings.slice(0, 50).map((line) => `  ! ${line}`),
  ];
  return [...table, ...lists, verdict.findings.length === 0 ? 'Passed.' : 'FAILED.'].join('\n');
}

function recovery(recoveriesMs: readonly number[]): string {
  if (recoveriesMs.length === 0) return 'none that nothing else disturbed';
  const sorted = recoveriesMs.toSorted((a, b) => a - b);
  const seconds = (ms: number | undefined) => `${((ms ?? 0) / 1_000).toFixed(1)} s`;
  return `${seconds(sorted[Math.floor(sorted.length / 2)])}, ${seconds(sorted.at(-1))} of ${sorted.length}`;
}
