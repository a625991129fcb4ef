/** How long operations took, by their name. */
export interface Timings {
  /** Does the work, and notes how long it took and whether it failed. Answers `null` where it failed. */
  time<T>(operation: string, work: () => Promise<T>): Promise<T | null>;
  /** Notes what was measured elsewhere. */
  note(operation: string, ms: number): void;
  rows(): readonly TimingRow[];
  failures(): readonly string[];
}

export interface TimingRow {
  readonly operation: string;
  readonly count: number;
  readonly errors: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly maxMs: number;
}

/** Of each operation, so many failures are kept to be shown. */
const SHOWN = 5;

export function createTimings(): Timings {
  const samples = new Map<string, number[]>();
  const errors = new Map<string, string[]>();

  function note(operation: string, ms: number) {
    const of = samples.get(operation);
    if (of) of.push(ms);
    else samples.set(operation, [ms]);
  }

  return {
    async time(operation, work) {
      const startedAt = performance.now();
      try {
        return await work();
      } catch (error) {
        errors.set(operation, [...(errors.get(operation) ?? []), String(error)]);
        return null;
      } finally {
        note(operation, performance.now() - startedAt);
      }
    },
    note,
    rows: () =>
      [...samples].map(([operation, of]) => {
        const sorted = of.toSorted((a, b) => a - b);
        return {
          operation,
          count: sorted.length,
          errors: errors.get(operation)?.length ?? 0,
          p50Ms: quantile(sorted, 0.5),
          p99Ms: quantile(sorted, 0.99),
          maxMs: sorted.at(-1) ?? 0,
        };
      }),
    failures: () =>
      [...errors].flatMap(([operation, of]) => of.slice(0, SHOWN).map((text) => `${operation}: ${text}`)),
  };
}

function quantile(sorted: readonly number[], of: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * of))] ?? 0;
}
