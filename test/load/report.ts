import type { Evidence } from '../chaos/evidence.ts';
import type { Verdict } from '../chaos/judge.ts';
import type { MemoryFigures } from './memory.ts';
import type { Timings } from './timings.ts';

export interface Outcome {
  readonly evidence: Evidence;
  readonly verdict: Verdict;
  readonly timings: Timings;
  readonly memory: readonly MemoryFigures[];
  /** Everything that must not be, each in a sentence. */
  readonly findings: readonly string[];
}

/** What a run ends with. */
export function report({ evidence, verdict, timings, memory, findings }: Outcome): string {
  const rows = timings.rows().toSorted((a, b) => a.operation.localeCompare(b.operation));
  const ms = (value: number) => value.toFixed(1);
  const table = [
    ['', 'count', 'errors', 'p50 ms', 'p99 ms', 'max ms'],
    ...rows.map(({ operation, count, errors, p50Ms, p99Ms, maxMs }) => [
      operation,
      String(count),
      String(errors),
      ms(p50Ms),
      ms(p99Ms),
      ms(maxMs),
    ]),
  ];
  const widths = (table[0] ?? []).map((_, column) =>
    Math.max(...table.map((row) => row[column]?.length ?? 0)),
  );
  const lines = table.map((row) =>
    row
      .map((cell, column) =>
        column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0),
      )
      .join('  '),
  );
  const { acknowledged, calls, changes, subscribers } = evidence;
  return [
    ...lines,
    '',
    `Reminders due and acknowledged: ${acknowledged.length}; calls: ${calls.length}; called twice: ${verdict.excused.length}.`,
    `Changes: ${changes.length}; told to ${subscribers.length} subscribers: ${subscribers.map(({ seen }) => seen.length).join(', ')}.`,
    ...memory.map(
      ({ name, firstMb, lastMb, mostMb, worstLoopLagMs }) =>
        `Memory of ${name}: ${firstMb.toFixed(0)} MB at first, ${lastMb.toFixed(0)} MB at last, ${mostMb.toFixed(0)} MB at most; event loop p99 ${ms(worstLoopLagMs)} ms at worst.`,
    ),
    ...findings.slice(0, 50).map((line) => `  ! ${line}`),
    findings.length === 0 ? 'Passed.' : 'FAILED.',
  ].join('\n');
}
