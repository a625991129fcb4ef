import { mkdirSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { print, type Row, type Table } from './report.ts';
import { median, quantile } from './stats.ts';

/** What broke off: told at the end, and the exit code. */
export const problems: string[] = [];

/** Everybody has a turn in each round, so that a machine that is slow for a while is so for all. */
export async function inTurns<Kind extends { readonly name: string }, Result>(
  rounds: number,
  kinds: readonly Kind[],
  measure: (kind: Kind) => Promise<Result>,
): Promise<{ readonly name: string; readonly results: readonly Result[] }[]> {
  const found = new Map<string, Result[]>(kinds.map(({ name }) => [name, []]));
  for (let round = 1; round <= rounds; round += 1) {
    for (const kind of kinds) {
      try {
        found.get(kind.name)?.push(await measure(kind));
      } catch (error) {
        problems.push(`${kind.name}, round ${round}: ${error instanceof Error ? error.message : error}`);
      }
    }
  }
  return [...found].map(([name, results]) => ({ name, results }));
}

export function row(name: string, rounds: Record<string, readonly number[]>): Row {
  const medians = Object.entries(rounds).map(([column, values]) => [column, median(values)]);
  return { name, values: Object.fromEntries(medians), rounds };
}

export function lateRow(name: string, rounds: readonly (readonly number[])[]): Row {
  const { values, rounds: single } = row(name, {
    p50: rounds.map((each) => quantile(each, 0.5)),
    p99: rounds.map((each) => quantile(each, 0.99)),
  });
  const all = rounds.flat();
  const early = all.filter((ms) => ms < 0).length;
  return {
    name,
    values: { ...values, max: all.length === 0 ? Number.NaN : Math.max(...all), early },
    ...(single ? { rounds: single } : {}),
  };
}

/** Prints a table and keeps it. */
export function finish(table: Table): void {
  console.log(print(table));
  const folder = new URL('./results/', import.meta.url);
  mkdirSync(folder, { recursive: true });
  const at = new Date().toISOString().replaceAll(':', '-');
  const name = table.title.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-');
  const machine = { cores: availableParallelism(), node: process.version };
  writeFileSync(new URL(`${at}-${name}.json`, folder), JSON.stringify({ at, machine, ...table }, null, 2));
}
