/** One line of a table: what was measured of whom, and what that is of the first line, or of the one it is held against. */
export interface Row {
  readonly name: string;
  readonly values: Readonly<Record<string, number>>;
  /** The single rounds, for the file. */
  readonly rounds?: Readonly<Record<string, readonly number[]>>;
}

export interface Table {
  readonly title: string;
  readonly unit: string;
  /** The line that the ratios are of: named `×`, 1 for itself. */
  readonly base: string;
  readonly rows: readonly Row[];
}

export function print({ title, unit, base, rows }: Table): string {
  const columns = [...new Set(rows.flatMap(({ values }) => Object.keys(values)))];
  const baseValues = rows.find(({ name }) => name === base)?.values ?? {};
  const lines = [
    ['', ...columns.flatMap((column) => [column, '×'])],
    ...rows.map(({ name, values }) => [
      name,
      ...columns.flatMap((column) => [shown(values[column]), ratio(values[column], baseValues[column])]),
    ]),
  ];
  const widths = lines[0]?.map((_, at) => Math.max(...lines.map((line) => line[at]?.length ?? 0))) ?? [];
  const body = lines.map((line) =>
    line
      .map((cell, at) => (at === 0 ? cell.padEnd(widths[at] ?? 0) : cell.padStart(widths[at] ?? 0)))
      .join('  '),
  );
  return [`\n${title} (${unit}; × is against ${base})`, ...body].join('\n');
}

function shown(value: number | undefined): string {
  if (value === undefined || Number.isNaN(value)) return '–';
  if (Math.abs(value) >= 100) return value.toFixed(0);
  return value.toFixed(1);
}

function ratio(value: number | undefined, of: number | undefined): string {
  return value === undefined || Number.isNaN(value) || !of ? '–' : (value / of).toFixed(2);
}
